import type { PageOutcome, PageRequest, PublishedPort } from './page.ts';
import { encodeText } from '../base/bytes.ts';
import { Emitter, type Stop } from '../base/events.ts';
import type { Gaze } from '../world/gaze.ts';
import type { WorldEvent } from '../world/event.ts';
import type { Millis } from '../world/model.ts';
import {
  isTerminalEntry,
  type Recording,
  type RecordingEntry,
  type TerminalEntry,
} from '../world/recording.ts';
import { Backlog } from './backlog.ts';
import { pageClock, type Clock } from './clock.ts';
import type {
  Backend,
  BootReport,
  Checkpoint,
  CommandResult,
  Kept,
  MachineFailure,
  Progress,
  Terminal,
  TerminalSize,
} from './backend.ts';

const lead = 200; // ms

/** Said to whoever asks a recording for what only a machine can do. */
export const refusal = 'This is a recording: there is no machine behind it to ask';

/** Plays a recording: its events and its terminals' output on one clock. */
export class ReplayBackend implements Backend {
  readonly live = false;
  readonly #recording: Recording;
  readonly #clock: Clock;
  readonly #events = new Emitter<readonly WorldEvent[]>();
  readonly onEvents = this.#events.event;
  readonly onFailed = new Emitter<MachineFailure>().event;
  readonly onRecovered = new Emitter<null>().event;
  readonly onConsole = new Emitter<string>().event;
  readonly onKept = new Emitter<Kept>().event;
  readonly onHeld = new Emitter<number>().event;
  #terminals = new Map<number, RecordedTerminal>();
  #opened = 0;
  /** Index of the next entry. */
  #next = 0;
  /** Recorded time at clock time 0, while it plays. */
  #offset: number | null = null;
  #at: Millis;
  #cancel: Stop = () => undefined;

  constructor(recording: Recording, clock: Clock = pageClock) {
    this.#recording = recording;
    this.#clock = clock;
    this.#at = startOf(recording);
  }

  async boot(onProgress: (progress: Progress) => void): Promise<BootReport> {
    onProgress({ stage: 'ready', value: 1, text: 'The recording is ready' });
    await this.reset();
    return { imageId: this.#recording.imageId, bytes: 0, stages: [] };
  }

  /** Shows the recorded terminals one after the other, in the order in which they were opened. */
  async openTerminal(_size: TerminalSize): Promise<Terminal> {
    const numbers = [
      ...new Set(this.#recording.entries.filter(isTerminalEntry).map(({ terminal }) => terminal)),
    ];
    const number = numbers[this.#opened++];
    return number === undefined ? new RecordedTerminal(0) : this.#terminal(number);
  }

  async run(_line: string): Promise<CommandResult> {
    throw new Error(refusal);
  }

  async readEvidence(_path: string): Promise<string> {
    throw new Error(refusal);
  }

  async fetchPage(_request: PageRequest): Promise<PageOutcome> {
    throw new Error(refusal);
  }

  async publishedPorts(): Promise<readonly PublishedPort[]> {
    return [];
  }

  async lookAt(_gaze: Gaze): Promise<void> {
    // What was looked at is in the recording.
  }

  async bootSecond(): Promise<void> {
    throw new Error(refusal);
  }

  async shutdownSecond(): Promise<void> {
    throw new Error(refusal);
  }

  async pause(): Promise<void> {
    this.#at = this.#now();
    this.#offset = null;
    this.#cancel();
  }

  async resume(): Promise<void> {
    if (this.#offset !== null) return;
    this.#offset = this.#at - this.#clock.now();
    this.#play();
  }

  makeRoom(): void {
    // Nothing runs.
  }

  /** Plays from the start. */
  async reset(): Promise<void> {
    await this.pause();
    this.#terminals = new Map();
    this.#opened = 0;
    this.#next = 0;
    const { world } = this.#recording;
    this.#at = startOf(this.#recording);
    this.#events.fire([{ seq: world.seq, at: world.at, type: 'world/replaced', world }]);
    await this.resume();
  }

  async checkpoint(): Promise<Kept> {
    throw new Error(refusal);
  }

  async restore(_checkpoint: Checkpoint): Promise<readonly Terminal[]> {
    throw new Error(refusal);
  }

  async forget(_checkpoint: Checkpoint): Promise<void> {
    // None is held.
  }

  async shutdown(): Promise<void> {
    await this.pause();
  }

  #now(): Millis {
    return this.#offset === null ? this.#at : this.#clock.now() + this.#offset;
  }

  /** Shows all that is due, and comes back when the next entry is. */
  #play(): void {
    const { entries } = this.#recording;
    const due = this.#now();
    const events: WorldEvent[] = [];
    let next = entries[this.#next];
    for (; next && next.at <= due; next = entries[++this.#next]) this.#show(next, events);
    if (events.length > 0) this.#events.fire(events);
    if (next) this.#cancel = this.#clock.after(next.at - due, () => this.#play());
  }

  #show(entry: RecordingEntry, events: WorldEvent[]): void {
    if (isTerminalEntry(entry)) this.#terminal(entry.terminal).show(entry);
    else events.push(entry);
  }

  #terminal(number: number): RecordedTerminal {
    const known = this.#terminals.get(number);
    if (known) return known;
    const terminal = new RecordedTerminal(number);
    this.#terminals.set(number, terminal);
    return terminal;
  }
}

/** Just before the first entry: nobody wants to watch the time before. */
function startOf({ world, entries }: Recording): Millis {
  const first = entries[0];
  return first ? Math.max(world.at, first.at - lead) : world.at;
}

/** What a terminal showed. */
class RecordedTerminal implements Terminal {
  readonly id: number;
  readonly #output = new Backlog();
  readonly onOutput = this.#output.event;
  readonly onExit = new Emitter<number>().event;
  #refused = false;

  constructor(id: number) {
    this.id = id;
  }

  show(entry: TerminalEntry): void {
    if (entry.type === 'terminal/output') this.#put(entry.text);
  }

  /** A recording takes no input and says so, once. */
  write(_data: string | Uint8Array): void {
    if (this.#refused) return;
    this.#refused = true;
    this.#put(`\r\n\x1b[0;2;3m${refusal}.\x1b[0m\r\n`);
  }

  acknowledge(_bytes: number): void {
    // Nothing is held back.
  }

  resize(_size: TerminalSize): void {
    // What was recorded keeps its shape.
  }

  close(): void {
    // Nothing was opened.
  }

  #put(text: string): void {
    this.#output.put(encodeText(text));
  }
}
