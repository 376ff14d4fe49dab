import { concatBytes } from '../base/bytes.ts';
import { headerSize, moreFlag, payloadLimit, trailer } from './protocol.ts';

export interface Frame {
  readonly type: number;
  readonly id: number;
  readonly payload: Uint8Array;
}

/** A message of several frames may not grow beyond this. */
const messageLimit = 16 * 1024 * 1024;

/** One frame's bytes. The payload must not be longer than `payloadLimit`. */
export function encodeFrame(
  type: number,
  id: number,
  payload: Uint8Array = new Uint8Array(),
): Uint8Array {
  if (payload.length > payloadLimit) throw new RangeError(`Frame of ${payload.length} bytes`);
  const bytes = new Uint8Array(headerSize + payload.length + 1);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, payload.length, true);
  view.setUint8(4, type);
  view.setUint32(5, id, true);
  bytes.set(payload, headerSize);
  bytes[bytes.length - 1] = trailer;
  return bytes;
}

/** Makes the agent expect a header next, whatever it had received half: zeros that complete any frame, then the mark. */
export function encodeResync(): Uint8Array {
  return zerosAndMark(payloadLimit + 74);
}

/** The same for an agent that has received no half frame: one as the snapshot was taken. A cold emulator takes its time for many zeros. */
export function encodeFirstSync(): Uint8Array {
  return zerosAndMark(74);
}

function zerosAndMark(zeros: number): Uint8Array {
  const bytes = new Uint8Array(zeros + 1);
  bytes[bytes.length - 1] = 0xff;
  return bytes;
}

/** Cuts a stream of bytes into frames, however it is chunked. */
export class FrameReader {
  readonly #deliver: (frame: Frame) => void;
  #rest = new Uint8Array() as Uint8Array;
  #nonce: Uint8Array | null = null;
  #damage: string | null = 'not greeted yet';
  #parts = new Map<string, Uint8Array[]>();

  constructor(deliver: (frame: Frame) => void) {
    this.#deliver = deliver;
  }

  /** Drops everything up to and including these bytes; frames begin behind them. */
  hunt(nonce: Uint8Array): void {
    this.#nonce = nonce;
    this.#damage = null;
    this.#rest = new Uint8Array();
    this.#parts.clear();
  }

  /** Takes bytes. Throws once when they are no frames; from then on drops everything until the next `hunt`. */
  push(bytes: Uint8Array): void {
    if (this.#damage !== null) return;
    let rest = this.#rest.length ? concatBytes([this.#rest, bytes]) : bytes;
    this.#rest = new Uint8Array();
    const start = this.#nonce ? this.#findNonce(rest) : 0;
    if (start < 0) return;
    rest = rest.subarray(start);
    for (
      let size = this.#frameSize(rest);
      size && size <= rest.length;
      size = this.#frameSize(rest)
    ) {
      const whole = rest.subarray(0, size);
      rest = rest.subarray(size);
      this.#rest = rest; // a listener may hunt anew
      this.#take(whole);
      if (this.#rest !== rest) return;
    }
    this.#rest = rest.slice();
  }

  /** Index behind the nonce, or -1: what might be its beginning is kept. */
  #findNonce(bytes: Uint8Array): number {
    const nonce = this.#nonce ?? new Uint8Array();
    for (let at = 0; at + nonce.length <= bytes.length; at++) {
      if (nonce.every((byte, i) => bytes[at + i] === byte)) {
        this.#nonce = null;
        return at + nonce.length;
      }
    }
    this.#rest = bytes.slice(Math.max(0, bytes.length - nonce.length + 1));
    return -1;
  }

  #frameSize(bytes: Uint8Array): number {
    if (bytes.length < headerSize) return 0;
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    if (length > payloadLimit) this.#fail(`frame of ${length} bytes`);
    return headerSize + length + 1;
  }

  #take(whole: Uint8Array): void {
    if (whole.at(-1) !== trailer) this.#fail('frame without its end');
    const view = new DataView(whole.buffer, whole.byteOffset);
    const type = view.getUint8(4);
    const id = view.getUint32(5, true);
    const payload = whole.subarray(headerSize, -1);
    const key = `${type & ~moreFlag}/${id}`;
    const parts = this.#parts.get(key);
    if (!(type & moreFlag)) {
      this.#parts.delete(key);
      this.#deliver({ type, id, payload: parts ? concatBytes([...parts, payload]) : payload });
      return;
    }
    const size = (parts ?? []).reduce((sum, part) => sum + part.length, payload.length);
    if (size > messageLimit) this.#fail(`message of more than ${messageLimit} bytes`);
    this.#parts.set(key, [...(parts ?? []), payload]);
  }

  #fail(what: string): never {
    this.#damage = what;
    this.#rest = new Uint8Array();
    throw new Error(`The guest's agent sent no frame: ${what}`);
  }
}
