import { Emitter } from '../base/events.ts';
import type { Event } from '../base/events.ts';

/** An event whose values wait for its first listener, so that none is missed between opening and listening. */
export class Held<T> {
  readonly #emitter = new Emitter<T>();
  #waiting: T[] | null = [];

  readonly event: Event<T> = (listener) => {
    const stop = this.#emitter.event(listener);
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const value of waiting) this.#emitter.fire(value);
    return stop;
  };

  fire(value: T): void {
    if (this.#waiting) this.#waiting.push(value);
    else this.#emitter.fire(value);
  }
}
