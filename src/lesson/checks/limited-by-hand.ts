import type { Cgroup, World } from '../../world/model.ts';
import { containerOf, privateNamespaces } from '../../world/query.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { nameOf, settledProcesses } from '../program.ts';

const limits = ['memory.max', 'memory.high', 'pids.max', 'cpu.max'];

/** A process in namespaces of its own that belongs to no container is in a cgroup with a limit. */
export const limitedByHand = defineCheck<object>({}, (world) => {
  for (const process of contained(world)) {
    const cgroup = world.cgroups.get(process.cgroup);
    const [limit] = cgroup ? limitsOf(cgroup) : [];
    if (!cgroup || !limit) continue;
    const file = `/sys/fs/cgroup${cgroup.path}/${limit.file}`;
    return passed(
      `${nameOf(process)} is in the cgroup ${cgroup.path}, where ${limit.file} is ${limit.value}.`,
      [{ path: file, text: limit.value, at: cgroup.evidence[0]?.at ?? world.at }],
    );
  }
  return failed(whyNot(world));
});

function contained(world: World) {
  return settledProcesses(world).filter(
    (each) => containerOf(world, each) === null && privateNamespaces(world, each).length > 0,
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
  if (!process) return 'No process outside of containers has namespaces of its own.';
  const made = [...world.cgroups.values()].filter(
    ({ path }) => path !== '/' && !path.startsWith('/docker'),
  );
  const own = made.find(({ path }) => path === process.cgroup);
  if (own) return `${nameOf(process)} is in the cgroup ${own.path}, but nothing is limited there.`;
  const limited = made.find((each) => limitsOf(each).length > 0);
  if (!limited) {
    const [empty] = made;
    return empty
      ? `There is a cgroup ${empty.path}, without a limit and without ${nameOf(process)}.`
      : `${nameOf(process)} is in the cgroup ${process.cgroup}, in which the host’s processes are.`;
  }
  const other = settledProcesses(world).find(({ cgroup }) => cgroup === limited.path);
  return other
    ? `The cgroup ${limited.path} has a limit, but the process in it is ${nameOf(other)}, which is not in namespaces of its own.`
    : `The cgroup ${limited.path} has a limit, but ${nameOf(process)} is not in it.`;
}
