import { cgroupPath, processId } from '../world/id.ts';
import { namespaceKinds, type Evidence, type NamespaceId, type Process } from '../world/model.ts';
import type { ProcessRecord } from '../agent/record.ts';
import { isSame, tick } from './identity.ts';
import type { ProcessFacts } from './proc.ts';

/** What is known of the others when a process is read. */
export interface Relations {
  /** The row that this pid had before; it may have been another process's. */
  readonly known: Process | null;
  readonly parent: Process | null;
  /** The guest's first process, whose namespaces are the host's. */
  readonly first: Process | null;
}

/** The row of a process as a record shows it; null while not even the host's namespaces are known. */
export function readProcess(
  record: ProcessRecord,
  facts: ProcessFacts,
  { known, parent, first }: Relations,
): Process | null {
  const same = known && isSame(known, facts) ? known : null;
  const like = same ?? parent ?? first;
  const namespaces = namespacesOf(facts, like);
  if (!namespaces) return null;
  return {
    ...identityOf(facts, same),
    ...partOf(facts),
    parent: parent?.id ?? null,
    status: statusOf(facts, same),
    namespaces: namespaces.own,
    forChildren: namespaces.forChildren,
    cgroup: facts.cgroup ?? cgroupOf(like),
    inherited: namespaces.guessed && isInherited(same),
    evidence: evidenceOf(record, facts),
  };
}

/** While it is on its way out it can still be read as running, though its exit was seen. */
function statusOf(facts: ProcessFacts, same: Process | null): Process['status'] {
  return facts.exiting && same?.status === 'zombie' ? 'zombie' : facts.status;
}

function cgroupOf(like: Process | null) {
  return like?.cgroup ?? cgroupPath('/');
}

function isInherited(same: Process | null): boolean {
  return same?.inherited ?? true;
}

function identityOf(facts: ProcessFacts, same: Process | null) {
  return {
    id: same?.id ?? processId(facts.pid, facts.start),
    since: same?.since ?? facts.start * tick,
    executable: same?.executable ?? null,
    execedAt: null,
    exitedAt: null,
    movedAt: null,
  };
}

function partOf({ pid, start, parentPid, comm, argv, pids, uid, memory }: ProcessFacts) {
  return { pid, start, parentPid, comm, argv, pids, uid, memory };
}

interface Namespaces {
  readonly own: Process['namespaces'];
  readonly forChildren: Process['forChildren'];
  /** True when a link could not be read, and the last known or the parent's is taken for it. */
  readonly guessed: boolean;
}

function namespacesOf(facts: ProcessFacts, like: Process | null): Namespaces | null {
  const own: Partial<Record<string, NamespaceId>> = {};
  let guessed = false;
  for (const kind of namespaceKinds) {
    const read = facts.namespaces.get(kind);
    const id = read ?? like?.namespaces[kind];
    if (id === undefined) return null;
    own[kind] = id;
    guessed ||= read === undefined;
  }
  const complete = own as Process['namespaces'];
  return {
    own: complete,
    forChildren: {
      // The kernel does not show a PID namespace that has no first process yet: then only its own is known.
      pid: facts.namespaces.get('pid_for_children') ?? complete.pid,
      time: facts.namespaces.get('time_for_children') ?? complete.time,
    },
    guessed,
  };
}

function evidenceOf(record: ProcessRecord, { namespaces }: ProcessFacts): Evidence[] {
  const { at } = record;
  const folder = `/proc/${String(record.pid)}`;
  return [
    { path: `${folder}/stat`, text: record.stat.trim(), at },
    { path: `${folder}/status`, text: record.status.trim(), at },
    { path: `${folder}/cgroup`, text: record.cgroup.trim(), at },
    { path: `${folder}/cmdline`, text: record.cmdline.replaceAll('\0', ' ').trim(), at },
    ...[...namespaces].map(([link, text]) => ({ path: `${folder}/ns/${link}`, text, at })),
  ];
}
