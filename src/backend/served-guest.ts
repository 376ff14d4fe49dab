import { decodeText } from '../base/bytes.ts';
import { randomUuid } from '../base/uuid.ts';
import { registryHandler, type RegistryHandler } from '../registry/handler.ts';
import { lastingStore } from '../registry/lasting-store.ts';
import type { WorldEvent } from '../world/event.ts';
import type { BootReport, Checkpoint, CommandResult, Terminal, TerminalSize } from './backend.ts';
import { Batch } from './batch.ts';
import type { Notices, Requests } from './boundary.ts';
import { pageClock } from './clock.ts';
import { fetchPage } from './fetch-page.ts';
import type { Guest } from './guest.ts';
import { localPage, portsWithRegistry } from './local-registry.ts';
import { openGuest } from './open-guest.ts';
import type { OwnPorts } from './own-ports.ts';
import type { PageOutcome, PageRequest } from './page.ts';
import { serve, teller, type Handlers, type Tell } from './request.ts';
import { supplied, type Supplied } from './supplied.ts';

const evidenceLimit = 64 * 1024;

/** The guest and everything that drives it, for a page at the other end of a port. */
export class ServedGuest {
  readonly #tell: Tell<Notices>;
  readonly #supplied: Supplied;
  readonly #local: RegistryHandler;
  readonly #events: Batch<WorldEvent>;
  #opened: Guest | null = null;
  #terminals = new Map<number, Terminal>();

  constructor({ page, supply }: OwnPorts) {
    this.#tell = teller<Notices>(page);
    this.#supplied = supplied(supply);
    this.#local = registryHandler(lastingStore(this.#supplied.kept), randomUuid);
    this.#events = new Batch<WorldEvent>(pageClock, (batch) => this.#tell('events', batch));
    serve<Requests>(page, this.#handlers());
  }

  get #guest(): Guest {
    if (!this.#opened) throw new Error('The machine is not running');
    return this.#opened;
  }

  #boot(): Promise<BootReport> {
    const { artifacts, registry } = this.#supplied;
    return openGuest({
      ...{ artifacts, registry, local: this.#local, clock: pageClock },
      onProgress: (progress) => this.#tell('progress', progress),
      onGuest: (guest) => this.#adopt(guest),
    });
  }

  #adopt(guest: Guest): void {
    this.#opened = guest;
    guest.onEvents((batch) => this.#events.add(batch));
    guest.onConsole((text) => this.#tell('console', text));
    guest.onFailed((failure) => this.#tell('failed', failure));
    guest.onRecovered(() => this.#tell('recovered', null));
    guest.onKept((kept) => {
      this.#events.flush(); // what came before the checkpoint is told before it
      this.#tell('kept', kept);
    });
    guest.onHeld((bytes) => this.#tell('held', bytes));
  }

  async #openTerminal(size: TerminalSize): Promise<number> {
    const terminal = await this.#guest.openTerminal(size);
    this.#show(terminal);
    return terminal.id;
  }

  /** Hands on to the page what a terminal says from now on, until another takes its number. */
  #show(terminal: Terminal): void {
    const { id } = terminal;
    this.#terminals.set(id, terminal);
    const own = (): boolean => this.#terminals.get(id) === terminal;
    terminal.onOutput((bytes) => {
      if (own()) this.#tell('output', { terminal: id, bytes });
    });
    terminal.onExit((code) => {
      if (!own()) return;
      this.#terminals.delete(id);
      this.#tell('exit', { terminal: id, code });
    });
  }

  async #run(line: string): Promise<CommandResult> {
    const { exit, stdout, stderr } = await this.#guest.run(line);
    return { exit, stdout: decodeText(stdout), stderr: decodeText(stderr) };
  }

  /** Links of namespaces have no content: what they say is their target. */
  async #readEvidence(path: string): Promise<string> {
    const guest = this.#guest;
    if (/^\/proc\/\d+\/ns\//.test(path)) return guest.agent.call({ op: 'readlink', path });
    return decodeText(await guest.read(path, evidenceLimit));
  }

  async #fetchPage(request: PageRequest): Promise<PageOutcome> {
    const { agent, engine } = this.#guest;
    const answer = await localPage(this.#local, engine, request);
    return answer ? { answer } : fetchPage(agent, request);
  }

  /** The terminals of the machine before are gone with it. */
  #reset(): Promise<void> {
    this.#terminals = new Map();
    return this.#guest.reset();
  }

  async #restore(checkpoint: Checkpoint): Promise<readonly number[]> {
    this.#terminals = new Map();
    const kept = await this.#guest.restore(checkpoint);
    setTimeout(() => kept.forEach((terminal) => this.#show(terminal))); // behind the answer, so that the page knows whose output it is
    return kept.map(({ id }) => id);
  }

  #handlers(): Handlers<Requests> {
    return {
      boot: () => this.#boot(),
      openTerminal: (size) => this.#openTerminal(size),
      write: (id, data) => this.#terminals.get(id)?.write(data),
      acknowledge: (id, bytes) => this.#terminals.get(id)?.acknowledge(bytes),
      resize: (id, size) => this.#terminals.get(id)?.resize(size),
      close: (id) => this.#terminals.get(id)?.close(),
      run: (line) => this.#run(line),
      readEvidence: (path) => this.#readEvidence(path),
      fetchPage: (request) => this.#fetchPage(request),
      publishedPorts: () => portsWithRegistry(this.#local, this.#guest.engine),
      lookAt: (gaze) => this.#guest.lookAt(gaze),
      tellMachine: (machine) => this.#guest.tellMachine(machine),
      pause: () => this.#guest.pause(),
      resume: () => this.#guest.resume(),
      makeRoom: (ms) => this.#opened?.machine.makeRoom(ms),
      reset: () => this.#reset(),
      checkpoint: () => this.#guest.checkpoint(),
      restore: (checkpoint) => this.#restore(checkpoint),
      forget: (checkpoint) => this.#guest.forget(checkpoint),
      shutdown: () => this.#guest.shutdown(),
    };
  }
}
