import type { NamespaceId, Process, World } from '../world/model.ts';
import type { Inside } from './wanted.ts';

/** Pids of processes that show these mounts and this hostname: the oldest there, for a later one may have another root (chroot). */
export function witnesses(world: World, { mnt, uts, peers }: Inside): number[] {
  const ofBoth = oldest(world, (of) => of.mnt === mnt && of.uts === uts);
  const ofMounts = ofBoth ?? witnessOfMounts(world, mnt);
  const ofName = ofBoth ?? oldest(world, (of) => of.uts === uts);
  const ofPeers = peers ? peersOf(world, mnt).map((peer) => witnessOfMounts(world, peer)) : [];
  return [ofMounts, ofName, ...ofPeers].filter((found) => found !== null).map(({ pid }) => pid);
}

/** The process to look at for the mounts of a namespace. */
export function witnessOfMounts(world: World, mnt: NamespaceId): Process | null {
  return oldest(world, (of) => of.mnt === mnt);
}

function oldest(world: World, is: (of: Process['namespaces']) => boolean): Process | null {
  for (const process of world.processes.values())
    if (process.status !== 'zombie' && !process.inherited && is(process.namespaces)) return process;
  return null;
}

/** Other mount namespaces that have a mount in a peer group of one of these mounts (mount_namespaces(7)). */
export function peersOf(world: World, id: NamespaceId): NamespaceId[] {
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
