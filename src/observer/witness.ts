import type { NamespaceId, Process, World } from '../world/model.ts';
import type { Inside } from './wanted.ts';

/** Pids of processes that show these mounts and this hostname: the oldest there, for a later one may have another root (chroot). */
export function witnesses(world: World, { mnt, uts, peers }: Inside): number[] {
  const all = [...world.processes.values()].filter(
    ({ status, inherited }) => status !== 'zombie' && !inherited,
  );
  const oldest = (is: (of: Process['namespaces']) => boolean) =>
    all.find(({ namespaces }) => is(namespaces))?.pid;
  const ofBoth = oldest((of) => of.mnt === mnt && of.uts === uts);
  const ofMounts = ofBoth ?? oldest((of) => of.mnt === mnt);
  const ofName = ofBoth ?? oldest((of) => of.uts === uts);
  const ofPeers = peers ? peersOf(world, mnt).map((peer) => oldest((of) => of.mnt === peer)) : [];
  return [ofMounts, ofName, ...ofPeers].filter((pid) => pid !== undefined);
}

/** Other mount namespaces that have a mount in a peer group of one of these mounts (mount_namespaces(7)). */
function peersOf(world: World, id: NamespaceId): NamespaceId[] {
  const groups = new Set<string>();
  for (const { namespace, propagation } of world.mounts.values())
    if (namespace === id) for (const tag of propagation) groups.add(groupOf(tag));
  const peers = new Set<NamespaceId>();
  for (const { namespace, propagation } of world.mounts.values())
    if (namespace !== id && propagation.some((tag) => groups.has(groupOf(tag))))
      peers.add(namespace);
  return [...peers];
}

/** "shared:3" and "master:3" name the same group. */
function groupOf(tag: string): string {
  return tag.slice(tag.indexOf(':') + 1);
}
