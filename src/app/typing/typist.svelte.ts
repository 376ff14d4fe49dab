import type { World } from '../../world/model.ts';
import type { ScriptLine } from '../link/shared.ts';
import { isPrompt, pausesOf } from './pace.ts';

/** The screen that a line is typed into. */
export interface Page {
  /** Number of the terminal behind it; null while there is none. */
  readonly terminal: number | null;
  /** What stands before the cursor. */
  row(): string;
  type(text: string): void;
  /** As if pasted, for what has several lines. */
  paste(text: string): void;
}

export interface TypistParts {
  /** The tab so many places from the first, opened if need be and shown. */
  page(at: number): Promise<Page>;
  world(): World;
  /** Resolves after so many milliseconds. */
  delay(ms: number): Promise<void>;
}

export type Doing = 'typing' | 'waiting';

/** Lines under way, as the page tells of them. */
export interface Run {
  readonly lines: readonly ScriptLine[];
  /** Index of the line that is typed or waited for. */
  readonly at: number;
  readonly doing: Doing;
}

const look = 60; // ms between looks at what the guest does
/** A prompt that stands for so long is one, and not the middle of what a program prints, ms. */
const settled = 240;
/** How long it is waited, ms, where no prompt can be told or no command is heard of; and before another terminal is gone on in. */
const patience = 1500;

/** Types lines into the terminals as a person would, each once the one before has ended or waits for input. */
export class Typist {
  readonly #parts: TypistParts;
  /** Counts runs; a run that is no longer the last one ends. */
  #turn = 0;
  #hurried = false;
  #goOn = false;
  run: Run | null = $state.raw(null);

  constructor(parts: TypistParts) {
    this.#parts = parts;
  }

  /** Types and runs the lines, after whatever is under way was stopped. True when it came to their end. */
  async play(lines: readonly ScriptLine[]): Promise<boolean> {
    const turn = ++this.#turn;
    const last = lines.length - 1;
    for (const [at, line] of lines.entries()) {
      this.#hurried = false;
      this.run = { lines, at, doing: 'typing' };
      const page = await this.#parts.page(line.terminal);
      const known = [...this.#parts.world().commands.keys()];
      if (!(await this.#type(page, line.text, turn))) return false;
      this.run = { lines, at, doing: 'waiting' };
      // A line for another terminal does not wait for what still runs in this one.
      const elsewhere = at < last && lines[at + 1]?.terminal !== line.terminal;
      if (!(await this.#wait({ page, known, elsewhere, turn }))) return false;
    }
    this.run = null;
    return true;
  }

  /** Types the rest of the line at once. */
  hurry(): void {
    this.#hurried = true;
  }

  /** Waits no longer for what runs. */
  goOn(): void {
    this.#goOn = true;
  }

  stop(): void {
    this.#turn++;
    this.run = null;
  }

  async #type(page: Page, text: string, turn: number): Promise<boolean> {
    if (text.includes('\n')) {
      page.paste(text);
      await this.#parts.delay(settled);
    } else {
      const pauses = pausesOf(text);
      for (const [at, character] of [...text].entries()) {
        if (!this.#hurried) await this.#parts.delay(pauses[at] ?? 0);
        if (turn !== this.#turn) return false;
        page.type(character);
      }
      if (!this.#hurried) await this.#parts.delay(settled);
    }
    if (turn !== this.#turn) return false;
    page.type('\r');
    return true;
  }

  /** False when it was stopped. */
  async #wait(wait: Waiting): Promise<boolean> {
    this.#goOn = false;
    let seen: Seen = { row: '', prompted: 0, state: 'unknown', stayed: 0 };
    for (;;) {
      await this.#parts.delay(look);
      if (wait.turn !== this.#turn) return false;
      seen = next(seen, wait.page.row(), this.#stateOf(wait));
      if (this.#goOn || isOver(seen, wait)) return true;
    }
  }

  #stateOf({ page, known }: Waiting): Seen['state'] {
    const own = [...this.#parts.world().commands.values()].filter(
      ({ terminal }) => terminal === page.terminal,
    );
    const [first] = own.filter(({ id }) => !known.includes(id));
    if (first) return first.finishedAt === null ? 'running' : 'ended';
    // Inside a shell that tells nothing of its commands, only its prompt tells.
    return own.some(({ finishedAt }) => finishedAt === null) ? 'running' : 'unknown';
  }
}

interface Waiting {
  readonly page: Page;
  /** Commands that were known before the line was run. */
  readonly known: readonly string[];
  /** Whether the next line is for another terminal. */
  readonly elsewhere: boolean;
  readonly turn: number;
}

/** What was seen of a line that runs. */
interface Seen {
  readonly row: string;
  /** For how long that row has been a prompt, ms. */
  readonly prompted: number;
  /** `unknown`: the shell has not told of the command, nor of one around it. */
  readonly state: 'unknown' | 'running' | 'ended';
  /** For how long that has been the state, ms. */
  readonly stayed: number;
}

function next(before: Seen, row: string, state: Seen['state']): Seen {
  return {
    row,
    prompted: row === before.row && isPrompt(row) ? before.prompted + look : 0,
    state,
    stayed: state === before.state ? before.stayed + look : 0,
  };
}

function isOver({ prompted, state, stayed }: Seen, { elsewhere }: Waiting): boolean {
  if (state === 'unknown') return prompted >= patience;
  if (prompted >= settled) return true;
  // Somebody may have changed the prompt, and the next line may be meant for while this one runs.
  return (state === 'ended' || elsewhere) && stayed >= patience;
}
