import { Emitter } from '../base/events.ts';
import { Queue } from '../base/queue.ts';
import type { Emulator } from './emulator.ts';
import type { VirtQueue } from './internals.ts';
import { channelNames } from './machine.ts';
import type { Channel, ChannelName } from './machine.ts';

const pieceSize = 4096; // Linux gives a console port buffers of one page; v86 cuts what is longer

/** A raw port of the virtio console. It survives the emulator: `attach` ties it to another one. */
export class PortChannel implements Channel {
  readonly #port: number;
  readonly #data = new Emitter<Uint8Array>();
  readonly #queue = new Queue();
  #emulator: Emulator | null = null;
  #epoch = 0;
  #pending = 0;
  #held = false;
  #wake: () => void = () => undefined;
  readonly onData = this.#data.event;

  constructor(name: ChannelName) {
    this.#port = channelNames.indexOf(name) + 1;
  }

  attach(emulator: Emulator): void {
    this.drop();
    this.#emulator = emulator;
    emulator.onBus<Uint8Array>(`virtio-console${this.#port}-output-bytes`, (bytes) => {
      if (this.#emulator === emulator) this.#data.fire(bytes);
    });
  }

  /** Forgets what was not sent yet: it was meant for a guest that is no more. */
  drop(): void {
    this.#epoch++;
    this.#wake();
  }

  /** Sends nothing more until `release`: the guest's memory must stay as it is. */
  hold(): void {
    this.#held = true;
    this.drop();
  }

  release(): void {
    this.#held = false;
  }

  /** Whether bytes are under way that the guest has no buffer for yet. */
  get sending(): boolean {
    return this.#pending > 0;
  }

  async send(bytes: Uint8Array): Promise<void> {
    const epoch = this.#epoch;
    const own = bytes.slice();
    this.#pending++;
    try {
      await this.#queue.run(() => this.#sendAll(own, epoch));
    } finally {
      this.#pending--;
    }
  }

  async #sendAll(bytes: Uint8Array, epoch: number): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      const emulator = this.#emulator;
      if (!emulator || this.#held || epoch !== this.#epoch) return;
      if (!hasBuffer(this.#receiver(emulator))) {
        await this.#turn(emulator);
        continue;
      }
      // Without a buffer v86 would drop the bytes silently.
      const piece = bytes.subarray(at, at + pieceSize);
      emulator.sendBus(`virtio-console${this.#port}-input-bytes`, piece);
      at += piece.length;
    }
  }

  #turn(emulator: Emulator): Promise<void> {
    return new Promise((resolve) => {
      const stop = emulator.onTurn(() => this.#wake());
      this.#wake = () => {
        stop();
        resolve();
      };
    });
  }

  #receiver(emulator: Emulator): VirtQueue | undefined {
    return emulator.cpu.devices.virtio_console.virtio.queues[this.#port * 2 + 2];
  }
}

function hasBuffer(queue: VirtQueue | undefined): boolean {
  return queue !== undefined && Boolean(queue.is_configured()) && queue.has_request();
}
