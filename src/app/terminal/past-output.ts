import type { TerminalSize } from '../../backend/backend.ts';
import type { Millis } from '../../world/model.ts';
import { isTerminalEntry, type RecordingEntry } from '../../world/recording.ts';

/** What draws a terminal's past. */
export interface PastScreen {
  clear(): void;
  put(text: string): void;
  resize(size: TerminalSize): void;
}

/** Output is drawn again from at most so many characters before the moment: more than fills a screen and its scrollback. */
const mostCharacters = 400_000;
/** Output is stamped when it reaches the page, a little after the events that go with it. */
const lateness: Millis = 150;

/** Draws a terminal as it was at one moment after another; on from the last one where that is possible. */
export class PastOutput {
  readonly #screen: PastScreen;
  #entries: readonly RecordingEntry[] = [];
  #terminal = 0;
  /** Index of the first entry that is not drawn. */
  #next = 0;
  #until: Millis = 0;

  constructor(screen: PastScreen) {
    this.#screen = screen;
  }

  /** Shows the moment; `ceiling` is when the next command began. False when the terminal was not open yet. */
  show(
    entries: readonly RecordingEntry[],
    terminal: number,
    at: Millis,
    ceiling: Millis = Infinity,
  ): boolean {
    const until = Math.max(at, Math.min(at + lateness, ceiling));
    const goesOn = entries === this.#entries && terminal === this.#terminal && until >= this.#until;
    this.#entries = entries;
    this.#terminal = terminal;
    this.#until = until;
    if (!goesOn) {
      this.#screen.clear();
      this.#next = this.#startFor(until);
    }
    this.#drawOn();
    const opened = entries.find((entry) => isTerminalEntry(entry) && entry.terminal === terminal);
    return opened !== undefined && opened.at <= until;
  }

  /** Where to begin so that not too much is drawn; the size that the screen had there is set. */
  #startFor(until: Millis): number {
    const later = this.#entries.findIndex((entry) => isTerminalEntry(entry) && entry.at > until);
    let start = later < 0 ? this.#entries.length : later;
    for (let characters = 0; start > 0 && characters < mostCharacters; start--) {
      const entry = this.#entries[start - 1];
      if (entry?.type === 'terminal/output' && entry.terminal === this.#terminal)
        characters += entry.text.length;
    }
    const size = this.#entries
      .slice(0, start)
      .filter((entry) => entry.type === 'terminal/opened' || entry.type === 'terminal/resized')
      .findLast(({ terminal }) => terminal === this.#terminal);
    if (size) this.#screen.resize(size);
    return start;
  }

  #drawOn(): void {
    let text = '';
    for (; this.#next < this.#entries.length; this.#next++) {
      const entry = this.#entries[this.#next];
      if (!entry || !isTerminalEntry(entry)) continue;
      if (entry.at > this.#until) break;
      if (entry.terminal !== this.#terminal) continue;
      if (entry.type === 'terminal/output') text += entry.text;
      else if (entry.type === 'terminal/opened' || entry.type === 'terminal/resized') {
        this.#screen.put(text);
        text = '';
        this.#screen.resize(entry);
      }
    }
    if (text) this.#screen.put(text);
  }
}
