import type { Clock } from './clock.ts';

/** One frame of a page that draws sixty a second, ms. */
const frame = 16;

/** Hands values on at once while they are rare, and one batch a frame while they are many. */
export class Batch<T> {
  readonly #clock: Clock;
  readonly #send: (values: readonly T[]) => void;
  #waiting: T[] = [];
  #resting = false;

  constructor(clock: Clock, send: (values: readonly T[]) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  add(values: readonly T[]): void {
    this.#waiting.push(...values);
    if (!this.#resting) this.flush();
  }

  /** Sends what waits, without waiting for the frame's end. */
  flush(): void {
    if (this.#waiting.length === 0) return;
    this.#send(this.#waiting.splice(0));
    if (this.#resting) return;
    this.#resting = true;
    this.#clock.after(frame, () => {
      this.#resting = false;
      this.flush();
    });
  }
}
