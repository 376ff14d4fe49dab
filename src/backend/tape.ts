import { apply } from '../world/apply.ts';
import type { World } from '../world/model.ts';
import { isTerminalEntry, type RecordingEntry } from '../world/recording.ts';

/** Entries and characters of output kept; beyond them the oldest half is folded into the starting world. */
export interface Limits {
  readonly entries: number;
  readonly characters: number;
}

/** What happened from a world on. */
export class Tape {
  readonly #limits: Limits;
  #world: World;
  #entries: RecordingEntry[] = [];
  #characters = 0;
  #folded = 0;

  constructor(world: World, limits: Limits) {
    this.#world = world;
    this.#limits = limits;
  }

  /** The world before the first entry. */
  get world(): World {
    return this.#world;
  }

  get entries(): readonly RecordingEntry[] {
    return this.#entries;
  }

  /** Entries so far, those included that were folded. */
  get length(): number {
    return this.#folded + this.#entries.length;
  }

  put(entry: RecordingEntry): void {
    this.#entries.push(entry);
    if (entry.type === 'terminal/output') this.#characters += entry.text.length;
    if (this.#entries.length > this.#limits.entries || this.#characters > this.#limits.characters)
      this.#fold();
  }

  /** A tape that holds the beginning of this one; null where that is no longer kept. */
  until(length: number): Tape | null {
    if (length < this.#folded) return null;
    const tape = new Tape(this.#world, this.#limits);
    tape.#folded = this.#folded;
    for (const entry of this.#entries.slice(0, length - this.#folded)) tape.put(entry);
    return tape;
  }

  #fold(): void {
    const half = Math.ceil(this.#entries.length / 2);
    const old = this.#entries.slice(0, half);
    this.#entries = this.#entries.slice(half); // another list, for whoever remembers a place in it
    this.#folded += old.length;
    for (const entry of old) {
      if (entry.type === 'terminal/output') this.#characters -= entry.text.length;
      if (!isTerminalEntry(entry)) this.#world = apply(this.#world, entry);
    }
  }
}
