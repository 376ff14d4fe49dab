import { Emitter } from '../base/events.ts';
import type { Gaze } from '../world/gaze.ts';
import type { MachineFacts, WorldEvent } from '../world/event.ts';
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
import type { PageOutcome, PageRequest, PublishedPort } from './page.ts';
import { RemoteTerminal } from './remote-terminal.ts';
import type { Notices, Requests } from './boundary.ts';
import type { Host } from './host.ts';
import { connect, type Client, type Connection } from './request.ts';
import { SecondClient } from './second/client.ts';
import { startMachine, startSecondMachine } from './start-machine.ts';

/** How a terminal ends whose machine is gone: as if by SIGHUP. */
const hungUp = 129;

/** The machine of this tab: a Linux emulated in a worker. */
export class BrowserBackend implements Backend {
  readonly live = true;
  readonly #base: string;
  readonly #start: (base: string) => Host;
  readonly #events = new Emitter<readonly WorldEvent[]>();
  readonly #failed = new Emitter<MachineFailure>();
  readonly #recovered = new Emitter<null>();
  readonly #console = new Emitter<string>();
  readonly #kept = new Emitter<Kept>();
  readonly #held = new Emitter<number>();
  readonly onEvents = this.#events.event;
  readonly onFailed = this.#failed.event;
  readonly onRecovered = this.#recovered.event;
  readonly onConsole = this.#console.event;
  readonly onKept = this.#kept.event;
  readonly onHeld = this.#held.event;
  #onProgress: (progress: Progress) => void = () => undefined;
  #host: Host | null = null;
  #connection: Connection<Requests> | null = null;
  #booting: Promise<BootReport> | null = null;
  #booted = false;
  /** What came before anybody called `boot`. */
  #early: { progress: Progress | null; events: (readonly WorldEvent[])[] } | null = null;
  #terminals = new Map<number, RemoteTerminal>();
  readonly #second: SecondClient;

  /** `base` is the URL of the folder with the static files. */
  constructor(
    base: string,
    start: (base: string) => Host = startMachine,
    startSecond: (base: string) => Host = startSecondMachine,
  ) {
    this.#base = base;
    this.#start = start;
    this.#second = new SecondClient(() => startSecond(base));
    this.#second.onChanged((row) => this.#tellMachine(row));
  }

  /** Starts the machine before the page is there to show it; `boot` then joins in. */
  prepare(): void {
    this.#early = { progress: null, events: [] };
    this.#bootOnce().catch(() => undefined);
  }

  /** After a failed boot, or the worker's death, a further call starts anew in a fresh worker. */
  async boot(onProgress: (progress: Progress) => void): Promise<BootReport> {
    this.#onProgress = onProgress;
    if (this.#early?.progress) onProgress(this.#early.progress);
    const events = this.#early?.events ?? [];
    this.#early = null;
    for (const batch of events) this.#events.fire(batch);
    return this.#bootOnce();
  }

  #bootOnce(): Promise<BootReport> {
    this.#booting ??= this.#bootAnew();
    return this.#booting;
  }

  async #bootAnew(): Promise<BootReport> {
    this.#adopt(this.#start(this.#base));
    try {
      const report = await this.#client.boot();
      this.#booted = true;
      return report;
    } catch (error) {
      this.#discard(new Error('The machine did not start'));
      throw error;
    }
  }

  async openTerminal(size: TerminalSize): Promise<Terminal> {
    return this.#terminal(await this.#client.openTerminal(size));
  }

  run(line: string): Promise<CommandResult> {
    return this.#client.run(line);
  }

  readEvidence(path: string): Promise<string> {
    return this.#client.readEvidence(path);
  }

  fetchPage(request: PageRequest): Promise<PageOutcome> {
    return this.#client.fetchPage(request);
  }

  async publishedPorts(): Promise<readonly PublishedPort[]> {
    return this.#booted ? this.#client.publishedPorts() : [];
  }

  async lookAt(gaze: Gaze): Promise<void> {
    if (this.#booted) await this.#client.lookAt(gaze);
  }

  async bootSecond(): Promise<void> {
    this.#second.boot();
  }

  async shutdownSecond(): Promise<void> {
    this.#second.shutdown();
  }

  /** Its row belongs to the world that the first machine's worker keeps. Where there is none, the next one is told. */
  #tellMachine(row: MachineFacts): void {
    if (this.#booted) this.#client.tellMachine(row).catch(() => undefined);
  }

  async pause(): Promise<void> {
    this.#second.pause();
    if (this.#booted) await this.#client.pause();
  }

  async resume(): Promise<void> {
    this.#second.resume();
    if (this.#booted) await this.#client.resume();
  }

  makeRoom(ms: number): void {
    if (this.#booted) this.#client.makeRoom(ms).catch(() => undefined);
  }

  async reset(): Promise<void> {
    this.#endTerminals();
    if (this.#booted) await this.#client.reset();
    else await this.boot(this.#onProgress);
  }

  checkpoint(): Promise<Kept> {
    return this.#client.checkpoint();
  }

  async restore(checkpoint: Checkpoint): Promise<readonly Terminal[]> {
    const kept = await this.#client.restore(checkpoint);
    this.#endTerminals();
    return kept.map((id) => this.#terminal(id));
  }

  forget(checkpoint: Checkpoint): Promise<void> {
    return this.#client.forget(checkpoint);
  }

  async shutdown(): Promise<void> {
    this.#second.shutdown();
    if (this.#booted) await this.#client.shutdown();
    this.#discard(new Error('The machine was shut down'));
  }

  get #client(): Client<Requests> {
    if (!this.#connection) throw new Error('The machine is not running');
    return this.#connection.client;
  }

  #adopt(host: Host): void {
    this.#host = host;
    this.#connection = connect<Requests, Notices>(host, {
      progress: (progress) => this.#takeProgress(progress),
      events: (events) => this.#takeEvents(events),
      failed: (failure) => this.#failed.fire(failure),
      recovered: () => this.#recovered.fire(null),
      console: (text) => this.#console.fire(text),
      kept: (kept) => this.#kept.fire(kept),
      held: (bytes) => this.#held.fire(bytes),
      output: ({ terminal, bytes }) => this.#terminal(terminal).receive(bytes),
      exit: ({ terminal, code }) => this.#terminal(terminal).end(code),
    });
    host.ondeath = (why) => this.#onDeath(why);
  }

  #takeProgress(progress: Progress): void {
    if (this.#early) this.#early.progress = progress;
    else this.#onProgress(progress);
  }

  #takeEvents(events: readonly WorldEvent[]): void {
    if (this.#early) this.#early.events.push(events);
    else this.#events.fire(events);
    // A world that begins anew, or an earlier one, knows nothing of the second machine or what it was then.
    const { row } = this.#second;
    if (row && events.some(({ type }) => type === 'world/replaced')) this.#tellMachine(row);
  }

  #onDeath(text: string): void {
    const wasBooted = this.#booted;
    this.#discard(new Error(`The emulator stopped: ${text}`));
    if (wasBooted) this.#failed.fire({ kind: 'crashed', text });
  }

  #discard(reason: Error): void {
    this.#booted = false;
    this.#booting = null;
    this.#host?.terminate();
    this.#connection?.fail(reason);
    this.#host = null;
    this.#connection = null;
    this.#endTerminals();
  }

  #endTerminals(): void {
    const ended = [...this.#terminals.values()];
    this.#terminals = new Map();
    for (const terminal of ended) terminal.end(hungUp);
  }

  #terminal(id: number): RemoteTerminal {
    const known = this.#terminals.get(id);
    if (known) return known;
    const terminal = new RemoteTerminal(id, this.#client);
    this.#terminals.set(id, terminal);
    return terminal;
  }
}
