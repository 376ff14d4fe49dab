import { noGaze } from '../../world/gaze.ts';
import type { Cgroup, World } from '../../world/model.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { lineOf, textOf } from '../guest-file.ts';
import { say } from '../say.ts';

/** The kernel has refused a process of a cgroup another one, because the cgroup has as many as it may. */
export const forksRefused = defineCheck<object>(
  {},
  (world) => {
    const groups = limitedGroups(world);
    for (const group of groups) {
      const refused = refusalsIn(world, group);
      if (refused > 0)
        return passed(
          say`${group.path} may have no more processes than ${limitOf(group)}. It asked for one more, and the kernel refused: ${refused === 1 ? say`once` : say`${String(refused)} times`}.`,
          [lineOf(world, eventsOf(group), `max ${String(refused)}`)],
        );
    }
    const [first] = groups;
    return failed(
      first
        ? say`${first.path} may have no more processes than ${limitOf(first)}, and nobody in it has asked for more.`
        : say`No cgroup that is there has a limit on its number of processes.`,
    );
  },
  (world) => ({
    ...noGaze,
    cgroups: [...world.cgroups.keys()].filter((path) => path !== '/'),
    readings: limitedGroups(world).map((each) => ({ path: eventsOf(each), changes: true })),
  }),
);

const limitOf = ({ files }: Cgroup): string => (files['pids.max'] ?? 'max').trim();

const eventsOf = ({ path }: Cgroup): string => `/sys/fs/cgroup${path}/pids.events`;

function limitedGroups({ cgroups }: World): Cgroup[] {
  return [...cgroups.values()].filter((each) => limitOf(each) !== 'max');
}

/** How often, as cgroup-v2's pids.events counts it. */
function refusalsIn(world: World, group: Cgroup): number {
  const [, count = '0'] = /^max (\d+)$/m.exec(textOf(world, eventsOf(group)) ?? '') ?? [];
  return Number(count);
}
