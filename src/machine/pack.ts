import { deflateSlowly, inflate } from './compression.ts';
import { pageSize, pageWords } from './memory-image.ts';

/** Pages held together: as they are at first, compressed once `close` is done. */
export class Pack {
  readonly count: number;
  /** Pages that are still wanted. */
  live: number;
  #words: Uint32Array<ArrayBuffer> | null;
  #data: Uint8Array<ArrayBuffer> | null = null;

  constructor(count: number) {
    this.count = count;
    this.live = count;
    this.#words = new Uint32Array(count * pageWords);
  }

  /** Bytes held. */
  get bytes(): number {
    return (this.#words?.byteLength ?? 0) + (this.#data?.length ?? 0);
  }

  /** The words of a page, to be filled in before the first `close`. */
  page(index: number): Uint32Array {
    if (!this.#words) throw new Error('The pack is closed');
    return this.#words.subarray(index * pageWords, (index + 1) * pageWords);
  }

  /** All words, one page behind the other. */
  async open(): Promise<Uint32Array> {
    if (this.#words) return this.#words;
    const bytes = await inflate(this.#data ?? new Uint8Array(0));
    if (bytes.length !== this.count * pageSize) throw new Error('Checkpoint is damaged');
    return new Uint32Array(bytes.buffer);
  }

  async close(): Promise<void> {
    if (!this.#words) return;
    this.#data = await deflateSlowly(new Uint8Array(this.#words.buffer));
    this.#words = null;
  }
}
