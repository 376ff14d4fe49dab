import type { Container, Process, World } from '../../world/model.ts';
import { containerOf } from '../../world/query.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { nameOf, settledProcesses } from '../program.ts';
import { say } from '../say.ts';

/** A process that a container brought about sees the host's files: one that is still in its cgroup, or a program out of its files. */
export const outOfContainer = defineCheck<object>({}, (world) => {
  const settled = new Set(settledProcesses(world));
  for (const process of world.processes.values()) {
    if (!seesHost(world, process) || process.status === 'zombie') continue;
    const own = settled.has(process) ? containerOf(world, process) : null;
    const container = own ?? sourceOf(world, process);
    if (container)
      return passed(
        say`${nameOf(process)} comes from the container ${container.name}, and has the host’s files before it.`,
        [
          {
            path: `/proc/${String(process.pid)}/ns/mnt`,
            text: process.namespaces.mnt,
            at: process.evidence[0]?.at ?? process.since,
          },
          ...process.evidence,
        ],
      );
  }
  const inside = [...settled].find((each) => containerOf(world, each) !== null);
  return failed(
    inside
      ? say`${nameOf(inside)} is in a container, and its files are the container’s. Nothing of a container’s runs outside.`
      : say`No process of a container is there.`,
  );
});

function seesHost(world: World, { namespaces }: Process): boolean {
  return world.namespaces.get(namespaces.mnt)?.initial === true;
}

/** The container out of whose files it runs: what the kernel starts for a container names the file as the host does. */
function sourceOf(world: World, { argv }: Process): Container | null {
  return (
    [...world.containers.values()].find(({ upper }) =>
      argv.some((word) => upper !== '' && word.startsWith(`${upper}/`)),
    ) ?? null
  );
}
