// What `docker events` tells: the last 256 messages, as docker keeps them, and those to come.
import { Emitter, type Event } from '../base/events.ts';
import type { Clock } from './clock.ts';

export interface Message {
  readonly type: 'container' | 'image' | 'network' | 'volume' | 'builder';
  readonly action: string;
  /** What it happened to. */
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Nanoseconds within that millisecond: messages of one moment keep their order. */
  readonly nanoseconds: number;
}

const kept = 256;

export class Journal {
  readonly #clock: Clock;
  readonly #messages: Message[] = [];
  readonly #added = new Emitter<Message>();
  readonly onMessage: Event<Message> = this.#added.event;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Oldest first. */
  messages(): readonly Message[] {
    return [...this.#messages];
  }

  /** As a daemon that was started anew, which knows of nothing before. */
  reload(): void {
    this.#messages.length = 0;
  }

  add(message: Omit<Message, 'at' | 'nanoseconds'>): void {
    const at = this.#clock.now();
    const last = this.#messages.at(-1);
    const nanoseconds = last?.at === at ? last.nanoseconds + 1 : 0;
    const whole = { ...message, at, nanoseconds };
    this.#messages.push(whole);
    if (this.#messages.length > kept) this.#messages.shift();
    this.#added.fire(whole);
  }
}
