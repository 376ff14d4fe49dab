import { concatBytes, decodeText, encodeText } from '../base/bytes.ts';

/** Appends numbers and texts as the agent's C reads them: little-endian; texts with length and NUL. */
export class WireWriter {
  #chunks: Uint8Array[] = [];

  #number(size: number, set: (view: DataView) => void): this {
    const bytes = new Uint8Array(size);
    set(new DataView(bytes.buffer));
    return this.raw(bytes);
  }
  u8(value: number): this {
    return this.#number(1, (view) => view.setUint8(0, value));
  }
  u16(value: number): this {
    return this.#number(2, (view) => view.setUint16(0, value, true));
  }
  u32(value: number): this {
    return this.#number(4, (view) => view.setUint32(0, value, true));
  }
  u64(value: bigint): this {
    return this.#number(8, (view) => view.setBigUint64(0, value, true));
  }
  f64(value: number): this {
    return this.#number(8, (view) => view.setFloat64(0, value, true));
  }
  raw(bytes: Uint8Array): this {
    this.#chunks.push(bytes);
    return this;
  }
  text(text: string): this {
    if (text.includes('\0'))
      throw new Error(`Text with a NUL for the guest: ${JSON.stringify(text)}`);
    const bytes = encodeText(text);
    return this.u32(bytes.length).raw(bytes).u8(0);
  }
  list(texts: readonly string[]): this {
    this.u32(texts.length);
    for (const text of texts) this.text(text);
    return this;
  }
  bytes(): Uint8Array<ArrayBuffer> {
    return concatBytes(this.#chunks);
  }
}

/** Reads what the agent wrote; throws `RangeError` where the bytes end too early. */
export class WireReader {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  get left(): number {
    return this.#bytes.length - this.#at;
  }
  #step(size: number): number {
    const at = this.#at;
    this.#at += size;
    return at;
  }
  u8(): number {
    return this.#view.getUint8(this.#step(1));
  }
  u16(): number {
    return this.#view.getUint16(this.#step(2), true);
  }
  u32(): number {
    return this.#view.getUint32(this.#step(4), true);
  }
  u64(): bigint {
    return this.#view.getBigUint64(this.#step(8), true);
  }
  f64(): number {
    return this.#view.getFloat64(this.#step(8), true);
  }
  /** A count of nanoseconds, as milliseconds. */
  ms(): number {
    return Number(this.u64()) / 1e6;
  }
  raw(length = this.left): Uint8Array {
    if (length > this.left) throw new RangeError(`${length} bytes announced, ${this.left} there`);
    const at = this.#step(length);
    return this.#bytes.subarray(at, at + length);
  }
  text(): string {
    const text = decodeText(this.raw(this.u32()));
    this.#step(1);
    return text;
  }
}
