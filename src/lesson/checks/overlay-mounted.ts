import type { Mount, World } from '../../world/model.ts';
import { overlaysOf } from '../../world/overlay.ts';
import { hostNamespaces } from '../../world/query.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { stacksBy } from '../stack.ts';
import { wordList } from '../program.ts';
import { say } from '../say.ts';

/** An overlay that can be written is mounted on the host, and not by docker. */
export const overlayMounted = defineCheck<object>({}, (world) => {
  const [stack] = stacksBy(world, 'hand');
  if (!stack) return failed(whyNot(world));
  const below = wordList(stack.lowers.map(({ path }) => path));
  const { mount } = overlaysOf(world).find(({ upper }) => upper?.id === stack.upper.id) ?? {};
  return passed(
    say`On ${stack.name} lies ${stack.upper.path}, which takes what is written, over ${below}, which nothing can change from there.`,
    mount ? [mount.evidence] : [],
  );
});

function whyNot(world: World): string {
  const own = overlaysOf(world).filter(({ container }) => container === null);
  const sealed = own.find(({ upper, lowers }) => !upper && lowers.length > 0);
  if (sealed)
    return say`The overlay on ${sealed.mount.point} has no upperdir, so nothing can be written there.`;
  const relative = own.find(({ lowers }) => lowers.length === 0);
  if (relative)
    return say`The overlay on ${relative.mount.point} was given names that depend on where the shell stood. Name its directories from / on, so that everyone can find them.`;
  const other = addedByHand(world).at(-1);
  if (other)
    return say`What was mounted last is ${other.type} on ${other.point}. That shows one directory or file system, not several as one.`;
  return world.containers.size > 0
    ? say`The only overlays are those that docker mounted for containers.`
    : say`No overlay is mounted.`;
}

/** Mounts of the host below ordinary folders, which nothing but a person makes. */
function addedByHand(world: World): Mount[] {
  const host = hostNamespaces(world).mnt;
  return [...world.mounts.values()].filter(
    ({ namespace, point }) =>
      namespace === host && /^\/(srv|mnt|home|root|opt|media|tmp\/)/.test(point),
  );
}
