import type { Cpu } from './internals.ts';

export const pageSize = 4096;
export const pageWords = pageSize / 4;

/** The guest's memory at one moment: the pages that are not zero, one behind the other. */
export class MemoryImage {
  readonly #words: Uint32Array;
  /** For each page of memory its place in `#words`, or -1 where the page is zero. */
  readonly #starts: Int32Array;

  /** `bitmap` has a bit for each page of memory, the lowest bit first. */
  constructor(packed: Uint8Array, bitmap: Uint8Array) {
    this.#words = new Uint32Array(packed.buffer, packed.byteOffset, packed.length / 4);
    this.#starts = new Int32Array(bitmap.length * 8).fill(-1);
    let next = 0;
    for (let page = 0; page < this.#starts.length; page++) {
      if (((bitmap[page >> 3] ?? 0) >> (page & 7)) & 1) {
        this.#starts[page] = next;
        next += pageWords;
      }
    }
    if (next !== this.#words.length) throw new Error('Saved state has a damaged page table');
  }

  get pageCount(): number {
    return this.#starts.length;
  }

  /** The pages of the guest's memory that differ from this image, ascending. */
  changed(cpu: Cpu): Uint32Array {
    const memory = memoryWords(cpu);
    const pages: number[] = [];
    for (let page = 0; page < this.#starts.length; page++) {
      if (!this.#holds(cpu, memory, page)) pages.push(page);
    }
    return Uint32Array.from(pages);
  }

  /** Makes the memory of a new emulator, which is all zero, this image. */
  fill(cpu: Cpu): void {
    const memory = memoryWords(cpu);
    this.#starts.forEach((start, page) => {
      if (start >= 0) memory.set(this.#words.subarray(start, start + pageWords), page * pageWords);
    });
  }

  /** Makes a page of the guest's memory this image's, XORed with `words` where they are given. */
  put(cpu: Cpu, page: number, words?: Uint32Array): void {
    const content = words ? words.slice() : new Uint32Array(pageWords);
    this.xor(content, page);
    memoryWords(cpu).set(content, page * pageWords);
    cpu.jit_dirty_cache(page * pageSize, (page + 1) * pageSize);
  }

  /** XORs a page's words with this image's: what is left of a page that changed a little compresses well. */
  xor(words: Uint32Array, page: number): void {
    const start = this.#starts[page] ?? -1;
    if (start < 0) return;
    for (let word = 0; word < pageWords; word++) {
      words[word] = (words[word] ?? 0) ^ (this.#words[start + word] ?? 0);
    }
  }

  #holds(cpu: Cpu, memory: Uint32Array, page: number): boolean {
    const start = this.#starts[page] ?? -1;
    if (start < 0) return Boolean(cpu.is_memory_zeroed(page * pageSize, pageSize));
    return equal(memory, page * pageWords, this.#words, start);
  }
}

function equal(left: Uint32Array, leftAt: number, right: Uint32Array, rightAt: number): boolean {
  for (let word = 0; word < pageWords; word++) {
    if (left[leftAt + word] !== right[rightAt + word]) return false;
  }
  return true;
}

/** A view for the present call only: it is cut off whenever the emulator's memory grows. */
export function memoryWords(cpu: Cpu): Uint32Array {
  const { byteOffset, length } = cpu.mem8;
  return new Uint32Array(cpu.wasm_memory.buffer, byteOffset, length / 4);
}
