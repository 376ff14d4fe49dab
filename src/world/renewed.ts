// The kernel numbers namespaces anew from the lowest free number on: what had one before may still stand in the world, with the dead who were in it.
import type { NamespaceId, NamespaceKind, Process, World } from './model.ts';
import { pins, ties, tiedTo } from './namespace-rows.ts';
import { withoutRows } from './table.ts';

/** What the dead keep until they are reaped: the namespaces of their numbers and of their rights. */
const kept: readonly NamespaceKind[] = ['pid', 'user'];

/** The world before a process is read in it, without namespaces that cannot be those which it was found in. */
export function withoutRenewed(world: World, read: Process): World {
  const ids = renewed(world, read);
  if (ids.length === 0) return world;
  const processes = new Map(
    [...world.processes].map(([id, process]) => [id, leaving(process, ids, world)]),
  );
  const mounts = [...world.mounts.values()].filter(({ namespace }) => ids.includes(namespace));
  return {
    ...world,
    processes,
    namespaces: withoutRows(world.namespaces, ids),
    mounts: withoutRows(
      world.mounts,
      mounts.map(({ id }) => id),
    ),
  };
}

/** Of those that a process has come into, the ones in which the world has nobody but the dead. */
function renewed(world: World, read: Process): NamespaceId[] {
  if (read.status === 'zombie' || read.inherited) return [];
  const left = new Set(entered(world, read));
  if (left.size === 0) return [];
  for (const process of world.processes.values())
    if (process.status !== 'zombie') for (const { id } of ties(process)) left.delete(id);
  for (const mount of world.mounts.values())
    if (pins(mount)) left.delete(mount.root as NamespaceId);
  return [...left];
}

/** Those that the world has already, and has a process now in that was not in them before. */
function entered({ processes, namespaces }: World, read: Process): NamespaceId[] {
  const known = processes.get(read.id);
  const stayed = known && known.status !== 'zombie' ? tiedTo(known) : [];
  return ties(read)
    .filter(({ id, kind }) => !kept.includes(kind) && !stayed.includes(id))
    .filter(({ id }) => namespaces.get(id)?.initial === false)
    .map(({ id }) => id);
}

/** The dead who were there stand where their parents do, as if they had not been seen alive. */
function leaving(process: Process, ids: readonly NamespaceId[], world: World): Process {
  if (!tiedTo(process).some((id) => ids.includes(id))) return process;
  const namespaces = Object.fromEntries(
    Object.entries(process.namespaces).map(([kind, id]) => [
      kind,
      ids.includes(id) ? above(process, kind as NamespaceKind, ids, world) : id,
    ]),
  ) as Process['namespaces'];
  const { pid, time } = process.forChildren;
  const forChildren = { pid, time: ids.includes(time) ? namespaces.time : time };
  return { ...process, namespaces, forChildren, inherited: true };
}

/** The namespace of the next ancestor that has another one, or the kernel's first. */
function above(
  process: Process,
  kind: NamespaceKind,
  ids: readonly NamespaceId[],
  { processes, namespaces }: World,
): NamespaceId {
  for (let next = process.parent; next !== null; next = processes.get(next)?.parent ?? null) {
    const id = processes.get(next)?.namespaces[kind];
    if (id !== undefined && !ids.includes(id)) return id;
  }
  for (const each of namespaces.values()) if (each.initial && each.kind === kind) return each.id;
  return process.namespaces[kind];
}
