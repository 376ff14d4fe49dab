import type { Container, Process, World } from '../../world/model.ts';
import { containerOf } from '../../world/query.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { nameOf, settledProcesses } from '../program.ts';

/** A process that a container brought about sees the host's files: one of its own, or a program out of its files. */
export const outOfContainer = defineCheck<object>({}, (world) => {
  for (const process of settledProcesses(world)) {
    const container = seesHost(world, process) ? originOf(world, process) : null;
    if (container)
      return passed(
        `${nameOf(process)} comes from the container ${container.name}, and has the host’s files before it.`,
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
  const inside = settledProcesses(world).find((each) => containerOf(world, each) !== null);
  return failed(
    inside
      ? `${nameOf(inside)} is in a container, and its files are the container’s. Nothing of a container’s runs outside.`
      : 'No process of a container is there.',
  );
});

function seesHost(world: World, { namespaces }: Process): boolean {
  return world.namespaces.get(namespaces.mnt)?.initial === true;
}

/** A cgroup is not left by entering namespaces; and what the kernel starts for a container names the file. */
function originOf(world: World, process: Process): Container | null {
  return (
    containerOf(world, process) ??
    [...world.containers.values()].find(({ upper }) =>
      process.argv.some((word) => upper !== '' && word.startsWith(`${upper}/`)),
    ) ??
    null
  );
}
