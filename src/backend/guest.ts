import type { Agent, ProgramResult } from '../agent/agent.ts';
import { Emitter } from '../base/events.ts';
import { Queue } from '../base/queue.ts';
import { serveClients } from '../cli/serve.ts';
import type { Engine } from '../engine/engine.ts';
import type { Checkpoint, Machine, MachineFailure } from '../machine/machine.ts';
import type { MachineFacts } from '../world/event.ts';
import type { Gaze } from '../world/gaze.ts';
import type { World } from '../world/model.ts';
import { emptyWorld } from '../world/empty.ts';
import type { Kept, Terminal, TerminalSize } from './backend.ts';
import type { Clock } from './clock.ts';
import { CommandLine } from './command-line.ts';
import { GuestTerminals, type TerminalState } from './guest-terminals.ts';
import { GuestTime } from './guest-time.ts';
import { Heartbeat } from './heartbeat.ts';
import { Keeper } from './keeper.ts';
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
  readonly #keeper: Keeper;
  readonly #known = new Map<number, Known>();
  readonly #kept = new Emitter<Kept>();
  readonly #lifetime = new Lifetime();
  readonly #queue = new Queue();
  readonly #terminals: GuestTerminals;
  readonly #failed = new Emitter<MachineFailure>();
  /** From the greeting until the machine fails or is replaced. */
  #alive = false;
  readonly onFailed = this.#failed.event;
  /** A guest that was silent answers again. */
  readonly onRecovered;
  /** A checkpoint was taken: heard before anything else happens in the guest. */
  readonly onKept = this.#kept.event;
  readonly onHeld;
  readonly onEvents;
  readonly onConsole;

  constructor({ machine, agent, engine, clock }: GuestMembers) {
    this.machine = machine;
    this.agent = agent;
    this.engine = engine;
    this.#watcher = new Watcher(agent, clock);
    this.#commandLine = new CommandLine(agent);
    this.#time = new GuestTime(() => clock.now());
    this.#keeper = new Keeper({ clock, instructions: () => machine.instructions() });
    this.#keeper.onDue(() => void this.#keep());
    this.#terminals = new GuestTerminals(agent, (facts, prompted) => {
      this.#keeper.heard(facts, prompted);
      for (const fact of facts) this.#watcher.take({ type: 'fact', at: this.#time.now(), fact });
    });
    this.#terminals.onTyped(() => this.#keeper.typed());
    this.onHeld = machine.onHeld;
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
    return this.#queue.run(() => this.#meet(untouched));
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

  openTerminal(size: TerminalSize): Promise<Terminal> {
    this.#keeper.opened();
    return this.#lifetime.within(this.#terminals.open(size));
  }

  /** The row of a machine beside this one, as it is now. */
  tellMachine(machine: MachineFacts): void {
    const fact = { type: 'machine/changed', machine } as const;
    this.#watcher.take({ type: 'fact', at: this.#time.now(), fact });
  }

  /** Somebody looks at this from now on. */
  lookAt(gaze: Gaze): void {
    this.#watcher.lookAt(gaze);
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
    return this.#replace(() => this.machine.reset(), untouched);
  }

  /** Holds the guest as it is now. */
  checkpoint(): Promise<Kept> {
    this.#keeper.stop();
    return this.#queue.run(() => this.#take());
  }

  /** Answers the terminals that were open then, under the numbers they had. */
  async restore(checkpoint: Checkpoint): Promise<readonly Terminal[]> {
    const known = this.#known.get(checkpoint.id);
    if (!known) throw new Error('This checkpoint is no longer held');
    await this.#replace(() => this.machine.restore(checkpoint), known);
    return this.#terminals.all();
  }

  forget(checkpoint: Checkpoint): void {
    this.#known.delete(checkpoint.id);
    this.machine.forget(checkpoint);
  }

  async shutdown(): Promise<void> {
    this.#leave(new Error('The machine was shut down'));
    await this.machine.shutdown();
  }

  /** A moment at which nobody waits for the guest. */
  #keep(): Promise<void> {
    return this.#queue.run(async () => {
      if (this.#alive) await this.#lifetime.within(this.#openEngine()).catch(() => undefined);
      if (this.#alive) await this.#take();
    });
  }

  #openEngine(): Promise<void> {
    return this.engine.ready().catch(() => undefined); // the docker command that needs it says why
  }

  async #take(): Promise<Kept> {
    let known = untouched;
    const checkpoint = await this.machine.checkpoint(() => {
      const { directory } = this.#commandLine;
      known = { world: this.world, directory, terminals: this.#terminals.states() };
    });
    this.#known.set(checkpoint.id, known);
    const kept = { checkpoint, seq: known.world.seq, at: this.#time.now() };
    this.#kept.fire(kept);
    return kept;
  }

  #replace(act: () => Promise<void>, known: Known): Promise<void> {
    this.#leave(new Error('The machine was reset'));
    return this.#queue.run(async () => {
      await act();
      await this.#meet(known);
    });
  }

  async #meet(known: Known): Promise<void> {
    const { world, directory, terminals } = known;
    this.#commandLine.start(directory);
    const how = { fresh: known === untouched, keepTerminals: true };
    this.#time.greeted(await this.#lifetime.within(this.agent.greet(how)));
    this.#terminals.adopt(terminals);
    this.#alive = true;
    this.#watcher.start(world);
    this.engine.forget();
    // In a fresh guest it finds nothing, and it would hold up the first prompt: it is opened when the guest rests, or by docker.
    if (known !== untouched) void this.#openEngine();
    this.#heartbeat.start();
  }

  #leave(reason: Error): void {
    this.#alive = false;
    this.#keeper.stop();
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
}

/** What is known of a guest that is met. */
interface Known {
  readonly world: World;
  readonly directory: string | null;
  readonly terminals: readonly TerminalState[];
}

/** A guest as the snapshot was taken. */
const untouched: Known = { world: emptyWorld, directory: null, terminals: [] };
