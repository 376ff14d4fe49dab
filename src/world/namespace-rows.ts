import { inodeOf, namespaceKindOf } from './id.ts';
import {
  namespaceKinds,
  type Mount,
  type MountId,
  type Namespace,
  type NamespaceId,
  type NamespaceKind,
  type Process,
  type ProcessId,
  type Table,
} from './model.ts';

type Processes = Table<ProcessId, Process>;
type Namespaces = Table<NamespaceId, Namespace>;

interface Tie {
  readonly kind: NamespaceKind;
  readonly id: NamespaceId;
  /** Name of the link in /proc/PID/ns. */
  readonly link: string;
}

/** Every namespace that a process keeps alive, its children's included. */
export function ties(process: Process): Tie[] {
  const { pid, time } = process.forChildren;
  return [
    ...namespaceKinds.map((kind) => ({ kind, id: process.namespaces[kind], link: kind })),
    { kind: 'pid', id: pid, link: 'pid_for_children' },
    { kind: 'time', id: time, link: 'time_for_children' },
  ];
}

/** Adds the rows of namespaces in which this process is the first one seen. */
export function admit(namespaces: Namespaces, processes: Processes, process: Process): Namespaces {
  let next: Map<NamespaceId, Namespace> | null = null;
  for (const tie of ties(process)) {
    if ((next ?? namespaces).has(tie.id)) continue;
    next ??= new Map(namespaces);
    next.set(tie.id, founded(tie, process, processes, next));
  }
  return next ?? namespaces;
}

function founded(
  { kind, id, link }: Tie,
  process: Process,
  processes: Processes,
  namespaces: Namespaces,
): Namespace {
  const at = process.evidence[0]?.at ?? process.since;
  return {
    id,
    kind,
    inode: inodeOf(id),
    initial: process.pid === 1,
    hostname: null,
    creator: process.id,
    parent: kind === 'pid' ? outerOf(id, process, processes, namespaces) : null,
    since: at,
    evidence: [{ path: `/proc/${String(process.pid)}/ns/${link}`, text: id, at }],
  };
}

/** Mounts by id; of two with one id the later stands. */
export function mountTable(mounts: readonly Mount[]): Table<MountId, Mount> {
  return new Map(mounts.map((mount) => [mount.id, mount]));
}

/** Adds the rows of namespaces that a mount keeps alive and in which no process was seen. */
export function admitPinned(namespaces: Namespaces, mounts: Table<MountId, Mount>): Namespaces {
  let next: Map<NamespaceId, Namespace> | null = null;
  for (const mount of mounts.values()) {
    const kind = pins(mount) ? namespaceKindOf(mount.root) : null;
    const id = mount.root as NamespaceId;
    if (kind === null || (next ?? namespaces).has(id)) continue;
    next ??= new Map(namespaces);
    next.set(id, {
      ...{ id, kind, inode: inodeOf(id), initial: false, hostname: null },
      ...{ creator: null, parent: null, since: mount.evidence.at, evidence: [mount.evidence] },
    });
  }
  return next ?? namespaces;
}

/** A PID namespace is made by a process of the next outer one, which is the parent of its first process. */
function outerOf(
  id: NamespaceId,
  process: Process,
  processes: Processes,
  namespaces: Namespaces,
): NamespaceId | null {
  if (process.namespaces.pid !== id) return process.namespaces.pid;
  if (process.pids.length === 2) {
    for (const each of namespaces.values()) if (each.kind === 'pid' && each.initial) return each.id;
  }
  const parent = process.parent === null ? undefined : processes.get(process.parent);
  if (!parent || parent.pids.length !== process.pids.length - 1) return null;
  return parent.namespaces.pid;
}

/** Those of the candidates that no process and no nsfs mount keeps alive. The kernel's first namespaces stay for ever. */
export function unused(
  candidates: Iterable<NamespaceId>,
  namespaces: Namespaces,
  processes: Processes,
  mounts: Table<MountId, Mount>,
): NamespaceId[] {
  const left = new Set<NamespaceId>();
  for (const id of candidates) if (namespaces.get(id)?.initial === false) left.add(id);
  for (const process of processes.values()) {
    if (left.size === 0) return [];
    for (const { id } of ties(process)) left.delete(id);
  }
  if (left.size === 0) return [];
  for (const mount of mounts.values()) if (pins(mount)) left.delete(mount.root as NamespaceId);
  return [...left];
}

/** Namespaces that one process alone may have kept alive. */
export function tiedTo(process: Process): NamespaceId[] {
  return ties(process).map(({ id }) => id);
}

/** A bind mount of a namespace's link keeps it alive without any process (namespaces(7)). */
export function pins(mount: Mount): boolean {
  return mount.type === 'nsfs';
}
