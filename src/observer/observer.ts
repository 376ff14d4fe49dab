import type { KernelRecord, ProcessRecord, TraceEntry } from '../agent/record.ts';
import type { EngineEvent } from '../engine/event.ts';
import { emptyWorld } from '../world/empty.ts';
import type { WorldEvent, WorldFact } from '../world/event.ts';
import type { Gaze } from '../world/gaze.ts';
import type { Millis, NamespaceId, Process, World } from '../world/model.ts';
import { takeEngineEvent } from './engine-facts.ts';
import { Gazing, type ContentRecord, type ReadingRecord } from './gazing.ts';
import { Knowledge } from './knowledge.ts';
import { parseProcess } from './proc.ts';
import { readProcess } from './process-read.ts';
import { readTraceEntry } from './trace.ts';
import { takeTraced } from './trace-facts.ts';
import {
  readCgroup,
  readInside,
  readWalk,
  type InsideRecord,
  type WalkRecord,
} from './walk-facts.ts';
import type { Ask, Inside, Urgency } from './wanted.ts';
import { peersOf, witnesses, witnessOfMounts } from './witness.ts';

/** What the observer is told: the guest's records, the engine's events, and facts that others already put in the world's terms. */
export type Observation =
  | KernelRecord
  | ContentRecord
  | ReadingRecord
  /** Somebody looks at these layers and files from now on. */
  | { readonly type: 'gaze'; readonly at: Millis; readonly gaze: Gaze }
  | { readonly type: 'engine'; readonly at: Millis; readonly event: EngineEvent }
  | { readonly type: 'fact'; readonly at: Millis; readonly fact: WorldFact };

/** Turns observations into world events, and says what it needs to see next. No time, no effects: the same input gives the same output. */
export interface Observer {
  /** Takes one observation; the events that follow from it, numbered. */
  take(observation: Observation): readonly WorldEvent[];
  /** The world after all events so far. */
  readonly world: World;
  /** True once a first walk was seen; until then the trace means nothing. */
  readonly started: boolean;
  /** How urgent the most urgent ask is; null when there is none. */
  readonly urgency: Urgency | null;
  /** True when there are asks of just this urgency. */
  wants(urgency: Urgency): boolean;
  /** Takes what is to be asked now, so that the next call does not give it again. */
  takeAsks(urgency: Urgency): readonly Ask[];
  /** Time to ask whether what is looked at has changed. */
  glance(): void;
  /** Records, and entries and lines in them, that could not be read so far. */
  readonly damaged: number;
}

/** An observer of a guest of which nothing is known, or that was as `world` says. It asks for a walk first. */
export function createObserver(world: World = emptyWorld): Observer {
  return new KernelObserver(world);
}

type PlainRecord = Exclude<KernelRecord, { type: 'walk/begin' | 'walk/end' }>;
/** What may come between the records of a walk without being part of it. */
type Between = Extract<KernelRecord, { type: 'trace' | 'absent' | 'lost' | 'layer' }>;
const between = new Set(['trace', 'absent', 'lost', 'layer']);

class KernelObserver implements Observer {
  readonly #known: Knowledge;
  readonly #gazing: Gazing;
  #started = false;
  #damaged = 0;
  /** Records of the walk under way, and the traces that came between them. */
  #walk: { records: WalkRecord[]; later: PlainRecord[] } | null = null;

  constructor(world: World) {
    this.#known = new Knowledge(world);
    this.#gazing = new Gazing(this.#known);
    this.#known.wanted.walk();
  }

  get world(): World {
    return this.#known.world;
  }

  get started(): boolean {
    return this.#started;
  }

  get damaged(): number {
    return this.#damaged;
  }

  get urgency(): Urgency | null {
    return this.wants('soon') ? 'soon' : this.wants('later') ? 'later' : null;
  }

  wants(urgency: Urgency): boolean {
    return this.#known.wanted.has(urgency) || (urgency === 'later' && this.#gazing.wants);
  }

  takeAsks(urgency: Urgency): readonly Ask[] {
    const asks = this.#known.wanted.take(urgency, this.world.at, (inside) =>
      this.#witnesses(inside),
    );
    const gazes = urgency === 'later' && this.#started && this.#gazing.wants;
    return gazes ? [...asks, ...this.#gazing.takeAsks()] : asks;
  }

  glance(): void {
    this.#gazing.glance();
  }

  take(observation: Observation): readonly WorldEvent[] {
    const { type } = observation;
    if (type === 'engine') takeEngineEvent(this.#known, observation.event, observation.at);
    else if (type === 'fact') this.#known.tell(observation.fact, observation.at);
    else if (type === 'gaze') this.#gazing.look(observation.gaze, observation.at);
    else if (type === 'content') this.#gazing.takeContent(observation);
    else if (type === 'reading') this.#gazing.takeReading(observation);
    else this.#takeRecord(observation);
    return this.#known.takeTold();
  }

  #takeRecord(record: KernelRecord): void {
    if (record.type === 'walk/begin') this.#walk = { records: [], later: [] };
    else if (record.type === 'walk/end') this.#endWalk(record.at);
    else if (!this.#walk) this.#takeNow(record);
    else if (isBetween(record)) this.#walk.later.push(record);
    else this.#walk.records.push(record);
  }

  #endWalk(at: Millis): void {
    if (!this.#walk) return;
    const { records, later } = this.#walk;
    this.#walk = null;
    const { walk, damaged } = readWalk(this.#known, records);
    this.#damaged += damaged;
    this.#started = true;
    this.#known.wanted.clear();
    this.#known.tell({ type: 'world/walked', walk }, at);
    for (const process of walk.processes) this.#wantInside(process);
    for (const record of later) this.#takeNow(record);
  }

  #takeNow(record: PlainRecord): void {
    // What came before the first walk is part of what it shows.
    if (!this.#started) return;
    switch (record.type) {
      case 'trace':
        return this.#takeTrace(record.entries);
      case 'process':
        return this.#takeProcess(record);
      case 'absent':
        return this.#takeAbsent(record.pid, record.at);
      case 'mounts':
      case 'hostname':
        return this.#takeInside(record);
      case 'cgroup':
        return this.#gazing.takeCgroup(readCgroup(record), record.at);
      case 'lost':
        return this.#lose(record.count, record.at);
      case 'layer':
        return this.#gazing.take(record);
      default:
        record satisfies never;
    }
  }

  #takeTrace(entries: readonly TraceEntry[]): void {
    for (const entry of entries) {
      const traced = readTraceEntry(entry);
      if (traced) {
        takeTraced(this.#known, traced);
      } else {
        // What it told must be found out otherwise.
        this.#damaged++;
        this.#known.wanted.walk();
      }
    }
  }

  #lose(count: number, at: Millis): void {
    this.#known.births.clear();
    this.#known.calls.clear();
    this.#known.tell({ type: 'records/lost', count }, at);
    this.#known.wanted.walk();
  }

  #takeProcess(record: ProcessRecord): void {
    const facts = parseProcess(record);
    if (!facts) {
      this.#damaged++;
      return;
    }
    if (facts.kernelThread) return;
    if (facts.thread) return this.#takeAbsent(facts.pid, record.at);
    const known = this.#known.processOf(facts.pid);
    const parent = facts.parentPid === 0 ? null : this.#known.processOf(facts.parentPid);
    const first = this.#known.processOf(1);
    const process = readProcess(record, facts, { known, parent, first });
    if (!process) return;
    this.#known.note(facts);
    if (known && known.id !== process.id)
      this.#known.tell({ type: 'process/reaped', id: known.id }, record.at);
    this.#known.tell({ type: 'process/read', process }, record.at);
    if (process.parent === null) this.#findParent(process);
    this.#wantChildrenWithout(process);
    this.#wantInside(process);
    // Its children get another parent only at the very end of its way out.
    if (facts.exiting) {
      for (const { pid } of [process, ...this.#known.childrenOf(process.id)])
        this.#known.wanted.lookLater(pid);
    }
  }

  /** A parent that is not known yet is looked for; when it is read, its children are read again. */
  #findParent(process: Process): void {
    if (process.parentPid > 0) this.#known.wanted.look(process.parentPid);
  }

  #wantChildrenWithout(parent: Process): void {
    for (const { pid, parentPid, parent: id } of this.world.processes.values())
      if (parentPid === parent.pid && id === null) this.#known.wanted.look(pid);
  }

  #takeAbsent(pid: number, at: Millis): void {
    const process = this.#known.processOf(pid);
    if (!process) return;
    this.#known.tell({ type: 'process/reaped', id: process.id }, at);
    for (const child of this.#known.childrenOf(process.id)) this.#known.wanted.look(child.pid);
  }

  #takeInside(record: InsideRecord): void {
    const { namespace, mounts, hostnames, damaged } = readInside(record);
    this.#damaged += damaged;
    if (!namespace) return;
    this.#findMoved(record, namespace);
    if (!this.world.namespaces.has(namespace)) return;
    for (const hostname of hostnames)
      this.#known.tell({ type: 'hostname/read', ...hostname }, record.at);
    if (record.type !== 'mounts') return;
    const before = new Set(peersOf(this.world, namespace));
    this.#known.tell({ type: 'mounts/read', namespace, mounts }, record.at);
    // What was mounted before its peers were known shows there too.
    for (const peer of peersOf(this.world, namespace)) {
      const process = before.has(peer) ? null : witnessOfMounts(this.world, peer);
      if (process) this.#known.wanted.inside(process);
    }
  }

  /** A process that was asked for what is inside may have moved by then: it is read again, and another is asked for what was wanted. */
  #findMoved({ type, pid }: InsideRecord, namespace: NamespaceId): void {
    const process = this.#known.processOf(pid);
    if (process?.namespaces[type === 'mounts' ? 'mnt' : 'uts'] === namespace) return;
    this.#known.wanted.look(pid);
    if (process) this.#known.wanted.inside(process);
  }

  /** Mount and UTS namespaces that were not looked into yet. */
  #wantInside(process: Process): void {
    if (process.status === 'zombie') return;
    const { mnt, uts } = process.namespaces;
    const named = this.world.namespaces.get(uts)?.hostname !== null;
    if (!named || !this.#hasMounts(mnt)) this.#known.wanted.inside(process);
  }

  #hasMounts(namespace: NamespaceId): boolean {
    for (const mount of this.world.mounts.values()) if (mount.namespace === namespace) return true;
    return false;
  }

  /** It may have been elsewhere already when it changed what is inside, or have gone elsewhere since. */
  #witnesses(inside: Inside): number[] {
    const found = witnesses(this.world, inside);
    const process = this.#known.processOf(inside.pid);
    if (!process || process.status === 'zombie') return found;
    const { mnt, uts } = process.namespaces;
    if (mnt === inside.mnt && uts === inside.uts) return found;
    return [...found, ...witnesses(this.world, { ...inside, mnt, uts })];
  }
}

function isBetween(record: PlainRecord): record is Between {
  return between.has(record.type);
}
