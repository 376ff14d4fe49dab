import type { Millis, Mount, NamespaceId, Process, ProcessId, World } from './model.ts';
import { admit, admitPinned, mountTable, pins, tiedTo, unused } from './namespace-rows.ts';
import { continued } from './process-row.ts';
import { withoutRenewed } from './renewed.ts';
import { withRow, withoutRows } from './table.ts';

export function processForked(world: World, process: Process): World {
  return world.processes.has(process.id) ? world : setProcess(world, process);
}

export function processRead(before: World, read: Process, at: Millis): World {
  const world = withoutRenewed(before, read);
  const known = world.processes.get(read.id);
  if (!known) return setProcess(world, read);
  return dropUnused(setProcess(world, continued(known, read, at)), tiedTo(known));
}

function setProcess(world: World, row: Process): World {
  const processes = withRow<ProcessId, Process>(world.processes, row.id, row);
  return { ...world, processes, namespaces: admit(world.namespaces, processes, row) };
}

export function processReaped(world: World, id: ProcessId, at: Millis): World {
  const process = world.processes.get(id);
  if (!process) return world;
  const processes = withoutRows(world.processes, [id]);
  const departed = [...world.departed, { process, at }];
  return dropUnused({ ...world, processes, departed }, tiedTo(process));
}

/** Sets all mounts of one namespace. Mounts of a namespace that no process is in cannot be known, so they are not kept. */
export function mountsRead(world: World, id: NamespaceId, mounts: readonly Mount[]): World {
  if (!world.namespaces.has(id)) return world;
  const others = [...world.mounts].filter(([, mount]) => mount.namespace !== id);
  const own = mountTable(mounts);
  const before = [...world.mounts.values()].filter(pins);
  const next = {
    ...world,
    mounts: new Map([...others, ...own]),
    namespaces: admitPinned(world.namespaces, own),
  };
  return before.length === 0
    ? next
    : dropUnused(
        next,
        before.map(({ root }) => root as NamespaceId),
      );
}

/** Removes those of the candidates that nothing keeps alive, with the mounts in them. */
export function dropUnused(world: World, candidates: Iterable<NamespaceId>): World {
  let { namespaces, mounts } = world;
  let gone = unused(candidates, namespaces, world.processes, mounts);
  while (gone.length > 0) {
    namespaces = withoutRows(namespaces, gone);
    const lost = [...mounts.values()].filter(({ namespace }) => gone.includes(namespace));
    mounts = withoutRows(
      mounts,
      lost.map(({ id }) => id),
    );
    // A mount that went with its namespace may have been the pin of another.
    const pinned = lost.filter(pins).map(({ root }) => root as NamespaceId);
    gone = unused(pinned, namespaces, world.processes, mounts);
  }
  return namespaces === world.namespaces ? world : { ...world, namespaces, mounts };
}
