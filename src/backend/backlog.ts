import { Emitter, type Event } from '../base/events.ts';

/** Output that waits for its first listeners: those of one turn of the event loop all hear it from the start. */
export class Backlog {
  readonly #emitter = new Emitter<Uint8Array>();
  #waiting: Uint8Array[] | null = [];

  readonly event: Event<Uint8Array> = (listener) => {
    const stop = this.#emitter.event(listener);
    if (this.#waiting) queueMicrotask(() => this.#flush());
    return stop;
  };

  put(bytes: Uint8Array): void {
    if (this.#waiting) this.#waiting.push(bytes);
    else this.#emitter.fire(bytes);
  }

  #flush(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const bytes of waiting) this.#emitter.fire(bytes);
  }
}
