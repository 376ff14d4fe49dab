import { noGaze, type Gaze, type ReadingGaze } from '../../world/gaze.ts';
import type {
  Evidence,
  Namespace,
  NamespaceId,
  NamespaceKind,
  Process,
  World,
} from '../../world/model.ts';
import { containerOf, hostNamespaces, pinsOf } from '../../world/query.ts';
import { forestOf } from '../forest.ts';
import type { Entity } from '../options.ts';
import { regionsOf } from '../regions.ts';

/** Often enough for somebody who reads a table, ms. */
const every = 500;

/** The files below /proc/PID that tell what is inside of a namespace; what else is known of it is in the world anyway. */
const files: Readonly<Partial<Record<NamespaceKind, readonly string[]>>> = {
  net: ['net/tcp', 'net/tcp6'],
  user: ['uid_map', 'gid_map', 'setgroups'],
  time: ['timens_offsets'],
};

/** The reading of what rtnetlink(7) answers goes by this name. */
export const rtnetlink = 'rtnetlink';
const questions = 'RTM_GETLINK, RTM_GETADDR, RTM_GETROUTE, RTM_GETNSID';

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

/** The file that stands for a namespace: a process's link, or where one was mounted on the host; null for none. */
function fileOf(world: World, namespace: Namespace): string | null {
  const witness = witnessOf(world, namespace);
  if (witness) return `/proc/${String(witness.pid)}/ns/${namespace.kind}`;
  const { mnt } = hostNamespaces(world);
  return pinsOf(world, namespace.id).find((pin) => pin.namespace === mnt)?.point ?? null;
}

/** What is read of a namespace, by its name here: the file's below /proc/PID. */
function sourcesOf(world: World, namespace: Namespace): ReadonlyMap<string, ReadingGaze> {
  const names = files[namespace.kind] ?? [];
  const witness = names.length > 0 ? witnessOf(world, namespace) : null;
  const sources = new Map<string, ReadingGaze>();
  if (namespace.kind === 'net') addNetwork(sources, world, namespace);
  for (const name of witness ? names : [])
    sources.set(name, { path: `/proc/${String(witness?.pid)}/${name}`, changes: true });
  return sources;
}

function addNetwork(sources: Map<string, ReadingGaze>, world: World, namespace: Namespace): void {
  const file = fileOf(world, namespace);
  if (file === null) return;
  const others = [...world.namespaces.values()].flatMap((each) =>
    each.kind === 'net' && each.id !== namespace.id ? (fileOf(world, each) ?? []) : [],
  );
  const path = `${questions} in ${file}`;
  sources.set(rtnetlink, { path, changes: true, network: { file, others } });
}

/** What was read of a namespace, by name. */
export function readingsOf(world: World, namespace: Namespace): ReadonlyMap<string, Evidence> {
  const readings = new Map<string, Evidence>();
  for (const [name, { path, network }] of sourcesOf(world, namespace)) {
    const reading = world.readings.get(path);
    // The process may have gone elsewhere since: what was asked says itself which namespace it is.
    const isIt = !network || reading?.text.startsWith(`${namespace.id}\n`);
    if (reading && isIt) readings.set(name, reading);
  }
  return readings;
}

/** True while there is something through which it can be read. */
export function canBeRead(world: World, namespace: Namespace): boolean {
  return sourcesOf(world, namespace).size > 0;
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
  const readings = namespacesTold(world, selected).flatMap((each) => [
    ...sourcesOf(world, each).values(),
  ]);
  const cgroups = cgroupsOf(world, selected);
  return readings.length + cgroups.length === 0 ? noGaze : { ...noGaze, every, cgroups, readings };
}

/** Limits and use are written and grow without a trace. */
function cgroupsOf(world: World, { kind, id }: Entity) {
  const process = kind === 'process' ? world.processes.get(id) : undefined;
  const container =
    kind === 'container' ? world.containers.get(id) : process && containerOf(world, process);
  const path = container?.cgroup ?? process?.cgroup;
  return path && world.cgroups.has(path) ? [path] : [];
}
