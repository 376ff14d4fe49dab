// Random things that a person could do to processes and namespaces, as lines for a shell.
import type { Process, World } from '../../src/world/model.ts';

/** A generator of numbers from 0 to below `limit`, the same for the same seed (mulberry32). */
export type Random = (limit: number) => number;

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

const quiet = '> /dev/null 2>&1';
/** More living processes than this, and one of them is ended instead. */
const crowd = 16;
const kinds = ['--mount', '--uts', '--ipc', '--net', '--user', '--cgroup', '--time', '--pid'];
const joinable = ['--mount', '--uts', '--ipc', '--net', '--pid', '--cgroup'];

type Step = (random: Random, world: World) => string;

const background: Step = (random) =>
  [
    `sleep 1000 ${quiet} &`,
    `sh -c '(sleep 1001 &) ; exit' ${quiet}`, // an orphan
    `sh -c 'sleep 0.01 & exec sleep 1002' ${quiet} &`, // whose child nobody reaps
    `setsid bash -c 'exec -a "a (b) c" sleep 1003' ${quiet} &`,
    `for each in 1 2 3; do true; ls > /dev/null; done`,
    `sh -c 'sleep 1004 | cat' ${quiet} &`,
  ][random(6)] ?? 'true';

const unshare: Step = (random) => {
  const some = kinds.filter(() => random(3) === 0);
  const fork = random(2) === 0 ? '--fork' : '';
  return `unshare ${some.join(' ')} ${fork} sleep 1005 ${quiet} &`;
};

const nested: Step = (random) =>
  [
    `unshare --pid --fork sh -c 'unshare --pid --fork --uts sleep 1006 & exec sleep 1007' ${quiet} &`,
    `unshare --user --map-root-user --mount-proc --pid --fork sh -c 'hostname x; sleep 1008 & wait' ${quiet} &`,
    `unshare --mount sh -c 'mount -t tmpfs none /mnt; exec sleep 1009' ${quiet} &`,
    `unshare --pid sh -c 'sleep 1010 & sleep 1011 & wait' ${quiet} &`,
  ][random(4)] ?? 'true';

const enter: Step = (random, world) => {
  const target = someone(random, world);
  const some = joinable.filter(() => random(2) === 0);
  return target
    ? `nsenter --target ${String(target.pid)} ${some.join(' ')} sleep 1012 ${quiet} &`
    : 'true';
};

const signal: Step = (random, world) => {
  const target = someone(random, world);
  const number = [9, 9, 15, 19, 18, 2][random(6)] ?? 9;
  return target ? `kill -${String(number)} ${String(target.pid)} ${quiet}` : 'true';
};

const cgroup: Step = (random, world) => {
  const target = someone(random, world);
  const folder = `/sys/fs/cgroup/group${String(random(3))}`;
  return target
    ? `mkdir -p ${folder}; echo ${String(target.pid)} > ${folder}/cgroup.procs 2> /dev/null`
    : `rmdir ${folder} ${quiet}`;
};

/** Written by hand, be it into a container's group. */
const limit: Step = (random, world) => {
  const groups = [...world.cgroups.keys()].filter((path) => path !== '/');
  const path = groups[random(Math.max(1, groups.length))];
  const [file, value] =
    [
      ['memory.max', `${String(32 + random(32))}M`],
      ['pids.max', String(40 + random(40))],
      ['cpu.max', `${String(20_000 + random(9) * 1000)} 100000`],
    ][random(3)] ?? [];
  return path ? `echo ${String(value)} > /sys/fs/cgroup${path}/${String(file)}` : 'true';
};

const docker: Step = (random, world) => {
  const containers = [...world.containers.values()];
  const name = containers[random(Math.max(1, containers.length))]?.name;
  const limits =
    ['', `-m ${String(32 + random(32))}m`, '--pids-limit 50 --cpus 0.5'][random(3)] ?? '';
  const run = `docker run -d ${limits} --user ${String(random(2) * 1000)} busybox sleep 1013 ${quiet}`;
  if (name === undefined) return run;
  const on = [
    `docker exec -d ${name} sleep 1014`,
    `docker exec ${name} true`,
    `docker exec ${name} sh -c 'head -c ${String(random(900_000))} /dev/zero > /srv${String(random(3))}'`,
    `docker exec ${name} sh -c 'rm -f /srv0 /srv1; echo new > /etc/motd'`,
    `docker kill ${name}`,
    `docker rm -f ${name}`,
    `docker stop -t 1 ${name}`,
    `docker start ${name}`,
    `docker update -m ${String(32 + random(32))}m --memory-swap -1 ${name}`,
    `docker update --cpus 0.${String(1 + random(9))} --pids-limit ${String(40 + random(40))} ${name}`,
    `docker rm -f ${name}`,
  ][random(containers.length > 2 ? 11 : 10)];
  return containers.length > 3 ? `docker rm -f ${name} ${quiet}` : `${on ?? run} ${quiet}`;
};

const image: Step = (random, world) => {
  const containers = [...world.containers.values()];
  const name = containers[random(Math.max(1, containers.length))]?.name;
  const tag = String(random(3));
  const line = [
    `docker tag busybox copy:${tag}`,
    `docker rmi copy:${tag}`,
    'docker pull -q hello-world',
    'docker rmi hello-world',
    `docker rmi made:${tag}`,
    ...(name === undefined ? [] : [`docker commit ${name} made:${tag}`]),
  ][random(name === undefined ? 5 : 6)];
  return `${line ?? 'true'} ${quiet}`;
};

/** How often each kind of step comes, of their sum. Containers are slow to start. */
const weights: readonly (readonly [Step, number])[] = [
  [background, 5],
  [unshare, 5],
  [nested, 3],
  [enter, 4],
  [signal, 6],
  [cgroup, 2],
  [limit, 1],
  [docker, 3],
  [image, 1],
];

/** The next line to run. */
export function nextStep(random: Random, world: World): string {
  const living = sleepers(world);
  const victim = living[random(Math.max(1, living.length))];
  if (living.length > crowd && victim) return `kill -9 ${String(victim.pid)} ${quiet}`;
  let left = random(weights.reduce((sum, [, weight]) => sum + weight, 0));
  for (const [step, weight] of weights) {
    left -= weight;
    if (left < 0) return step(random, world);
  }
  return 'true';
}

function someone(random: Random, world: World): Process | null {
  const living = sleepers(world);
  return living[random(Math.max(1, living.length))] ?? null;
}

/** Processes that these steps started, which may be treated as one likes. */
function sleepers(world: World): Process[] {
  return [...world.processes.values()].filter(
    ({ comm, status }) => (comm === 'sleep' || comm === 'unshare') && status !== 'zombie',
  );
}
