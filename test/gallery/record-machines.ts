// Records what the views read of the real guest, with 1, 5 and 30 containers, with long names, and a second machine that boots:
// npx tsx test/gallery/record-machines.ts > test/recordings/machines.jsonl
import { randomBytes } from 'node:crypto';
import { openNodeGuest } from '../../scripts/open-guest.ts';
import { pageClock } from '../../src/backend/clock.ts';
import { SecondMachine } from '../../src/backend/second/machine.ts';
import { fileArtifacts } from '../../src/guest/files.ts';
import { fetchBootFiles } from '../../src/machine/boot-files.ts';
import { gazeOf as gazeAtLayers } from '../../src/views/layers/gaze.ts';
import { gazeOf as gazeAtMachines } from '../../src/views/machines/gaze.ts';
import { defaultOptions } from '../../src/views/options.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import { joinGazes } from '../../src/world/gaze.ts';
import type { World } from '../../src/world/model.ts';
import { formatEntry, formatHeader } from '../../src/world/recording.ts';

const guest = await openNodeGuest();
let seq = 0;

async function look(): Promise<void> {
  await guest.settle();
  const { world } = guest;
  guest.lookAt(joinGazes([gazeAtMachines(world), gazeAtLayers(world, defaultOptions)]));
  await guest.settle();
  await guest.settle();
}

/** The newest requests and messages that are kept. */
const newest = 60;

/** What the views show of a world, and no more: a recording is kept small. */
function reduced(world: World): World {
  const { containers, images, machines, readings, layers, at } = world;
  const of = new Set([...containers.values()].map(({ cgroup }) => cgroup as string));
  const bare = <R extends { readonly evidence: unknown }>(row: R): R => ({ ...row, evidence: [] });
  const processes = [...world.processes].filter(
    ([, each]) => of.has(each.cgroup) || each.pid === 1,
  );
  const used = new Set<string>(processes.flatMap(([, each]) => Object.values(each.namespaces)));
  return {
    ...{ ...emptyWorld, at, containers, images, machines, readings, layers },
    mounts: new Map([...world.mounts].filter(([, { type }]) => type === 'overlay')),
    requests: world.requests.slice(-newest),
    traffic: world.traffic.slice(-newest),
    processes: new Map(processes.map(([id, each]) => [id, bare(each)])),
    namespaces: new Map(
      [...world.namespaces].filter(([id]) => used.has(id)).map(([id, each]) => [id, bare(each)]),
    ),
    cgroups: new Map(
      [...world.cgroups].filter(([path]) => of.has(path)).map(([path, each]) => [path, bare(each)]),
    ),
  };
}

/** Without images' layers where only their figures are looked at. */
function keep({ images = true } = {}): void {
  const all = reduced(guest.world);
  const uppers = new Set([...all.containers.values()].map(({ upper }) => upper));
  const layers = new Map([...all.layers].filter(([, { path }]) => images || uppers.has(path)));
  const world = { ...all, layers };
  process.stdout.write(formatEntry({ type: 'world/replaced', world, seq: ++seq, at: world.at }));
}

async function run(count: number, what: string): Promise<void> {
  for (let i = 0; i < count; i++) {
    const { exit, stderr } = await guest.run(`docker run -d ${what}`);
    if (exit !== 0) throw new Error(new TextDecoder().decode(stderr));
    await guest.settle();
  }
}

process.stdout.write(formatHeader({ imageId: 'machines', world: emptyWorld }));
await guest.run('docker pull -q busybox; docker pull -q httpd');
await run(1, '--name web httpd');
await look();
keep();
const second = new SecondMachine({
  clock: pageClock,
  fetchFiles: () => fetchBootFiles(fileArtifacts()),
  wallNow: Date.now,
  random: (bytes) => randomBytes(bytes),
});
let half = false;
second.onChanged((row) => {
  guest.tellMachine(row);
  if (half || row.stages.length < 2 || row.lines.length < 6) return;
  half = true;
  keep({ images: false });
});
await second.boot();
await run(4, "busybox sh -c 'echo hello > /motd; exec sleep 10000'");
await look();
keep();
await run(25, 'busybox sleep 10000');
await look();
keep();
const image =
  'registry.internal.example:5000/faculty/informatics/course-2026/web-server-with-everything:4.19.0-rc2';
const name = 'the-development-environment-of-the-second-semester-project-group';
const directory = '/srv/a-directory-of-the-second-semester';
const path = `${directory}/with-a-page-of-great-length-and-much-to-say.html`;
await guest.run(`docker tag busybox ${image}; docker rm -f $(docker ps -q | head -n 29)`);
await run(
  1,
  `--name ${name} --hostname ${name.slice(0, 63)} ${image} sh -c 'mkdir -p ${directory}; echo hello > ${path}; rm /bin/vi; exec sleep 10000'`,
);
await guest.run(`until docker exec ${name} test ! -e /bin/vi; do usleep 20000; done`);
await look();
keep();
await second.shutdown();
await guest.shutdown();
process.exit(0);
