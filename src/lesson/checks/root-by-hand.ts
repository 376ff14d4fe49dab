import { namespaceKinds, type NamespaceKind, type Process, type World } from '../../world/model.ts';
import { list, text } from '../../world/shape.ts';
import { apartByHand, hostRootIn, overlayRootOf, ownKinds } from '../by-hand.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { kindList, nameOf } from '../program.ts';
import { say } from '../say.ts';

/** A process outside of every container has these namespaces, an overlay as its root by pivot_root, and no way left to the host's files. */
export const rootByHand = defineCheck<{ own: readonly NamespaceKind[] }>(
  { own: list(text(...namespaceKinds)) },
  (world, { own }) => {
    const candidates = apartByHand(world);
    const reasons = candidates.map((process) => reason(world, process, own));
    const found = candidates[reasons.indexOf(null)];
    const root = found && overlayRootOf(world, found);
    if (!found || !root)
      return failed(
        reasons[0] ?? say`Every process that belongs to no container is in the host’s namespaces.`,
      );
    return passed(
      say`${nameOf(found)} has its own ${kindList(ownKinds(world, found))} namespaces, an overlay as its root, and nothing of the host’s files left.`,
      [root.evidence],
    );
  },
);

/** What is not yet so with a process, or null. */
function reason(world: World, process: Process, own: readonly NamespaceKind[]): string | null {
  const missing = own.filter((kind) => !ownKinds(world, process).includes(kind));
  if (missing.length > 0)
    return say`${nameOf(process)} shares with the host what it is to have for itself: ${kindList(missing)}.`;
  const root = overlayRootOf(world, process);
  if (!root)
    return say`${nameOf(process)} has namespaces of its own, but its root is still a copy of the host’s.`;
  const left = hostRootIn(world, process);
  if (left)
    return say`${nameOf(process)} has the overlay as its root, but below ${left.point} it still has all of the host’s files.`;
  if (!pivoted(world))
    return say`${nameOf(process)} was put into another folder with chroot. The host’s root is still the root of its mount namespace, where root inside can find it: it takes pivot_root.`;
  return process.pids.length < 2
    ? say`${nameOf(process)} was not born in the new PID namespace: only children are.`
    : null;
}

/** Somebody asked for it who did not become the first process of a container. */
function pivoted(world: World): boolean {
  const docker = new Set([...world.containers.values()].map(({ pid }) => pid));
  return world.requests.some(
    ({ call, pid, error }) => call === 'pivot_root' && error === undefined && !docker.has(pid),
  );
}
