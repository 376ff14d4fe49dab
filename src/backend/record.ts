import { apply } from '../world/apply.ts';
import { emptyWorld } from '../world/empty.ts';
import type { WorldEvent } from '../world/event.ts';
import type { Millis, World } from '../world/model.ts';
import {
  formatRecording,
  isTerminalEntry,
  type RecordingEntry,
  type TerminalEntry,
} from '../world/recording.ts';
import type { Terminal, TerminalSize } from './backend.ts';

/** Entries and characters of output kept; beyond them the oldest half is folded into the starting world. */
export interface Limits {
  readonly entries: number;
  readonly characters: number;
}

const pageLimits: Limits = { entries: 50_000, characters: 16_000_000 };

/** Keeps what happened, so that it can be saved as a recording at any time. */
export class Recorder {
  readonly #now: () => Millis;
  readonly #limits: Limits;
  #world: World = emptyWorld;
  #entries: RecordingEntry[] = [];
  #characters = 0;

  /** `now` is the guest's clock, by which output is stamped. */
  constructor(now: () => Millis, limits: Limits = pageLimits) {
    this.#now = now;
    this.#limits = limits;
  }

  /** A replaced world starts a recording of its own. */
  takeEvents(events: readonly WorldEvent[]): void {
    for (const event of events) {
      if (event.type === 'world/replaced') {
        this.#world = apply(emptyWorld, event);
        this.#entries = [];
        this.#characters = 0;
      } else {
        this.#take(event);
      }
    }
  }

  takeTerminal(terminal: Terminal, { rows, cols }: TerminalSize): void {
    const { id } = terminal;
    const decoder = new TextDecoder();
    const put = (entry: TerminalPart): void => {
      this.#take({ at: this.#now(), terminal: id, ...entry });
    };
    put({ type: 'terminal/opened', rows, cols });
    terminal.onOutput((bytes) => {
      const text = decoder.decode(bytes, { stream: true });
      if (text) put({ type: 'terminal/output', text });
    });
    terminal.onExit(() => put({ type: 'terminal/closed' }));
  }

  /** The recording up to now, as JSON lines. */
  format(imageId: string): string {
    let last = this.#world.at;
    // Output is stamped by the page, a little apart from the kernel's own clock: both are brought into one order.
    const entries = inOrder(this.#entries).map((entry) => {
      last = Math.max(last, entry.at);
      return { ...entry, at: last };
    });
    return formatRecording({ imageId, world: this.#world, entries });
  }

  #take(entry: RecordingEntry): void {
    this.#entries.push(entry);
    if (entry.type === 'terminal/output') this.#characters += entry.text.length;
    if (this.#entries.length > this.#limits.entries || this.#characters > this.#limits.characters)
      this.#fold();
  }

  #fold(): void {
    const old = this.#entries.splice(0, Math.ceil(this.#entries.length / 2));
    for (const entry of old) {
      if (entry.type === 'terminal/output') this.#characters -= entry.text.length;
      if (!isTerminalEntry(entry)) this.#world = apply(this.#world, entry);
    }
  }
}

type Without<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never;
type TerminalPart = Without<TerminalEntry, 'at' | 'terminal'>;

/** By time, while events keep the order of their numbers. */
function inOrder(entries: readonly RecordingEntry[]): RecordingEntry[] {
  const events = entries.filter((entry) => !isTerminalEntry(entry));
  const shown = entries.filter(isTerminalEntry);
  const merged: RecordingEntry[] = [];
  let next = 0;
  for (const event of events) {
    for (let entry = shown[next]; entry && entry.at <= event.at; entry = shown[++next])
      merged.push(entry);
    merged.push(event);
  }
  return [...merged, ...shown.slice(next)];
}
