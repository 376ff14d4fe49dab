import { Emitter } from '../base/events.ts';
import type { Stop } from '../base/events.ts';
import type { Clock } from './clock.ts';

const beat = 2000; // ms between an answer and the next question
const limit = 6000; // ms without an answer that count as silence

/** Asks the guest now and then whether it is there. Tells once when it falls silent, and once when it answers again. */
export class Heartbeat {
  readonly #ask: () => Promise<unknown>;
  readonly #clock: Clock;
  readonly #silent = new Emitter<number>();
  readonly #recovered = new Emitter<void>();
  #stop: Stop = () => undefined;
  #round = 0;
  #isSilent = false;
  /** With the milliseconds since the question. */
  readonly onSilent = this.#silent.event;
  readonly onRecovered = this.#recovered.event;

  /** `ask` resolves when the guest answers; a failure counts as no answer. */
  constructor(ask: () => Promise<unknown>, clock: Clock) {
    this.#ask = ask;
    this.#clock = clock;
  }

  /** Begins, or begins anew with a guest that was replaced. */
  start(): void {
    this.stop();
    this.#isSilent = false;
    this.#later();
  }

  stop(): void {
    this.#round++;
    this.#stop();
  }

  #later(): void {
    this.#stop = this.#clock.after(beat, () => this.#question());
  }

  #question(): void {
    const round = this.#round;
    const asked = this.#clock.now();
    this.#stop = this.#clock.after(limit, () => {
      this.#isSilent = true;
      this.#silent.fire(this.#clock.now() - asked);
    });
    this.#ask().then(
      () => {
        if (round === this.#round) this.#answered();
      },
      () => undefined,
    );
  }

  #answered(): void {
    this.#stop();
    if (this.#isSilent) this.#recovered.fire();
    this.#isSilent = false;
    this.#later();
  }
}
