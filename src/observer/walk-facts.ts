import type { KernelRecord, ProcessRecord } from '../agent/record.ts';
import type { Hostname, Walk } from '../world/event.ts';
import { cgroupPath, namespaceId } from '../world/id.ts';
import type { Cgroup, Mount, NamespaceId, Process } from '../world/model.ts';
import type { Knowledge } from './knowledge.ts';
import { parseMountinfo } from './mountinfo.ts';
import { parseProcess, type ProcessFacts } from './proc.ts';
import { readProcess } from './process-read.ts';

export type InsideRecord = Extract<KernelRecord, { type: 'mounts' | 'hostname' }>;
export type CgroupRecord = Extract<KernelRecord, { type: 'cgroup' }>;
export type WalkRecord = ProcessRecord | InsideRecord | CgroupRecord;

interface Found {
  readonly record: ProcessRecord;
  readonly facts: ProcessFacts;
}

/** Records of a walk as a whole, and how many of them were damaged. */
export function readWalk(
  known: Knowledge,
  records: readonly WalkRecord[],
): { readonly walk: Walk; readonly damaged: number } {
  const found = new Map<number, Found>();
  const mounts: Mount[] = [];
  const cgroups: Cgroup[] = [];
  const hostnames: Hostname[] = [];
  let damaged = 0;
  for (const record of records) {
    if (record.type === 'process') {
      const facts = parseProcess(record);
      if (!facts) damaged++;
      else if (!facts.kernelThread && !facts.thread) found.set(facts.pid, { record, facts });
    } else if (record.type === 'cgroup') {
      cgroups.push(readCgroup(record));
    } else {
      const inside = readInside(record);
      damaged += inside.damaged;
      mounts.push(...inside.mounts);
      hostnames.push(...inside.hostnames);
    }
  }
  const processes = new Rows(known, found).all();
  damaged += found.size - processes.length;
  return { walk: { processes, mounts, cgroups, hostnames }, damaged };
}

/** Turns records into rows, each parent before its children, for they may take from it what they do not show. */
class Rows {
  readonly #known: Knowledge;
  readonly #found: ReadonlyMap<number, Found>;
  readonly #rows = new Map<number, Process | null>();

  constructor(known: Knowledge, found: ReadonlyMap<number, Found>) {
    this.#known = known;
    this.#found = found;
  }

  all(): Process[] {
    const pids = [...this.#found.keys()].sort((a, b) => a - b);
    return pids.map((pid) => this.#row(pid)).filter((row) => row !== null);
  }

  #row(pid: number): Process | null {
    const done = this.#rows.get(pid);
    if (done !== undefined) return done;
    // Stands while the parents are made, so that a damaged record that names itself its own ancestor ends here.
    this.#rows.set(pid, null);
    const each = this.#found.get(pid);
    if (!each) return null;
    const row = readProcess(each.record, each.facts, {
      known: this.#known.processOf(pid),
      parent: each.facts.parentPid === 0 ? null : this.#row(each.facts.parentPid),
      first: pid === 1 ? null : this.#row(1),
    });
    this.#rows.set(pid, row);
    this.#known.note(each.facts);
    return row;
  }
}

/** The mounts or the hostname that a process sees. */
export function readInside(record: InsideRecord): {
  readonly namespace: NamespaceId | null;
  readonly mounts: readonly Mount[];
  readonly hostnames: readonly Hostname[];
  readonly damaged: number;
} {
  const namespace = namespaceId(record.namespace);
  const nothing = { namespace, mounts: [], hostnames: [] };
  if (!namespace) return { ...nothing, damaged: 1 };
  const { at } = record;
  if (record.type === 'mounts') {
    const path = `/proc/${String(record.pid)}/mountinfo`;
    return { ...nothing, ...parseMountinfo(record.text, namespace, { path, text: '', at }) };
  }
  const path = `/proc/${String(record.pid)}/root/proc/sys/kernel/hostname`;
  const hostname = record.text.trim();
  const row = { namespace, hostname, evidence: { path, text: hostname, at } };
  return { ...nothing, hostnames: [row], damaged: 0 };
}

export function readCgroup({ path, files, at }: CgroupRecord): Cgroup {
  const folder = `/sys/fs/cgroup${path === '/' ? '' : path}`;
  const evidence = Object.entries(files).map(([name, text]) => ({
    path: `${folder}/${name}`,
    text: text.trim(),
    at,
  }));
  return { path: cgroupPath(path), files, since: at, evidence };
}
