import { Emitter } from '../base/events.ts';
import type { Event } from '../base/events.ts';
import { concatBytes } from '../base/bytes.ts';
import type { ClientMessage, ClientSession } from './agent.ts';
import { Acknowledgement, Credit } from './credit.ts';
import type { Endpoint } from './endpoint.ts';
import type { Frame } from './frame.ts';
import { Held } from './held.ts';
import { clientWindow, rpc } from './protocol.ts';
import { WireReader, WireWriter } from './wire.ts';

// On the socket: u32 length of the payload, u8 type, payload; little-endian, both ways.
const messageHeader = 5;
const messageLimit = 16 * 1024 * 1024;
const piece = 32 * 1024;

/** Cuts a client's bytes into its messages. */
export class MessageReader {
  #rest = new Uint8Array() as Uint8Array;

  /** What came and belongs to no message yet. */
  get rest(): Uint8Array {
    return this.#rest;
  }

  /** Throws when a message is announced that is too long to be one. */
  *push(bytes: Uint8Array): Generator<ClientMessage> {
    this.#rest = this.#rest.length ? concatBytes([this.#rest, bytes]) : bytes.slice();
    while (this.#rest.length >= messageHeader) {
      const from = new WireReader(this.#rest);
      const length = from.u32();
      const type = from.u8();
      if (length > messageLimit)
        throw new RangeError(`Message of ${length} bytes from a docker client`);
      if (from.left < length) return;
      const payload = from.raw(length);
      this.#rest = this.#rest.subarray(messageHeader + length);
      yield { type, payload };
    }
  }
}

class Session implements ClientSession {
  readonly id: number;
  readonly messages = new Held<ClientMessage>();
  readonly foreign = new Held<Uint8Array>();
  readonly closed = new Held<undefined>();
  readonly onMessage: Event<ClientMessage> = this.messages.event;
  readonly onBytes: Event<Uint8Array> = this.foreign.event;
  readonly onClosed = this.closed.event as unknown as Event<void>;
  readonly credit = new Credit(clientWindow);
  readonly #endpoint: Endpoint;
  readonly #reader = new MessageReader();
  readonly #acknowledgement: Acknowledgement;
  #isForeign = false;
  #taken = 0;
  #sent = 0;
  #waiting: { upTo: number; resolve: () => void; reject: (error: Error) => void }[] = [];

  constructor(id: number, endpoint: Endpoint) {
    this.id = id;
    this.#endpoint = endpoint;
    this.#acknowledgement = new Acknowledgement((bytes) => {
      endpoint.send(rpc.clientAck, id, new WireWriter().u32(bytes).bytes());
    });
  }

  send({ type, payload }: ClientMessage): Promise<void> {
    return this.sendBytes(new WireWriter().u32(payload.length).u8(type).raw(payload).bytes());
  }

  async sendBytes(bytes: Uint8Array): Promise<void> {
    const upTo = (this.#sent += bytes.length);
    const pieces: Promise<void>[] = [];
    for (let at = 0; at < bytes.length; at += piece) {
      const part = bytes.subarray(at, at + piece);
      pieces.push(
        this.credit
          .take(part.length)
          .then(() => this.#endpoint.send(rpc.clientData, this.id, part)),
      );
    }
    await Promise.all(pieces);
    if (this.#taken >= upTo) return;
    await new Promise<void>((resolve, reject) => this.#waiting.push({ upTo, resolve, reject }));
  }

  close(): void {
    this.#endpoint.send(rpc.clientClose, this.id);
  }

  taken(bytes: number): void {
    this.#taken += bytes;
    this.credit.give(bytes);
    const done = this.#waiting.filter(({ upTo }) => upTo <= this.#taken);
    this.#waiting = this.#waiting.filter(({ upTo }) => upTo > this.#taken);
    for (const { resolve } of done) resolve();
  }

  received(bytes: Uint8Array): void {
    if (this.#isForeign) this.foreign.fire(bytes);
    else
      try {
        for (const message of this.#reader.push(bytes)) this.messages.fire(message);
      } catch {
        // Whoever this is, it does not speak the client's language.
        this.#isForeign = true;
        this.foreign.fire(this.#reader.rest);
      }
    this.#acknowledgement.add(bytes.length);
  }

  end(): void {
    const error = new Error(`Docker client ${this.id} has left`);
    this.credit.close(error);
    for (const { reject } of this.#waiting.splice(0)) reject(error);
    this.closed.fire(undefined);
  }
}

/** Programs in the guest that are connected to the engine's socket. */
export class Sessions {
  readonly #endpoint: Endpoint;
  readonly #open = new Map<number, Session>();
  readonly #opened = new Emitter<ClientSession>();
  readonly onClient: Event<ClientSession> = this.#opened.event;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  frame({ type, id, payload }: Frame): void {
    if (type === rpc.clientOpened) {
      const session = new Session(id, this.#endpoint);
      this.#open.set(id, session);
      this.#opened.fire(session);
      return;
    }
    const session = this.#open.get(id);
    if (!session) return;
    if (type === rpc.clientBytes) session.received(payload);
    else if (type === rpc.clientTaken) session.taken(new WireReader(payload).u32());
    else {
      this.#open.delete(id);
      session.end();
    }
  }

  fail(): void {
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const session of open) session.end();
  }
}
