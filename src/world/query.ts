import { pins } from './namespace-rows.ts';
import {
  namespaceKinds,
  type Container,
  type Namespace,
  type NamespaceId,
  type NamespaceKind,
  type Process,
  type ProcessId,
  type World,
} from './model.ts';

/** The live process with this number in the guest's first PID namespace; of two, the one started last. */
export function processByPid(world: World, pid: number): Process | null {
  let found: Process | null = null;
  for (const process of world.processes.values()) if (process.pid === pid) found = process;
  return found;
}

/** Children of a process, by pid. */
export function childrenOf(world: World, id: ProcessId): Process[] {
  return processesWhere(world, (process) => process.parent === id);
}

/** Processes whose parent is not in the world: the guest's first process, and at times an orphan not yet read again. */
export function rootsOf(world: World): Process[] {
  return processesWhere(world, ({ parent }) => parent === null || !world.processes.has(parent));
}

/** Processes that are in a namespace, by pid. */
export function membersOf(world: World, id: NamespaceId): Process[] {
  const kind = world.namespaces.get(id)?.kind;
  return kind ? processesWhere(world, (process) => process.namespaces[kind] === id) : [];
}

/** Mounts of the namespace's own link, which keep it alive without a process. */
export function pinsOf(world: World, id: NamespaceId) {
  return [...world.mounts.values()].filter((mount) => pins(mount) && mount.root === id);
}

/** The namespaces that the kernel started with, by kind: the host's. */
export function hostNamespaces(world: World): Partial<Record<NamespaceKind, NamespaceId>> {
  const host: Partial<Record<NamespaceKind, NamespaceId>> = {};
  for (const { id, kind, initial } of world.namespaces.values()) if (initial) host[kind] = id;
  return host;
}

/** Namespaces that a process does not share with the host: what makes it contained. */
export function privateNamespaces(world: World, process: Process): Namespace[] {
  return namespaceKinds.flatMap((kind) => {
    const namespace = world.namespaces.get(process.namespaces[kind]);
    return namespace && !namespace.initial ? [namespace] : [];
  });
}

/** The container that a process belongs to: the one whose cgroup it, or a directory above its own, is. */
export function containerOf(world: World, process: Process): Container | null {
  for (const container of world.containers.values()) {
    if (isWithin(process.cgroup, container.cgroup)) return container;
  }
  return null;
}

/** Processes of a container, by pid. */
export function processesOf(world: World, container: Container): Process[] {
  return processesWhere(world, (process) => isWithin(process.cgroup, container.cgroup));
}

/** The number of a process as a PID namespace sees it; null when it is not seen from there, or that is not known. */
export function pidIn(world: World, process: Process, id: NamespaceId): number | null {
  let from: NamespaceId | null = process.namespaces.pid;
  for (let depth = process.pids.length - 1; depth >= 0 && from !== null; depth--) {
    if (from === id) return process.pids[depth] ?? null;
    from = world.namespaces.get(from)?.parent ?? null;
  }
  // The outermost number is always that of the first namespace, however little is known of those between.
  return world.namespaces.get(id)?.initial ? (process.pids[0] ?? null) : null;
}

function processesWhere(world: World, where: (process: Process) => boolean): Process[] {
  return [...world.processes.values()].filter(where).sort((a, b) => a.pid - b.pid);
}

/** True when a cgroup is this one or lies below it. */
function isWithin(path: string, above: string): boolean {
  return above !== '/' && above !== '' && (path === above || path.startsWith(`${above}/`));
}
