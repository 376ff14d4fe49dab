import { cgroupPath, mountId, processId } from '../../src/world/id.ts';
import type { WorldEvent, WorldFact } from '../../src/world/event.ts';
import { apply } from '../../src/world/apply.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import {
  namespaceKinds,
  type Evidence,
  type Mount,
  type NamespaceId,
  type NamespaceKind,
  type Process,
  type World,
} from '../../src/world/model.ts';

/** The nth namespace of a kind; the 0th is the host's. */
export function ns(kind: NamespaceKind, nth = 0): NamespaceId {
  return `${kind}:[${String(4026531835 + namespaceKinds.indexOf(kind) + nth * 100)}]` as NamespaceId;
}

export function evidence(path = '/proc/1/stat', at = 0): Evidence {
  return { path, text: 'sample', at };
}

interface Sample extends Partial<Omit<Process, 'namespaces'>> {
  readonly pid: number;
  readonly apart?: Partial<Record<NamespaceKind, number>>;
}

/** A row of a process with little to say; `apart` gives it namespaces of its own by kind. */
export function process({ apart = {}, ...row }: Sample): Process {
  const namespaces = Object.fromEntries(
    namespaceKinds.map((kind) => [kind, ns(kind, apart[kind] ?? 0)]),
  ) as Process['namespaces'];
  return {
    id: processId(row.pid, row.start ?? row.pid),
    start: row.pid,
    parentPid: row.pid === 1 ? 0 : 1,
    parent: row.pid === 1 ? null : processId(1, 1),
    comm: `p${String(row.pid)}`,
    executable: null,
    argv: [`p${String(row.pid)}`],
    status: 'sleeping',
    pids: [row.pid],
    namespaces,
    forChildren: { pid: namespaces.pid, time: namespaces.time },
    cgroup: cgroupPath('/'),
    uid: 0,
    memory: 4096,
    since: 0,
    execedAt: null,
    exitedAt: null,
    movedAt: null,
    inherited: false,
    evidence: [evidence(`/proc/${String(row.pid)}/stat`)],
    ...row,
  };
}

export function mount(row: Partial<Mount> & { mountId: number; point: string }): Mount {
  const namespace = row.namespace ?? ns('mnt');
  return {
    id: mountId(namespace, row.mountId),
    namespace,
    parentId: 1,
    root: '/',
    type: 'tmpfs',
    source: 'none',
    options: ['rw'],
    propagation: [],
    superOptions: ['rw'],
    evidence: evidence('/proc/1/mountinfo'),
    ...row,
  };
}

/** Numbers facts from 1, ten milliseconds apart. */
export function numbered(facts: readonly WorldFact[], from = 1): WorldEvent[] {
  return facts.map((fact, index) => ({ ...fact, seq: from + index, at: (from + index) * 10 }));
}

export function worldOf(...facts: WorldFact[]): World {
  return numbered(facts).reduce(apply, emptyWorld);
}

/** A world in which a full walk found these processes. */
export function worldWith(...processes: Process[]): World {
  return worldOf({
    type: 'world/walked',
    walk: { processes, mounts: [], cgroups: [], hostnames: [] },
  });
}
