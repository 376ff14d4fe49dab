import type { Millis } from '../../world/model.ts';

/** Time since power on, pauses left out; 0 before. */
export class Stopwatch {
  readonly #now: () => number;
  #began: number | null = null;
  #pausedAt: number | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  start(): void {
    this.#began = this.#now();
    if (this.#pausedAt !== null) this.#pausedAt = this.#began;
  }

  now(): Millis {
    return this.#began === null ? 0 : (this.#pausedAt ?? this.#now()) - this.#began;
  }

  pause(): void {
    this.#pausedAt ??= this.#now();
  }

  resume(): void {
    if (this.#began !== null && this.#pausedAt !== null)
      this.#began += this.#now() - this.#pausedAt;
    this.#pausedAt = null;
  }
}
