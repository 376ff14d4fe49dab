import type { Stop } from '../../src/base/events.ts';
import type { Clock } from '../../src/backend/clock.ts';

/** A clock that stands still until it is advanced. */
export class ManualClock implements Clock {
  #time = 0;
  #tasks: { readonly at: number; readonly task: () => void }[] = [];

  now(): number {
    return this.#time;
  }

  after(ms: number, task: () => void): Stop {
    const entry = { at: this.#time + ms, task };
    this.#tasks.push(entry);
    return () => {
      this.#tasks = this.#tasks.filter((each) => each !== entry);
    };
  }

  /** Lets time pass; what was due runs, in order. */
  advance(ms: number): void {
    const end = this.#time + ms;
    for (;;) {
      const next = this.#tasks.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#tasks = this.#tasks.filter((each) => each !== next);
      this.#time = next.at;
      next.task();
    }
    this.#time = end;
  }
}
