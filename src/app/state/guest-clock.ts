import type { Millis } from '../../world/model.ts';

/** Tells the guest's time from the page's own clock and the stamps of events, which arrive a little late. */
export class GuestClock {
  /** Guest time less page time, by the event with the least delay. */
  #offset: number | null = null;
  #stopped: Millis | null = null;
  #last: Millis = 0;

  /** An event stamped `at` arrived at page time `wall`. */
  heard(at: Millis, wall: number): void {
    const offset = at - wall;
    if (this.#offset === null || offset > this.#offset) this.#offset = offset;
  }

  /** The guest's time now; never runs backwards but by `restart`. */
  now(wall: number): Millis {
    if (this.#stopped !== null || this.#offset === null) return this.#stopped ?? this.#last;
    this.#last = Math.max(this.#last, wall + this.#offset);
    return this.#last;
  }

  get stopped(): boolean {
    return this.#stopped !== null;
  }

  /** The guest's clock stands still while the machine is paused. */
  stop(wall: number): void {
    this.#stopped ??= this.now(wall);
  }

  go(wall: number): void {
    if (this.#stopped === null) return;
    this.#offset = this.#stopped - wall;
    this.#stopped = null;
  }

  /** Another machine, another clock. */
  restart(): void {
    this.#offset = null;
    this.#stopped = null;
    this.#last = 0;
  }
}
