import { noGaze } from '../../world/gaze.ts';
import type { Cgroup, Process, World } from '../../world/model.ts';
import { containerOf, privateNamespaces } from '../../world/query.ts';
import { defineCheck, failed, passed, type Verdict } from '../check.ts';
import { nameOf, settledProcesses } from '../program.ts';
import { say } from '../say.ts';

const limits = ['memory.max', 'memory.high', 'pids.max', 'cpu.max'];

/** A process in namespaces of its own that belongs to no container is in a cgroup with a limit. */
export const limitedByHand = defineCheck<object>({}, judge, (world) => ({
  ...noGaze,
  cgroups: madeByHand(world).map(({ path }) => path),
}));

function judge(world: World): Verdict {
  for (const process of contained(world)) {
    const cgroup = world.cgroups.get(process.cgroup);
    const [limit] = cgroup ? limitsOf(cgroup) : [];
    if (!cgroup || !limit) continue;
    const file = `/sys/fs/cgroup${cgroup.path}/${limit.file}`;
    return passed(
      say`${nameOf(process)} is in the cgroup ${cgroup.path}, where ${limit.file} is ${limit.value}.`,
      [{ path: file, text: limit.value, at: cgroup.evidence[0]?.at ?? world.at }],
    );
  }
  return failed(whyNot(world));
}

/** Those that are number 1 of something first. */
function contained(world: World): Process[] {
  return settledProcesses(world)
    .filter(
      (each) => containerOf(world, each) === null && privateNamespaces(world, each).length > 0,
    )
    .sort((a, b) => b.pids.length - a.pids.length);
}

function madeByHand(world: World): Cgroup[] {
  return [...world.cgroups.values()].filter(
    ({ path }) => path !== '/' && !path.startsWith('/docker'),
  );
}

function limitsOf({ files }: Cgroup) {
  return limits.flatMap((file) => {
    const value = files[file]?.trim();
    return value === undefined || value.startsWith('max') ? [] : [{ file, value }];
  });
}

function whyNot(world: World): string {
  const [process] = contained(world);
  if (!process) return say`No process outside of containers has namespaces of its own.`;
  const made = madeByHand(world);
  const own = made.find(({ path }) => path === process.cgroup);
  if (own)
    return say`${nameOf(process)} is in the cgroup ${own.path}, but nothing is limited there.`;
  const limited = made.find((each) => limitsOf(each).length > 0);
  if (!limited) {
    const [empty] = made;
    return empty
      ? say`There is a cgroup ${empty.path}, without a limit and without ${nameOf(process)}.`
      : say`${nameOf(process)} is in the cgroup ${process.cgroup}, in which the host’s processes are.`;
  }
  const other = settledProcesses(world).find(({ cgroup }) => cgroup === limited.path);
  return other
    ? say`The cgroup ${limited.path} has a limit, but the process in it is ${nameOf(other)}, which is not in namespaces of its own.`
    : say`The cgroup ${limited.path} has a limit, but ${nameOf(process)} is not in it.`;
}
