import {
  namespaceKinds,
  type Mount,
  type NamespaceKind,
  type Process,
  type World,
} from '../world/model.ts';
import { deviceOf } from '../world/overlay.ts';
import { containerOf, hostNamespaces, privateNamespaces } from '../world/query.ts';
import { settledProcesses } from './program.ts';

/** Processes in namespaces of their own that belong to no container, those with the most of them first. */
export function apartByHand(world: World): Process[] {
  return settledProcesses(world)
    .filter((each) => containerOf(world, each) === null && ownKinds(world, each).length > 0)
    .sort((a, b) => ownKinds(world, b).length - ownKinds(world, a).length);
}

/** Kinds of the namespaces that a process does not share with the host. */
export function ownKinds(world: World, process: Process): NamespaceKind[] {
  const own = new Set(privateNamespaces(world, process).map(({ kind }) => kind));
  return namespaceKinds.filter((kind) => own.has(kind));
}

/** The file system that is a process's root, if it is an overlay. */
export function overlayRootOf(world: World, process: Process): Mount | null {
  const roots = mountsOf(world, process).filter(({ point }) => point === '/');
  const last = roots.at(-1);
  return last?.type === 'overlay' ? last : null;
}

/** Where a process in a mount namespace of its own can still reach the host's root file system. */
export function hostRootIn(world: World, process: Process): Mount | null {
  const host = hostNamespaces(world).mnt;
  const root = [...world.mounts.values()].find(
    ({ namespace, point }) => namespace === host && point === '/',
  );
  const same = mountsOf(world, process).find(
    (mount) => root && mount.root === '/' && deviceOf(mount) === deviceOf(root),
  );
  return same ?? null;
}

function mountsOf(world: World, { namespaces }: Process): Mount[] {
  return [...world.mounts.values()].filter(({ namespace }) => namespace === namespaces.mnt);
}
