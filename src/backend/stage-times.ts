import type { Progress } from '../machine/machine.ts';
import type { BootReport } from './backend.ts';

/** Measures how long each stage of the start takes. */
export class StageTimes {
  readonly #now: () => number;
  readonly #starts: { readonly stage: Progress['stage']; readonly at: number }[] = [];

  constructor(now: () => number) {
    this.#now = now;
    this.take('fetch');
  }

  take(stage: Progress['stage']): void {
    if (this.#starts.at(-1)?.stage !== stage) this.#starts.push({ stage, at: this.#now() });
  }

  /** Each stage that was taken, up to the next one or now. */
  stages(): BootReport['stages'] {
    return this.#starts.map(({ stage, at }, index) => {
      const end = this.#starts[index + 1]?.at ?? this.#now();
      return { stage, ms: end - at };
    });
  }
}
