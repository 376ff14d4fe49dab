import type { World } from '../../world/model.ts';
import { overlaysOf } from '../../world/overlay.ts';
import { apartByHand } from '../by-hand.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { nameOf } from '../program.ts';
import { say } from '../say.ts';

/** Of what was made by hand, no process, no overlay and no cgroup is left; docker's container still runs. */
export const nothingByHand = defineCheck<object>({}, (world) => {
  const left = leftovers(world);
  if (left.length > 0) return failed(left.join(' '));
  const running = [...world.containers.values()].find(({ status }) => status === 'running');
  return running
    ? passed(
        say`Nothing is left of what was made by hand. The container ${running.name} runs on.`,
        [],
      )
    : failed(say`Nothing is left, but the container that docker made does not run either.`);
});

function leftovers(world: World): string[] {
  const [process] = apartByHand(world);
  const overlay = overlaysOf(world).find(({ container }) => container === null);
  const cgroup = [...world.cgroups.keys()].find(
    (path) => path !== '/' && !path.startsWith('/docker'),
  );
  return [
    ...(process ? [say`${nameOf(process)} still runs.`] : []),
    ...(overlay ? [say`The overlay on ${overlay.mount.point} is still mounted.`] : []),
    ...(cgroup ? [say`The cgroup ${cgroup} is still there.`] : []),
  ];
}
