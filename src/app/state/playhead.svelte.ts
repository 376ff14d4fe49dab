import { Emitter } from '../../base/events.ts';
import type { WorldEvent } from '../../world/event.ts';
import { emptyWorld } from '../../world/empty.ts';
import { departureTime, type Millis, type World } from '../../world/model.ts';
import {
  append,
  firstWorld,
  lastSeq,
  segmentsOf,
  startTimeline,
  stepCommand,
  stepEvent,
  worldAt,
  worldAtSeq,
  type Segment,
  type Timeline,
} from '../../world/timeline.ts';
import type { Frames } from './frames.ts';
import { GuestClock } from './guest-clock.ts';

/** Where the page stands on the timeline: at the live end, or at a moment in the past. */
export class Playhead {
  readonly #frames: Frames;
  readonly #clock = new GuestClock();
  readonly #wall: () => number;
  #timeline: Timeline = startTimeline();
  #arrived: WorldEvent[] = [];
  readonly #presents = new Emitter<World>();
  readonly onPresent = this.#presents.event;
  /** In the past: guest time shown, and the page time at which it was stepped to. */
  #from: { at: Millis; wall: number; runs: boolean } | null = null;
  /** The world that is shown. */
  world: World = $state.raw(emptyWorld);
  /** The newest world, whatever is shown. */
  present: World = $state.raw(emptyWorld);
  segments: readonly Segment[] = $state.raw([]);
  live = $state(true);
  /** Guest time that is shown while not live; the present's otherwise. */
  at: Millis = $state(0);

  constructor(frames: Frames, wall: () => number) {
    this.#frames = frames;
    this.#wall = wall;
    frames.add(() => this.#take());
  }

  /** Events as they arrive; they show with the next frame. */
  push(events: readonly WorldEvent[]): void {
    this.#arrived.push(...events);
    this.#frames.request();
  }

  /** Guest time of the picture in this frame. */
  now(wall: number): Millis {
    if (!this.#from) return this.#clock.now(wall);
    const ran = this.#from.runs ? Math.min(wall - this.#from.wall, departureTime) : 0;
    return this.#from.at + Math.max(0, ran);
  }

  /** Whether the time of the picture goes on: not while it is held at a moment by hand, or the machine is paused. */
  get moves(): boolean {
    return this.#from ? this.#from.runs : !this.#clock.stopped;
  }

  /** The guest's clock, whatever is shown. */
  guestNow(): Millis {
    return this.#clock.now(this.#wall());
  }

  get first(): Millis {
    return firstWorld(this.#timeline).at;
  }

  get last(): Millis {
    return this.#timeline.present.at;
  }

  /** Shows this moment and nothing moves: for dragging. */
  scrub(at: Millis): void {
    this.#show(worldAt(this.#timeline, at), at, false);
  }

  /** One event or command on or back; the change is played as it happened. */
  step(unit: 'event' | 'command', direction: 1 | -1): void {
    const seq = this.live && direction === -1 ? lastSeq(this.#timeline) : this.world.seq;
    const next = (unit === 'event' ? stepEvent : stepCommand)(this.#timeline, seq, direction);
    if (next >= lastSeq(this.#timeline) && direction === 1) return this.goLive();
    this.visit(next);
  }

  /** Shows the world just after an event; what it changed is played. */
  visit(seq: number): void {
    const world = worldAtSeq(this.#timeline, seq);
    this.#show(world, world.at, true);
  }

  goLive(): void {
    this.live = true;
    this.#from = null;
    this.world = this.#timeline.present;
    this.at = this.world.at;
    this.#frames.request();
  }

  setPaused(paused: boolean): void {
    if (paused) this.#clock.stop(this.#wall());
    else this.#clock.go(this.#wall());
    this.#frames.request();
  }

  #show(world: World, at: Millis, runs: boolean): void {
    this.live = false;
    this.#from = { at, wall: this.#wall(), runs };
    this.world = world;
    this.at = at;
    this.#frames.request();
  }

  #take(): boolean {
    if (this.#arrived.length === 0) return false;
    const events = this.#arrived.splice(0);
    const restarts = events.some(({ type }) => type === 'world/replaced');
    if (restarts) this.#clock.restart();
    const newest = events.at(-1);
    if (newest) this.#clock.heard(newest.at, this.#wall());
    this.#timeline = append(this.#timeline, events);
    this.present = this.#timeline.present;
    this.#presents.fire(this.present);
    if (restarts || events.some(({ type }) => type.startsWith('command/')))
      this.segments = segmentsOf(this.#timeline);
    if (this.live || restarts) this.goLive();
    return false;
  }
}
