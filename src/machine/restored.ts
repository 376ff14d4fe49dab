import { Disposables } from '../base/disposal.ts';
import { Emitter } from '../base/events.ts';
import { Queue } from '../base/queue.ts';
import { PortChannel } from './channel.ts';
import { momentSize, packMoment, unpackMoment } from './checkpoint.ts';
import type { Moment, PackedMoment } from './checkpoint.ts';
import { SerialConsole } from './console.ts';
import { makeEmulator } from './emulator.ts';
import type { Emulator } from './emulator.ts';
import { channelNames } from './machine.ts';
import type { Channel, ChannelName, Checkpoint, Machine, MachineFailure } from './machine.ts';
import { emptyDelta } from './memory-image.ts';
import { readDevices, writeState } from './patches/own-memory.ts';
import type { DeviceState, SavedState } from './state.ts';

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
  #stops = new Disposables();
  #failure: MachineFailure | null = null;
  #executed = 0; // by emulators that were given up
  #paused = false;
  readonly onConsole = this.#console.onText;
  readonly onFailed = this.#failed.event;

  constructor(base: Base, emulator: Emulator) {
    this.#base = base;
    this.#emulator = emulator;
    this.#console.onEnd((failure) => this.#fail(failure));
    this.#attach(emulator);
    const { devices, memory } = base.state;
    this.#become(devices, () => memory.fill(emulator.cpu));
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
    if (!this.#failure) this.#emulator.run();
    return Promise.resolve();
  }

  reset(): Promise<void> {
    return this.#queue.run(async () => {
      await this.#renewCrashed();
      this.#returnTo({ devices: this.#base.state.devices, delta: emptyDelta });
    });
  }

  checkpoint(): Promise<Checkpoint> {
    return this.#queue.run(async () => {
      await this.#quiet();
      const state = await packMoment(this.#moment());
      return { image: this.#base.image, bytes: momentSize(state), state };
    });
  }

  restore(checkpoint: Checkpoint): Promise<void> {
    return this.#queue.run(async () => {
      if (checkpoint.image !== this.#base.image) {
        throw new Error(`Checkpoint belongs to another image: ${checkpoint.image}`);
      }
      const moment = await unpackMoment(checkpoint.state as PackedMoment);
      await this.#renewCrashed();
      this.#returnTo(moment);
    });
  }

  instructions(): number {
    return this.#executed + this.#emulator.instructions();
  }

  async shutdown(): Promise<void> {
    this.#stops.dispose();
    for (const channel of this.#channels) channel.drop();
    await this.#emulator.destroy();
  }

  /** The machine at this instant: nothing of the guest runs in between. */
  #moment(): Moment {
    const { cpu } = this.#emulator;
    return this.#emulator.still(() => ({
      devices: readDevices(cpu),
      delta: this.#base.state.memory.diff(cpu),
    }));
  }

  #returnTo({ devices, delta }: Moment): void {
    this.#become(devices, () => this.#base.state.memory.write(this.#emulator.cpu, delta));
  }

  /** Replaces the guest by another. A paused machine stays paused. */
  #become(devices: DeviceState, writeMemory: () => void): void {
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
