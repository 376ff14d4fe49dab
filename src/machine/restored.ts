import { Disposables } from '../base/disposal.ts';
import { Emitter } from '../base/events.ts';
import { Queue } from '../base/queue.ts';
import { PortChannel } from './channel.ts';
import { SerialConsole } from './console.ts';
import { makeEmulator } from './emulator.ts';
import type { Emulator } from './emulator.ts';
import type { Cpu } from './internals.ts';
import { channelNames } from './machine.ts';
import type { Channel, ChannelName, Checkpoint, Machine, MachineFailure } from './machine.ts';
import { Moments, type Way } from './moments.ts';
import { writeState } from './patches/own-memory.ts';
import type { SavedState } from './state.ts';

/** What a restored machine goes back to. */
export interface Base {
  readonly image: string;
  readonly wasm: WebAssembly.Module;
  readonly state: SavedState;
}

const quietLimit = 1000; // ms that a checkpoint waits for bytes under way to the guest

/** A machine restored from the built snapshot, running. */
export class RestoredMachine implements Machine {
  readonly #base: Base;
  #emulator: Emulator;
  readonly #channels = channelNames.map((name) => new PortChannel(name));
  readonly #console = new SerialConsole();
  readonly #failed = new Emitter<MachineFailure>();
  readonly #queue = new Queue();
  readonly #moments: Moments;
  #stops = new Disposables();
  #failure: MachineFailure | null = null;
  #executed = 0; // by emulators that were given up
  #paused = false;
  #returning = false;
  readonly onConsole = this.#console.onText;
  readonly onFailed = this.#failed.event;
  readonly onHeld;

  constructor(base: Base, emulator: Emulator) {
    this.#base = base;
    this.#moments = new Moments(base.state.memory);
    this.onHeld = this.#moments.onBytes;
    this.#emulator = emulator;
    this.#console.onEnd((failure) => this.#fail(failure));
    this.#attach(emulator);
    const { devices, memory } = base.state;
    this.#become({ devices, writeMemory: () => memory.fill(emulator.cpu) });
  }

  channel(name: ChannelName): Channel {
    const channel = this.#channels[channelNames.indexOf(name)];
    if (!channel) throw new Error(`No channel ${name}`);
    return channel;
  }

  pause(): Promise<void> {
    this.#paused = true;
    this.#emulator.freeze();
    return Promise.resolve();
  }

  resume(): Promise<void> {
    this.#paused = false;
    if (!this.#failure && !this.#returning) this.#emulator.run();
    return Promise.resolve();
  }

  makeRoom(ms: number): void {
    this.#emulator.makeRoom(ms);
  }

  reset(): Promise<void> {
    const { devices } = this.#base.state;
    return this.#return(async (cpu) => ({
      devices,
      writeMemory: await this.#moments.recallImage(cpu),
    }));
  }

  checkpoint(look: () => void = () => undefined): Promise<Checkpoint> {
    return this.#queue.run(async () => {
      await this.#quiet();
      const { cpu } = this.#emulator;
      // Nothing of the guest runs in between.
      const taken = this.#emulator.still(() => this.#moments.take(cpu));
      look();
      return { image: this.#base.image, ...taken };
    });
  }

  restore({ image, id }: Checkpoint): Promise<void> {
    if (image !== this.#base.image)
      return Promise.reject(new Error(`Checkpoint belongs to another image: ${image}`));
    return this.#return((cpu) => this.#moments.recall(cpu, id));
  }

  forget({ image, id }: Checkpoint): void {
    if (image === this.#base.image) this.#moments.forget(id);
  }

  async held(): Promise<number> {
    await this.#moments.tidy();
    return this.#moments.bytes;
  }

  instructions(): number {
    return this.#executed + this.#emulator.instructions();
  }

  async shutdown(): Promise<void> {
    this.#stops.dispose();
    for (const channel of this.#channels) channel.drop();
    await this.#emulator.destroy();
  }

  /** Goes a way that is found for a guest that stands still. */
  #return(find: (cpu: Cpu) => Promise<Way>): Promise<void> {
    return this.#queue.run(async () => {
      await this.#renewCrashed();
      const { running } = this.#emulator;
      this.#emulator.freeze();
      this.#returning = true;
      for (const channel of this.#channels) channel.hold();
      try {
        this.#become(await find(this.#emulator.cpu));
      } catch (error) {
        if (running && !this.#paused) this.#emulator.run();
        throw error;
      } finally {
        this.#returning = false;
        for (const channel of this.#channels) channel.release();
      }
    });
  }

  /** Replaces the guest by another. A paused machine stays paused. */
  #become({ devices, writeMemory }: Way): void {
    const emulator = this.#emulator;
    for (const channel of this.#channels) channel.drop();
    this.#console.clear();
    this.#failure = null;
    emulator.replace(() => writeState(emulator.cpu, devices, writeMemory));
    if (!this.#paused) emulator.run();
  }

  /** Waits until the guest has taken what was sent, so that no half message is in the picture. */
  async #quiet(): Promise<void> {
    const deadline = performance.now() + quietLimit;
    const sending = (): boolean => this.#channels.some((channel) => channel.sending);
    while (sending() && this.#emulator.running && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  #attach(emulator: Emulator): void {
    for (const channel of this.#channels) channel.attach(emulator);
    this.#console.attach(emulator);
    this.#stops.add(
      emulator.onThrown((error) => this.#fail({ kind: 'crashed', text: String(error) })),
    );
    this.#stops.add(
      emulator.onRestart(() => this.#fail({ kind: 'halted', text: this.#console.tail() })),
    );
  }

  #fail(failure: MachineFailure): void {
    this.#emulator.freeze();
    if (this.#failure) return;
    this.#failure = failure;
    this.#failed.fire(failure);
  }

  /** An emulator that threw is in no state to go on: it is replaced. */
  async #renewCrashed(): Promise<void> {
    if (this.#failure?.kind !== 'crashed') return;
    const old = this.#emulator;
    this.#stops.dispose();
    this.#stops = new Disposables();
    this.#executed += old.instructions();
    this.#emulator = await makeEmulator(this.#base.wasm);
    this.#attach(this.#emulator);
    await old.destroy();
  }
}
