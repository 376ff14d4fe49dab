import { noGaze, type Gaze } from '../../world/gaze.ts';
import type { Evidence, Namespace, NamespaceId, Process, World } from '../../world/model.ts';
import { containerOf } from '../../world/query.ts';
import { forestOf } from '../forest.ts';
import type { Entity } from '../options.ts';
import { regionsOf } from '../regions.ts';
import { networkFiles } from './network.ts';

/** Often enough for somebody who reads a table, ms. */
const every = 500;

/** The files below /proc/PID that tell what is inside of a namespace; what else is known of it is in the world anyway. */
const files = {
  net: networkFiles.map((name) => `net/${name}`),
  user: ['uid_map', 'gid_map', 'setgroups'],
  time: ['timens_offsets'],
} as const;

/** A living process through whose /proc a namespace is seen; null where there is none, as in one that only a mount keeps. */
export function witnessOf(world: World, { id, kind }: Namespace): Process | null {
  for (const process of world.processes.values()) {
    if (process.status === 'zombie' || process.inherited) continue;
    // Its file tells the clocks that its children will have (proc_pid_timens_offsets(5)).
    if ((kind === 'time' ? process.forChildren.time : process.namespaces[kind]) === id)
      return process;
  }
  return null;
}

/** Paths that tell of a namespace. */
function pathsOf(world: World, namespace: Namespace): readonly string[] {
  const names = (files as Readonly<Record<string, readonly string[]>>)[namespace.kind] ?? [];
  const witness = names.length > 0 ? witnessOf(world, namespace) : null;
  return witness ? names.map((name) => `/proc/${String(witness.pid)}/${name}`) : [];
}

/** What was read of a namespace, by the file's name below /proc/PID. */
export function readingsOf(world: World, namespace: Namespace): ReadonlyMap<string, Evidence> {
  return new Map(
    pathsOf(world, namespace).flatMap((path) => {
      const reading = world.readings.get(path);
      return reading ? [[path.replace(/^\/proc\/\d+\//, ''), reading] as const] : [];
    }),
  );
}

/** Namespaces whose inside is told when this is selected: one, or those of a container or region that hold more than names. */
export function namespacesTold(world: World, selected: Entity): readonly Namespace[] {
  if (selected.kind === 'namespace') return known(world, [selected.id]);
  if (selected.kind !== 'container' && selected.kind !== 'region') return [];
  const region = regionsOf(world, forestOf(world, false)).find(({ id, container }) =>
    selected.kind === 'container' ? container?.id === selected.id : id === selected.id,
  );
  if (!region) return [];
  const { net, user, time } = region.namespaces;
  return known(world, [net, user, time]).filter(({ kind, initial }) => kind === 'net' || !initial);
}

function known({ namespaces }: World, ids: readonly NamespaceId[]): Namespace[] {
  return ids.flatMap((id) => namespaces.get(id) ?? []);
}

/** What must be read for the card of what is selected. */
export function gazeAt(world: World, selected: Entity | null): Gaze {
  if (!selected) return noGaze;
  const paths = namespacesTold(world, selected).flatMap((each) => pathsOf(world, each));
  const cgroups = cgroupsOf(world, selected);
  if (paths.length + cgroups.length === 0) return noGaze;
  return { ...noGaze, every, cgroups, readings: paths.map((path) => ({ path, changes: true })) };
}

/** Limits and use are written and grow without a trace. */
function cgroupsOf(world: World, { kind, id }: Entity) {
  const process = kind === 'process' ? world.processes.get(id) : undefined;
  const container =
    kind === 'container' ? world.containers.get(id) : process && containerOf(world, process);
  const path = container?.cgroup ?? process?.cgroup;
  return path && world.cgroups.has(path) ? [path] : [];
}
