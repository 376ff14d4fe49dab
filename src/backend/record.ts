import { apply } from '../world/apply.ts';
import { emptyWorld } from '../world/empty.ts';
import type { Stop } from '../base/events.ts';
import { Disposables } from '../base/disposal.ts';
import type { WorldEvent } from '../world/event.ts';
import type { Millis, World } from '../world/model.ts';
import {
  formatRecording,
  isTerminalEntry,
  type RecordingEntry,
  type TerminalEntry,
} from '../world/recording.ts';
import type { Terminal, TerminalSize } from './backend.ts';
import { Tape, type Limits } from './tape.ts';

const pageLimits: Limits = { entries: 50_000, characters: 16_000_000 };

/** Keeps what happened on every branch of a machine's time, so that it can be shown again and saved as a recording. */
export class Recorder {
  readonly #now: () => Millis;
  readonly #limits: Limits;
  #tapes = new Map<number, Tape>();
  #current: Tape;
  #returning: { readonly branch: number; readonly tape: Tape } | null = null;

  /** `now` is the guest's clock, by which output is stamped. */
  constructor(now: () => Millis, limits: Limits = pageLimits) {
    this.#now = now;
    this.#limits = limits;
    this.#current = this.#startOver(emptyWorld);
  }

  /** A replaced world goes on where a return was announced, or starts everything anew. */
  takeEvents(events: readonly WorldEvent[]): void {
    for (const event of events) {
      if (event.type === 'world/replaced') this.#replace(apply(emptyWorld, event));
      else this.#current.put(event);
    }
  }

  /** Records what a terminal shows, until stopped. One that was open before `again` goes on. */
  takeTerminal(terminal: Terminal, { rows, cols }: TerminalSize, again = false): Stop {
    const { id } = terminal;
    const decoder = new TextDecoder();
    const stops = new Disposables();
    const put = (entry: TerminalPart): void => {
      this.#current.put({ at: this.#now(), terminal: id, ...entry });
    };
    if (!again) put({ type: 'terminal/opened', rows, cols });
    stops.add(
      terminal.onOutput((bytes) => {
        const text = decoder.decode(bytes, { stream: true });
        if (text) put({ type: 'terminal/output', text });
      }),
    );
    stops.add(terminal.onExit(() => put({ type: 'terminal/closed' })));
    return () => stops.dispose();
  }

  /** Takes over a whole recording. */
  fill(entries: readonly RecordingEntry[]): void {
    for (const entry of entries) this.#current.put(entry);
  }

  /** The size of a terminal's screen has changed. */
  resized(terminal: number, { rows, cols }: TerminalSize): void {
    this.#current.put({ at: this.#now(), terminal, type: 'terminal/resized', rows, cols });
  }

  /** How much has been recorded on the current branch: a place to return to. */
  get length(): number {
    return this.#current.length;
  }

  /** Whether a terminal showed anything on the current branch since it was so long. */
  hasOutputSince(length: number): boolean {
    const { entries } = this.#current;
    return entries.slice(length - this.length).some(({ type }) => type === 'terminal/output');
  }

  /** The next replaced world is that of when `from` was so long, and goes on as `branch`. */
  announceReturn(branch: number, from: number, length: number, world: World): void {
    const tape = this.#tapes.get(from)?.until(length) ?? new Tape(world, this.#limits);
    this.#returning = { branch, tape };
  }

  withdrawReturn(): void {
    this.#returning = null;
  }

  /** What was recorded on a branch, in the order in which it came. */
  entries(branch: number): readonly RecordingEntry[] {
    return this.#tapes.get(branch)?.entries ?? [];
  }

  /** The recording of a branch up to now, of the current one unless another is named, as JSON lines. */
  format(imageId: string, branch?: number): string {
    const { world, entries } = this.#tapes.get(branch ?? NaN) ?? this.#current;
    let last = world.at;
    // Output is stamped by the page, a little apart from the kernel's own clock: both are brought into one order.
    const ordered = inOrder(entries).map((entry) => {
      last = Math.max(last, entry.at);
      return { ...entry, at: last };
    });
    return formatRecording({ imageId, world, entries: ordered });
  }

  #replace(world: World): void {
    const { branch, tape } = this.#returning ?? {};
    this.#returning = null;
    if (branch === undefined || !tape) {
      this.#current = this.#startOver(world);
      return;
    }
    this.#tapes.set(branch, tape);
    this.#current = tape;
  }

  #startOver(world: World): Tape {
    const tape = new Tape(world, this.#limits);
    this.#tapes = new Map([[1, tape]]);
    return tape;
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
