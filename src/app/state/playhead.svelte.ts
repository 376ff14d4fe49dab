import { Emitter } from '../../base/events.ts';
import {
  announceReturn,
  branchOf,
  grow,
  nameBranch,
  startBranches,
  withdrawReturn,
  type BranchId,
  type Branches,
  type Place,
} from '../../world/branches.ts';
import type { WorldEvent } from '../../world/event.ts';
import { emptyWorld } from '../../world/empty.ts';
import { departureTime, type Millis, type World } from '../../world/model.ts';
import {
  firstWorld,
  lastSeq,
  nextChange,
  segmentsOf,
  stepCommand,
  stepEvent,
  worldAt,
  worldAtSeq,
  type Segment,
  type Timeline,
} from '../../world/timeline.ts';
import type { Frames } from './frames.ts';
import { GuestClock } from './guest-clock.ts';

/** While playing, a time in which nothing happens is cut to this, ms. */
const longestPause = 1500;

export const speeds = [0.25, 0.5, 1, 2, 4, 8] as const;

/** Where the page stands on the timeline: at the live end, or at a moment in the past of some branch. */
export class Playhead {
  readonly #frames: Frames;
  readonly #clock = new GuestClock();
  readonly #wall: () => number;
  #arrived: WorldEvent[] = [];
  readonly #presents = new Emitter<World>();
  readonly onPresent = this.#presents.event;
  /** In the past: guest time shown, and the page time since which it runs on for a while, or plays. */
  #from: { at: Millis; wall: number; runs: boolean } | null = null;
  #branches = startBranches();
  /** The branches as of the last command: what is drawn of them need not follow every event. */
  outline: Branches = $state.raw(startBranches());
  /** The branch that is shown. */
  branch: BranchId = $state(1);
  /** The world that is shown. */
  world: World = $state.raw(emptyWorld);
  /** The machine's newest world, whatever is shown. */
  present: World = $state.raw(emptyWorld);
  /** Commands of the branch that is shown. */
  segments: readonly Segment[] = $state.raw([]);
  live = $state(true);
  playing = $state(false);
  /** Guest time at which what is playing halts; Infinity where it plays to the end. */
  #until: Millis = Infinity;
  speed: number = $state(1);
  /** Guest time that is shown while not live; the present's otherwise. */
  at: Millis = $state(0);

  constructor(frames: Frames, wall: () => number) {
    this.#frames = frames;
    this.#wall = wall;
    frames.add((now) => this.#take(now));
  }

  /** The branches with all that has arrived. */
  get branches(): Branches {
    return this.#branches;
  }

  /** Events as they arrive; they show with the next frame. */
  push(events: readonly WorldEvent[]): void {
    this.#arrived.push(...events);
    this.#frames.request();
  }

  /** Guest time of the picture in this frame. */
  now(wall: number): Millis {
    if (!this.#from) return this.#clock.now(wall);
    if (this.playing) return this.at;
    const ran = this.#from.runs ? Math.min(wall - this.#from.wall, departureTime) : 0;
    return this.#from.at + Math.max(0, ran);
  }

  /** Whether the time of the picture goes on: not while it is held at a moment by hand, or the machine is paused. */
  get moves(): boolean {
    return this.#from ? this.#from.runs || this.playing : !this.#clock.stopped;
  }

  /** The guest's clock, whatever is shown. */
  guestNow(): Millis {
    return this.#clock.now(this.#wall());
  }

  /** Of the branch that is shown. */
  get timeline(): Timeline {
    return branchOf(this.branches, this.branch).timeline;
  }

  get first(): Millis {
    return firstWorld(this.timeline).at;
  }

  get last(): Millis {
    return this.timeline.present.at;
  }

  /** The moment that is shown. */
  get place(): Place {
    return { branch: this.branch, seq: this.world.seq };
  }

  /** The world of a place that may not be shown. */
  worldOf({ branch, seq }: Place): World {
    return worldAtSeq(branchOf(this.branches, branch).timeline, seq);
  }

  /** Shows this moment and nothing moves: for dragging. */
  scrub(at: Millis): void {
    this.#show(worldAt(this.timeline, at), at, false);
  }

  /** One event or command on or back; the change is played as it happened. */
  step(unit: 'event' | 'command', direction: 1 | -1): void {
    const last = lastSeq(this.timeline);
    const seq = this.live && direction === -1 ? last : this.world.seq;
    const next = (unit === 'event' ? stepEvent : stepCommand)(this.timeline, seq, direction);
    if (next >= last && direction === 1 && this.branch === this.branches.current)
      return this.goLive();
    this.visit(next);
  }

  /** Shows the world just after an event of a branch; what it changed is played. */
  visit(seq: number, branch = this.branch): void {
    this.#choose(branch);
    const world = worldAtSeq(this.timeline, seq);
    this.#show(world, world.at, true);
  }

  /** Runs on from the moment that is shown, or from the start when that is the present; halts at `until`. */
  play(until: Millis = Infinity): void {
    const ends = this.live || this.at >= this.last;
    const at = ends ? (this.segments[0]?.from.at ?? this.first) : this.at;
    this.#show(worldAt(this.timeline, at), at, false);
    this.#until = until;
    this.playing = true;
  }

  pause(): void {
    if (this.playing) this.scrub(this.at);
  }

  /** Shows at once where what is playing would halt. */
  hurry(): void {
    if (this.playing) this.scrub(Math.min(this.#until, this.last));
  }

  /** The next slower or faster speed. */
  setSpeed(by: 1 | -1): void {
    const at = speeds.findIndex((each) => each === this.speed) + by;
    this.speed = speeds[Math.min(speeds.length - 1, Math.max(0, at))] ?? 1;
  }

  goLive(): void {
    this.#choose(this.branches.current);
    this.live = true;
    this.playing = false;
    this.#from = null;
    this.world = this.timeline.present;
    this.at = this.world.at;
    this.#frames.request();
  }

  setPaused(paused: boolean): void {
    if (paused) this.#clock.stop(this.#wall());
    else this.#clock.go(this.#wall());
    this.#frames.request();
  }

  /** The machine is going back to a place: answers the branch on which it will go on. */
  announceReturn(to: Place): BranchId {
    this.settle();
    this.#branches = announceReturn(this.branches, to);
    return this.branches.returning?.branch ?? to.branch;
  }

  withdrawReturn(): void {
    this.#branches = withdrawReturn(this.branches);
  }

  nameBranch(branch: BranchId, name: string): void {
    this.#branches = nameBranch(this.branches, branch, name);
    this.outline = this.#branches;
  }

  #choose(branch: BranchId): void {
    if (branch === this.branch) return;
    this.branch = branch;
    this.segments = segmentsOf(this.timeline);
  }

  #show(world: World, at: Millis, runs: boolean): void {
    this.live = false;
    this.playing = false;
    this.#from = { at, wall: this.#wall(), runs };
    this.world = world;
    this.at = at;
    this.#frames.request();
  }

  #take(wall: number): boolean {
    this.settle();
    if (this.playing) this.#playOn(wall);
    return this.playing;
  }

  #playOn(wall: number): void {
    if (!this.#from) return;
    const next = nextChange(this.timeline, this.at);
    const passed = Math.max(0, wall - this.#from.wall) * this.speed;
    const soonest = next === null ? this.last : next - longestPause;
    this.at = Math.max(this.at + passed, soonest);
    if (this.at >= this.#until) return this.scrub(this.#until);
    this.#from = { at: this.at, wall, runs: false };
    this.world = worldAt(this.timeline, this.at);
    if (this.at < this.last) return;
    if (this.branch === this.branches.current) this.goLive();
    else this.#show(this.world, this.last, false);
  }

  /** Takes in what has arrived, without waiting for the frame. */
  settle(): void {
    if (this.#arrived.length === 0) return;
    const events = this.#arrived.splice(0);
    const restarts = events.some(({ type }) => type === 'world/replaced');
    if (restarts) this.#clock.restart();
    const newest = events.at(-1);
    if (newest) this.#clock.heard(newest.at, this.#wall());
    this.#branches = grow(this.branches, events);
    this.present = branchOf(this.branches, this.branches.current).timeline.present;
    this.#presents.fire(this.present);
    if (restarts) {
      this.branch = this.branches.current;
      this.segments = [];
    }
    if (restarts || events.some(({ type }) => type.startsWith('command/'))) {
      this.segments = segmentsOf(this.timeline);
      this.outline = this.#branches;
    }
    if (this.live || restarts) this.goLive();
  }
}
