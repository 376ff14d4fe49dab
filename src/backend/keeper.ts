import { Emitter, type Stop } from '../base/events.ts';
import type { Clock } from './clock.ts';
import type { CommandFact } from './commands.ts';

/** How often a guest is looked at that is not yet at rest, ms. */
const step = 20;
/** Who has just been given a terminal is about to type: for so long its prompt is not held up, ms. */
const welcome = 600;
/** A guest at rest executes fewer instructions than this within one `step`. */
const few = 600_000;
/** Looks until a guest that never rests, for a job in the background, is taken as it is. */
const most = 40;

export interface KeeperParts {
  readonly clock: Clock;
  /** Guest instructions executed so far. */
  readonly instructions: () => number;
}

/**
 * Says when a checkpoint may be taken without anybody noticing: after a command has ended and the guest has come to rest at the
 * prompt. Whoever types or starts the next command before that is not held up; that moment is then not kept.
 */
export class Keeper {
  readonly #clock: Clock;
  readonly #instructions: () => number;
  readonly #due = new Emitter<void>();
  #cancel: Stop | null = null;
  #wanted = false;
  #wait = 0;
  #looks = 0;
  #before = 0;
  readonly onDue = this.#due.event;

  constructor({ clock, instructions }: KeeperParts) {
    this.#clock = clock;
    this.#instructions = instructions;
  }

  /** What the output of a terminal told of commands, and whether its shell has come to its prompt. */
  heard(facts: readonly CommandFact[], prompted: boolean): void {
    for (const { type } of facts) {
      if (type === 'command/finished') this.#want();
      else this.stop();
    }
    if (!prompted || !this.#wanted) return;
    this.stop();
    this.#looks = 0;
    this.#cancel = this.#clock.after(this.#wait, () => this.#look());
  }

  /** Somebody types. */
  typed(): void {
    this.stop();
  }

  /** A terminal is opened: its first prompt is worth keeping, but not worth waiting for. */
  opened(): void {
    this.#wanted = true;
    this.#wait = welcome;
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  /** The next prompt is worth keeping. */
  #want(): void {
    this.#wanted = true;
    this.#wait = 0;
  }

  #look(): void {
    this.#before = this.#instructions();
    this.#cancel = this.#clock.after(step, () => {
      this.#cancel = null;
      const rests = this.#instructions() - this.#before < few;
      if (!rests && ++this.#looks < most) return this.#look();
      this.#wanted = false;
      this.#due.fire();
    });
  }
}
