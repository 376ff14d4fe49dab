import type { Event } from '../base/events.ts';
import { concatBytes, decodeText } from '../base/bytes.ts';
import { encodeFirstSync, encodeFrame, encodeResync, FrameReader } from './frame.ts';
import type { Frame } from './frame.ts';
import { common, protocolVersion } from './protocol.ts';
import { WireReader } from './wire.ts';

/** A binary pipe to the guest, as the machine gives it. */
export interface AgentChannel {
  send(bytes: Uint8Array): Promise<void>;
  readonly onData: Event<Uint8Array>;
}

/** What a frame endpoint tells its owner. */
export interface EndpointListener {
  /** The greeting's answer, behind version and time; frames that follow come after it. */
  greeted?(rest: WireReader): void;
  frame(frame: Frame): void;
  /** All frames of one arrival were told. */
  settled?(): void;
  /** Nothing that was asked for will be answered any more. */
  failed(error: Error): void;
}

/** How a channel is greeted. */
export interface Hello {
  readonly nonce: Uint8Array;
  /** Payload of HELLO. */
  readonly hello: Uint8Array;
  /** The agent is as the snapshot was taken. */
  readonly fresh: boolean;
}

/** One channel's frames: greeting, sending, and what to do about damage. */
export class Endpoint {
  readonly #channel: AgentChannel;
  readonly #listener: EndpointListener;
  readonly #reader = new FrameReader((frame) => this.#take(frame));
  #greeting: { id: number; resolve: (at: number) => void; reject: (error: Error) => void } | null =
    null;
  #greeted = 0;

  constructor(channel: AgentChannel, listener: EndpointListener) {
    this.#channel = channel;
    this.#listener = listener;
    channel.onData((bytes) => this.#receive(bytes));
  }

  /** Starts anew; resolves with the guest's CLOCK_MONOTONIC, milliseconds. */
  greet(id: number, { nonce, hello, fresh }: Hello): Promise<number> {
    this.fail(new Error('Greeted anew'));
    this.#reader.hunt(nonce);
    return new Promise((resolve, reject) => {
      this.#greeting = { id, resolve, reject };
      const sync = fresh ? encodeFirstSync() : encodeResync();
      this.sendBytes(concatBytes([sync, encodeFrame(common.hello, id, hello)]));
    });
  }

  send(type: number, id: number, payload?: Uint8Array): void {
    this.sendBytes(encodeFrame(type, id, payload));
  }

  /** Sends whole frames. A channel that refuses them fails everything under way. */
  sendBytes(bytes: Uint8Array): void {
    this.#channel.send(bytes).catch((cause: unknown) => {
      this.fail(new Error('Cannot send to the guest', { cause }));
    });
  }

  fail(error: Error): void {
    this.#greeting?.reject(error);
    this.#greeting = null;
    this.#listener.failed(error);
  }

  #receive(bytes: Uint8Array): void {
    try {
      this.#reader.push(bytes);
    } catch (error) {
      this.fail(error instanceof Error ? error : new Error(String(error)));
    }
    this.#listener.settled?.();
  }

  #take(frame: Frame): void {
    if (frame.type === common.greeted) this.#takeGreeting(frame);
    else if (frame.type === common.damaged) this.#takeDamage(frame);
    else this.#listener.frame(frame);
  }

  #takeGreeting({ id, payload }: Frame): void {
    const from = new WireReader(payload);
    const version = from.u32();
    const greeting = this.#greeting;
    if (greeting?.id !== id) return;
    this.#greeting = null;
    this.#greeted = id;
    if (version !== protocolVersion) {
      const text = `The guest's agent speaks version ${version}, not ${protocolVersion}: the guest must be rebuilt`;
      greeting.reject(new Error(text));
      return;
    }
    const at = from.ms();
    this.#listener.greeted?.(from);
    greeting.resolve(at);
  }

  /** The agent could make nothing of what it received: whatever was under way is lost. */
  #takeDamage({ id, payload }: Frame): void {
    if (id !== this.#greeted) return;
    const from = new WireReader(payload);
    const hunting = from.u8() === 1;
    from.u32();
    if (hunting) this.sendBytes(encodeResync());
    this.fail(new Error(`The guest's agent was sent damaged data: ${decodeText(from.raw())}`));
  }
}
