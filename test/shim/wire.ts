import type { Socket } from 'node:net';

export interface Message {
  readonly type: string;
  readonly payload: Buffer;
}

export function encodeMessage(type: string, payload: Uint8Array | string = ''): Buffer {
  const bytes = Buffer.from(payload);
  const header = Buffer.alloc(5);
  header.writeUInt32LE(bytes.length);
  header[4] = type.charCodeAt(0);
  return Buffer.concat([header, bytes]);
}

/** Number as the wire carries it. */
export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** One end of a framed connection: keeps what came, and waits for what is expected. */
export class Peer {
  readonly received: Message[] = [];
  closed = false;
  readonly #socket: Socket;
  #rest = Buffer.alloc(0);
  #taken = 0;
  #changed: () => void = () => undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (data) => this.#accept(data));
    // A reset of the connection is a close to these tests.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.closed = true;
      this.#changed();
    });
  }

  send(type: string, payload?: Uint8Array | string): void {
    this.#socket.write(encodeMessage(type, payload));
  }

  sendRaw(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#socket.destroy();
  }

  /** The next message of one of these types that was not taken yet; others before it are passed over. */
  async next(types: string): Promise<Message> {
    for (;;) {
      const message = this.received[this.#taken];
      if (message) this.#taken++;
      if (message && types.includes(message.type)) return message;
      if (message) continue;
      if (this.closed) throw new Error(`Closed while waiting for ${types}, after ${this.types()}`);
      await this.#change();
    }
  }

  /** JSON of the next message of this type. */
  async nextJson(type: string): Promise<unknown> {
    return JSON.parse((await this.next(type)).payload.toString());
  }

  async untilClosed(): Promise<void> {
    while (!this.closed) await this.#change();
  }

  /** Waits until all that came with this type holds the text. */
  async untilText(type: string, text: string): Promise<void> {
    while (!this.text(type).includes(text)) {
      if (this.closed)
        throw new Error(
          `Closed before ${JSON.stringify(text)}: ${JSON.stringify(this.text(type))}`,
        );
      await this.#change();
    }
  }

  /** All that came with this type, as text. */
  text(type: string): string {
    return this.bytes(type).toString();
  }

  bytes(type: string): Buffer {
    return Buffer.concat(this.received.filter((each) => each.type === type).map((m) => m.payload));
  }

  types(): string {
    return this.received.map((message) => message.type).join('');
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      const before = this.#changed;
      this.#changed = () => {
        before();
        resolve();
      };
    });
  }

  #accept(data: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, data]);
    while (this.#rest.length >= 5) {
      const length = this.#rest.readUInt32LE();
      if (this.#rest.length < 5 + length) break;
      const type = String.fromCharCode(this.#rest[4] ?? 0);
      this.received.push({ type, payload: this.#rest.subarray(5, 5 + length) });
      this.#rest = this.#rest.subarray(5 + length);
    }
    const changed = this.#changed;
    this.#changed = () => undefined;
    changed();
  }
}
