import { describe, expect, test } from 'vitest';
import { Emitter } from '../../src/base/events.ts';
import { PortChannel } from '../../src/machine/channel.ts';
import type { Emulator } from '../../src/machine/emulator.ts';

/** An emulator whose guest gives the rpc port (queue 4) buffers when it is told to, and keeps what fills them. */
class PortOnly {
  readonly pieces: Uint8Array[] = [];
  buffers = 0;
  #listeners = new Map<string, (value: never) => void>();
  readonly #turn = new Emitter<void>();
  readonly onTurn = this.#turn.event;
  readonly cpu = { devices: { virtio_console: { virtio: { queues: this.#queues() } } } };

  onBus(event: string, listener: (value: never) => void): void {
    this.#listeners.set(event, listener);
  }

  sendBus(event: string, bytes: Uint8Array): void {
    expect(event).toBe('virtio-console1-input-bytes');
    if (this.buffers-- > 0) this.pieces.push(bytes.slice(0, 4096));
  }

  /** The guest runs and gives so many buffers. */
  async turn(buffers: number): Promise<void> {
    this.buffers += buffers;
    this.#turn.fire();
    await new Promise((resolve) => setImmediate(resolve));
  }

  output(bytes: Uint8Array): void {
    this.#listeners.get('virtio-console1-output-bytes')?.(bytes as never);
  }

  get received(): Buffer {
    return Buffer.concat(this.pieces);
  }

  #queues(): object[] {
    const queue = { is_configured: () => true, has_request: () => this.buffers > 0 };
    const other = { is_configured: () => false, has_request: () => true };
    return [other, other, other, other, queue, other];
  }
}

function rpcChannel(): { channel: PortChannel; port: PortOnly } {
  const channel = new PortChannel('fishbowl.rpc');
  const port = new PortOnly();
  channel.attach(port as unknown as Emulator);
  return { channel, port };
}

const bytes = Uint8Array.from({ length: 20_000 }, (_, at) => at * 13);

describe('PortChannel', () => {
  test('sends only as much as the guest has buffers for, and loses nothing', async () => {
    const { channel, port } = rpcChannel();
    let sent = false;
    const sending = channel.send(bytes).then(() => (sent = true));
    await port.turn(2);
    expect(port.received.length).toBe(8192);
    expect([sent, channel.sending]).toEqual([false, true]);
    await port.turn(1);
    await port.turn(5);
    await sending;
    expect(port.received.equals(bytes)).toBe(true);
    expect(channel.sending).toBe(false);
  });

  test('keeps the order of messages, whatever becomes of the arrays afterwards', async () => {
    const { channel, port } = rpcChannel();
    const first = bytes.slice();
    const sends = [channel.send(first), channel.send(Uint8Array.of(1, 2, 3))];
    first.fill(0);
    await port.turn(1);
    await port.turn(16);
    await Promise.all(sends);
    expect(port.received.equals(Buffer.concat([bytes, Uint8Array.of(1, 2, 3)]))).toBe(true);
  });

  test('forgets what was meant for a guest that is no more', async () => {
    const { channel, port } = rpcChannel();
    const sending = channel.send(bytes);
    await port.turn(1);
    channel.drop();
    await sending;
    await port.turn(16);
    expect(port.received.length).toBe(4096);
    await channel.send(Uint8Array.of(9));
    expect(port.pieces.at(-1)).toEqual(Uint8Array.of(9));
  });

  test('passes on what the present guest writes, and nothing of an earlier one', () => {
    const { channel, port } = rpcChannel();
    const got: number[] = [];
    channel.onData((data) => got.push(...data));
    port.output(Uint8Array.of(1, 2));
    channel.attach(new PortOnly() as unknown as Emulator);
    port.output(Uint8Array.of(3));
    expect(got).toEqual([1, 2]);
  });
});
