import type { Agent, ProgramResult } from '../agent/agent.ts';
import { Emitter } from '../base/events.ts';
import { Queue } from '../base/queue.ts';
import { serveClients } from '../cli/serve.ts';
import type { Engine } from '../engine/engine.ts';
import type { Checkpoint, Machine, MachineFailure } from '../machine/machine.ts';
import type { World } from '../world/model.ts';
import { emptyWorld } from '../world/empty.ts';
import type { Terminal, TerminalSize } from './backend.ts';
import type { Clock } from './clock.ts';
import { CommandLine } from './command-line.ts';
import type { CommandFact } from './commands.ts';
import { GuestTerminal, shellSpec } from './guest-terminal.ts';
import { GuestTime } from './guest-time.ts';
import { Heartbeat } from './heartbeat.ts';
import { Lifetime } from './lifetime.ts';
import { Watcher } from './watcher.ts';

export interface GuestMembers {
  readonly machine: Machine;
  readonly agent: Agent;
  readonly engine: Engine;
  readonly clock: Clock;
}

/** Everything of one guest but its pictures: machine, agent, engine and observer put together. */
export class Guest {
  readonly machine: Machine;
  readonly agent: Agent;
  readonly engine: Engine;
  readonly #watcher: Watcher;
  readonly #commandLine: CommandLine;
  readonly #heartbeat: Heartbeat;
  readonly #time: GuestTime;
  readonly #lifetime = new Lifetime();
  readonly #queue = new Queue();
  readonly #failed = new Emitter<MachineFailure>();
  #terminals = 0;
  /** From the greeting until the machine fails or is replaced. */
  #alive = false;
  readonly onFailed = this.#failed.event;
  /** A guest that was silent answers again. */
  readonly onRecovered;
  readonly onEvents;
  readonly onConsole;

  constructor({ machine, agent, engine, clock }: GuestMembers) {
    this.machine = machine;
    this.agent = agent;
    this.engine = engine;
    this.#watcher = new Watcher(agent, clock);
    this.#commandLine = new CommandLine(agent);
    this.#time = new GuestTime(() => clock.now());
    this.#heartbeat = new Heartbeat(() => agent.ping(), clock);
    this.onEvents = this.#watcher.onEvents;
    this.onConsole = machine.onConsole;
    this.onRecovered = this.#heartbeat.onRecovered;
    this.#heartbeat.onSilent((ms) => this.#failed.fire({ kind: 'silent', ms }));
    machine.onFailed((failure) => this.#end(failure));
    engine.onEvent((event) => {
      this.#watcher.take({ type: 'engine', at: this.#time.now(), event });
    });
    serveClients(agent, engine);
  }

  /** The world after all events so far. */
  get world(): World {
    return this.#watcher.world;
  }

  /** The working directory of `run`. */
  get directory(): string {
    return this.#commandLine.directory;
  }

  /** Makes a machine that has just been restored ready to be used. */
  greet(): Promise<void> {
    return this.#queue.run(() => this.#meet({ world: emptyWorld, directory: null, fresh: true }));
  }

  /** Runs a line with `sh -c` as the student's user, in one working directory that lasts. */
  run(line: string, options: { readonly stdin?: Uint8Array } = {}): Promise<ProgramResult> {
    return this.#lifetime.within(this.#commandLine.run(line, options));
  }

  /** An absolute path, from the working directory of `run`. */
  resolve(path: string): string {
    return this.#commandLine.resolve(path);
  }

  async write(path: string, data: Uint8Array): Promise<void> {
    await this.#lifetime.within(this.agent.call({ op: 'write', path, data }));
  }

  /** The whole file, or at most so many bytes of it. */
  read(path: string, length?: number): Promise<Uint8Array> {
    const range = length === undefined ? {} : { length };
    return this.#lifetime.within(this.agent.call({ op: 'read', path, ...range }));
  }

  async openTerminal(size: TerminalSize): Promise<Terminal> {
    const opened = await this.#lifetime.within(this.agent.openTerminal(shellSpec(size)));
    return new GuestTerminal(++this.#terminals, opened, (facts) => this.#tell(facts));
  }

  /** Resolves when everything that happened in the guest before the call is in the world. */
  settle(): Promise<void> {
    return this.#lifetime.within(this.#watcher.settle());
  }

  async pause(): Promise<void> {
    this.#heartbeat.stop();
    await this.machine.pause();
    this.#time.pause();
  }

  async resume(): Promise<void> {
    this.#time.resume();
    await this.machine.resume();
    if (this.#alive) this.#heartbeat.start();
  }

  reset(): Promise<void> {
    const known = { world: emptyWorld, directory: null, fresh: true };
    return this.#replace(() => this.machine.reset(), known);
  }

  checkpoint(): Promise<Checkpoint> {
    return this.#queue.run(async () => {
      const { directory } = this.#commandLine;
      const saved = await this.machine.checkpoint();
      const state: GuestState = { machine: saved.state, world: this.world, directory };
      return { ...saved, state };
    });
  }

  restore(checkpoint: Checkpoint): Promise<void> {
    const { machine: state, world, directory } = checkpoint.state as GuestState;
    const restore = (): Promise<void> => this.machine.restore({ ...checkpoint, state });
    return this.#replace(restore, { world, directory, fresh: false });
  }

  async shutdown(): Promise<void> {
    this.#leave(new Error('The machine was shut down'));
    await this.machine.shutdown();
  }

  #replace(act: () => Promise<void>, known: Known): Promise<void> {
    this.#leave(new Error('The machine was reset'));
    return this.#queue.run(async () => {
      await act();
      await this.#meet(known);
    });
  }

  async #meet({ world, directory, fresh }: Known): Promise<void> {
    this.#commandLine.start(directory);
    this.#time.greeted(await this.#lifetime.within(this.agent.greet({ fresh })));
    this.#alive = true;
    this.#watcher.start(world);
    this.engine.reload().catch(() => undefined); // the docker command that needs it says why
    this.#heartbeat.start();
  }

  #leave(reason: Error): void {
    this.#alive = false;
    this.#heartbeat.stop();
    this.#watcher.stop();
    this.engine.close();
    this.#lifetime.end(reason);
  }

  #end(failure: MachineFailure): void {
    const { kind } = failure;
    this.#leave(new Error(`The machine ${kind}${'text' in failure ? `: ${failure.text}` : ''}`));
    this.#failed.fire(failure);
  }

  #tell(facts: readonly CommandFact[]): void {
    for (const fact of facts) this.#watcher.take({ type: 'fact', at: this.#time.now(), fact });
  }
}

/** What is known of a guest that is met. */
interface Known {
  readonly world: World;
  readonly directory: string | null;
  /** As the snapshot was taken. */
  readonly fresh: boolean;
}

/** What a checkpoint of a guest holds beside the machine. */
interface GuestState {
  readonly machine: unknown;
  readonly world: World;
  readonly directory: string;
}
