import { Disposables } from '../base/disposal.ts';
import { Emitter } from '../base/events.ts';
import type { Event } from '../base/events.ts';
import { PortChannel } from './channel.ts';
import { SerialConsole } from './console.ts';
import { makeEmulator } from './emulator.ts';
import type { Emulator } from './emulator.ts';
import { channelNames } from './machine.ts';
import type { Channel, ChannelName, MachineFailure } from './machine.ts';
import { commandLine, memorySize } from './options.ts';
import { FirmwareConsole } from './firmware.ts';

/** What a cold boot needs: files as they come from Debian's packages and v86's. */
export interface BootFiles {
  readonly kernel: Uint8Array;
  /** An initramfs (cpio, may be compressed) with /init. */
  readonly initrd: Uint8Array;
  /** /usr/share/seabios/bios.bin and vgabios-stdvga.bin of the package seabios. */
  readonly bios: Uint8Array;
  readonly vgaBios: Uint8Array;
  /** v86.wasm, not compressed. */
  readonly wasm: Uint8Array;
  /** Those of the snapshot's machine where they are left out: bytes of memory, and the kernel's command line. */
  readonly memory?: number;
  readonly commandLine?: string;
}

/**
 * A machine started from power on, to build the snapshot:
 * `const machine = await bootMachine(files)`, greet the agent on the channels, `await machine.idle()`, `await machine.save()`.
 */
export interface BootedMachine {
  channel(name: ChannelName): Channel;
  readonly onConsole: Event<string>;
  /** What the firmware says, a line at a time. */
  readonly onFirmware: Event<string>;
  readonly onFailed: Event<MachineFailure>;
  instructions(): number;
  /** Stops the virtual CPU; the guest's clock stands still until `resume`. */
  pause(): void;
  resume(): void;
  /** Resolves once the guest has idled for half a second. */
  idle(): Promise<void>;
  /** The state for the artifact `state` of the manifest, not compressed. The machine goes on. */
  save(): Promise<Uint8Array<ArrayBuffer>>;
  shutdown(): Promise<void>;
}

/** Boots a kernel with an initramfs. The three channels are raw ports named as `channelNames` says. */
export async function bootMachine(files: BootFiles): Promise<BootedMachine> {
  const wasm = await WebAssembly.compile(files.wasm.slice());
  const emulator = await makeEmulator(wasm, {
    bios: { buffer: files.bios.slice().buffer },
    vga_bios: { buffer: files.vgaBios.slice().buffer },
    bzimage: { buffer: files.kernel.slice().buffer },
    initrd: { buffer: files.initrd.slice().buffer },
    cmdline: files.commandLine ?? commandLine,
    memory_size: files.memory ?? memorySize,
  });
  return new Booted(emulator);
}

class Booted implements BootedMachine {
  readonly #emulator: Emulator;
  readonly #channels = channelNames.map((name) => new PortChannel(name));
  readonly #console = new SerialConsole();
  readonly #failed = new Emitter<MachineFailure>();
  readonly #stops = new Disposables();
  readonly #firmware = new FirmwareConsole();
  readonly onConsole = this.#console.onText;
  readonly onFirmware = this.#firmware.onLine;
  readonly onFailed = this.#failed.event;

  constructor(emulator: Emulator) {
    this.#emulator = emulator;
    for (const channel of this.#channels) channel.attach(emulator);
    this.#console.attach(emulator);
    this.#firmware.attach(emulator.cpu);
    this.#stops.add(this.#console.onEnd((failure) => this.#fail(failure)));
    this.#stops.add(
      emulator.onThrown((error) => this.#fail({ kind: 'crashed', text: String(error) })),
    );
    this.#stops.add(
      emulator.onRestart(() => this.#fail({ kind: 'halted', text: this.#console.tail() })),
    );
    emulator.run();
  }

  channel(name: ChannelName): Channel {
    const channel = this.#channels[channelNames.indexOf(name)];
    if (!channel) throw new Error(`No channel ${name}`);
    return channel;
  }

  instructions(): number {
    return this.#emulator.instructions();
  }

  pause(): void {
    this.#emulator.freeze();
  }

  resume(): void {
    this.#emulator.run();
  }

  async idle(): Promise<void> {
    const [step, enough, few] = [100, 5, 1_000_000];
    for (let calm = 0; calm < enough;) {
      const before = this.instructions();
      await new Promise((resolve) => setTimeout(resolve, step));
      calm = this.instructions() - before < few ? calm + 1 : 0;
    }
  }

  save(): Promise<Uint8Array<ArrayBuffer>> {
    const running = this.#emulator.running;
    this.#emulator.freeze();
    const state = new Uint8Array(this.#emulator.core.save_state());
    if (running) this.#emulator.run();
    return Promise.resolve(state);
  }

  async shutdown(): Promise<void> {
    this.#stops.dispose();
    for (const channel of this.#channels) channel.drop();
    await this.#emulator.destroy();
  }

  #fail(failure: MachineFailure): void {
    this.#emulator.freeze();
    this.#failed.fire(failure);
  }
}
