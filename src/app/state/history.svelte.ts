import type { Backend, Kept } from '../../backend/backend.ts';
import type { Recorder } from '../../backend/record.ts';
import { texts } from '../text/texts.ts';
import type { Playhead } from './playhead.svelte.ts';
import { lastPoint, offerAt, thinnables, type Offer, type Point } from './points.ts';
import { packTabs, tabsSize, unpackTabs } from './saved-tabs.ts';
import type { Session } from './session.svelte.ts';
import type { Terminals } from './terminals.svelte.ts';
import { nextToForget } from './thinning.ts';

export interface HistoryParts {
  readonly backend: Backend;
  readonly playhead: Playhead;
  readonly recorder: Recorder;
  readonly terminals: Terminals;
  readonly session: Session;
}

/** The moments that the machine itself can go back to. */
export class History {
  readonly #parts: HistoryParts;
  /** Screens that are being read for the newest point. */
  #reading: Promise<void> = Promise.resolve();
  #machineBytes = $state(0);
  /** Oldest first. */
  points: readonly Point[] = $state.raw([]);
  /** Whether the machine is on its way to another moment. */
  busy = $state(false);
  /** Whether the branches are listed and compared. */
  comparing = $state(false);
  /** The last thing that was done, in words. */
  said = $state('');

  constructor(parts: HistoryParts) {
    this.#parts = parts;
    parts.backend.onKept((kept) => this.#onKept(kept));
    parts.backend.onHeld((bytes) => this.#onHeld(bytes));
  }

  /** Bytes held for all points. */
  get bytes(): number {
    return this.points.reduce((sum, { tabs }) => sum + tabsSize(tabs), this.#machineBytes);
  }

  /** The way to the machine from the moment that is shown; null where there is none, or none is needed. */
  get offer(): Offer | null {
    const { playhead } = this.#parts;
    if (playhead.live) return null;
    return offerAt(this.points, playhead.outline, playhead.place);
  }

  /** The last point before a command began. */
  before(branch: number, seq: number): Point | null {
    const { playhead } = this.#parts;
    return lastPoint(this.points, playhead.branches, { branch, seq: seq - 1 });
  }

  /** Enters the moment that is shown; from the present, the one before the last command. */
  async goBack(): Promise<void> {
    const { playhead } = this.#parts;
    const last = playhead.segments.at(-1);
    const point = playhead.live
      ? last && this.before(playhead.branch, last.from.seq)
      : this.offer?.point;
    if (point) await this.goTo(point);
    else this.said = texts.time.nowhere;
  }

  /** Keeps the present moment, whatever runs. */
  async keep(): Promise<void> {
    const { backend, session } = this.#parts;
    if (!backend.live || this.busy || session.phase.name !== 'running') return;
    const before = this.points.length;
    await backend.checkpoint();
    await this.#reading;
    const point = this.points.at(-1);
    if (!point || this.points.length === before) return;
    const at = texts.seconds(Math.max(0, point.at - this.#parts.playhead.first));
    this.points = [...this.points.slice(0, -1), { ...point, name: texts.time.keptAt(at) }];
    this.said = texts.time.kept;
  }

  /** A point of the present, named: that which there is of this very moment, or a new one; null where none can be taken. */
  async hold(name: string): Promise<Point | null> {
    const { backend, session } = this.#parts;
    if (!backend.live || this.busy || session.phase.name !== 'running') return null;
    const held = await this.#keepPresent();
    const point = this.points.find(({ checkpoint }) => checkpoint.id === held?.checkpoint.id);
    if (!point) return null;
    const named = { ...point, name: point.name ?? name };
    this.points = this.points.map((each) => (each === point ? named : each));
    return named;
  }

  /** The machine itself becomes what it was then. The present stays: it is a point as well. */
  async goTo(point: Point): Promise<void> {
    const { session, terminals } = this.#parts;
    if (this.busy || (session.phase.name !== 'running' && session.phase.name !== 'failed')) return;
    this.busy = true;
    this.said = '';
    try {
      await this.#keepPresent();
      await this.#enter(point);
      session.returned();
      this.said = this.#sayingOf(point);
      terminals.active?.screen.focus();
    } catch (error) {
      session.failedToReturn(error);
    } finally {
      this.busy = false;
      this.#tidy();
    }
  }

  /** Another machine: nothing of the old one can be gone back to. */
  clear(): void {
    for (const { checkpoint } of this.points) this.#forget(checkpoint.id);
    this.points = [];
    this.#machineBytes = 0;
  }

  async #enter(point: Point): Promise<void> {
    const { backend, playhead, recorder, terminals } = this.#parts;
    const tabs = await unpackTabs(point.tabs);
    terminals.part();
    const branch = playhead.announceReturn(point);
    recorder.announceReturn(branch, point.branch, point.length, playhead.worldOf(point));
    try {
      const kept = await backend.restore(point.checkpoint);
      terminals.returnTo(tabs, kept);
      playhead.settle();
      playhead.goLive();
    } catch (error) {
      playhead.withdrawReturn();
      recorder.withdrawReturn();
      throw error;
    }
  }

  /** Before the machine leaves the present: a point, unless there is one of this very moment. */
  async #keepPresent(): Promise<Point | null> {
    const { backend, playhead, recorder, session } = this.#parts;
    await this.#reading;
    if (session.phase.name !== 'running') return null;
    playhead.settle();
    const { current, all } = playhead.branches;
    const place = { branch: current, seq: all.get(current)?.timeline.present.seq ?? 0 };
    const offer = offerAt(this.points, playhead.branches, place);
    if (offer?.exact && !recorder.hasOutputSince(offer.point.length)) return offer.point;
    const before = this.points.length;
    await backend.checkpoint();
    await this.#reading;
    return this.points.length > before ? (this.points.at(-1) ?? null) : null;
  }

  #onKept({ checkpoint, seq, at }: Kept): void {
    const { playhead, recorder, terminals } = this.#parts;
    playhead.settle();
    const branch = playhead.branches.current;
    const { length } = recorder;
    const read = terminals.read();
    this.#reading = this.#reading.then(async () => {
      const tabs = await packTabs(await read);
      this.points = [...this.points, { checkpoint, seq, at, branch, length, tabs, name: null }];
      this.#tidy();
    });
  }

  #onHeld(bytes: number): void {
    this.#machineBytes = bytes;
    this.#tidy();
  }

  /** Forgets what belongs to no branch any more, and what is too much. */
  #tidy(): void {
    if (this.busy) return;
    const { branches } = this.#parts.playhead;
    const known = this.points.filter(({ branch }) => branches.all.has(branch));
    const next = nextToForget(thinnables(known, branches), this.bytes);
    const kept = known.filter(({ checkpoint }) => checkpoint.id !== next);
    if (kept.length === this.points.length) return;
    for (const { checkpoint } of this.points.filter((point) => !kept.includes(point)))
      this.#forget(checkpoint.id);
    this.points = kept;
  }

  #forget(id: number): void {
    const point = this.points.find(({ checkpoint }) => checkpoint.id === id);
    if (point) this.#parts.backend.forget(point.checkpoint).catch(() => undefined); // gone with its machine
  }

  #sayingOf(point: Point): string {
    const { playhead } = this.#parts;
    const from = playhead.branches.all.get(point.branch)?.timeline;
    const offer = from && offerAt([point], playhead.branches, point);
    return offer?.before === null || !offer
      ? texts.time.returned
      : texts.time.wentBack(offer.before);
  }
}
