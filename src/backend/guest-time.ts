import type { Greeting } from '../agent/agent.ts';
import type { Millis } from '../world/model.ts';

/** The guest's monotonic clock, told from the last greeting and the time since, pauses left out. */
export class GuestTime {
  readonly #now: () => number;
  #offset: number | null = null;
  #paused: Millis | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  greeted(greeting: Greeting): void {
    this.#offset = greeting.at - this.#now();
    if (this.#paused !== null) this.#paused = greeting.at;
  }

  now(): Millis {
    return this.#paused ?? (this.#offset === null ? 0 : this.#now() + this.#offset);
  }

  pause(): void {
    this.#paused ??= this.now();
  }

  resume(): void {
    if (this.#paused !== null) this.#offset = this.#paused - this.#now();
    this.#paused = null;
  }
}
