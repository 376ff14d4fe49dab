import type { Cpu } from './internals.ts';

export const pageSize = 4096;
const pageWords = pageSize / 4;

/** Pages that differ from an image: their numbers, ascending, and their words XORed with the image's (which compresses well). */
export interface PageDelta {
  readonly pages: Uint32Array;
  readonly words: Uint32Array;
}

export const emptyDelta: PageDelta = { pages: new Uint32Array(0), words: new Uint32Array(0) };

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

  /** Finds the pages of the guest's memory that differ from this image. */
  diff(cpu: Cpu): PageDelta {
    const memory = memoryWords(cpu);
    const pages: number[] = [];
    for (let page = 0; page < this.#starts.length; page++) {
      if (!this.#holds(cpu, memory, page)) pages.push(page);
    }
    const words = new Uint32Array(pages.length * pageWords);
    pages.forEach((page, index) => {
      const at = page * pageWords;
      const out = words.subarray(index * pageWords, (index + 1) * pageWords);
      out.set(memory.subarray(at, at + pageWords));
      this.#xor(out, page);
    });
    return { pages: Uint32Array.from(pages), words };
  }

  /** Makes the memory of a new emulator, which is all zero, this image. */
  fill(cpu: Cpu): void {
    const memory = memoryWords(cpu);
    this.#starts.forEach((start, page) => {
      if (start >= 0) memory.set(this.#words.subarray(start, start + pageWords), page * pageWords);
    });
  }

  /** Makes the guest's memory this image with the delta. Only pages that are different now are touched, and their compiled code dropped. */
  write(cpu: Cpu, delta: PageDelta): void {
    const memory = memoryWords(cpu);
    const scratch = new Uint32Array(pageWords);
    let next = 0;
    for (let page = 0; page < this.#starts.length; page++) {
      const at = page * pageWords;
      if (delta.pages[next] === page) {
        scratch.set(delta.words.subarray(next * pageWords, ++next * pageWords));
        this.#xor(scratch, page);
        if (!equal(memory, at, scratch, 0)) put(cpu, memory, page, scratch);
      } else if (!this.#holds(cpu, memory, page)) {
        scratch.fill(0);
        this.#xor(scratch, page);
        put(cpu, memory, page, scratch);
      }
    }
  }

  #holds(cpu: Cpu, memory: Uint32Array, page: number): boolean {
    const start = this.#starts[page] ?? -1;
    if (start < 0) return Boolean(cpu.is_memory_zeroed(page * pageSize, pageSize));
    return equal(memory, page * pageWords, this.#words, start);
  }

  #xor(words: Uint32Array, page: number): void {
    const start = this.#starts[page] ?? -1;
    if (start < 0) return;
    for (let word = 0; word < pageWords; word++) {
      words[word] = (words[word] ?? 0) ^ (this.#words[start + word] ?? 0);
    }
  }
}

function put(cpu: Cpu, memory: Uint32Array, page: number, words: Uint32Array): void {
  memory.set(words, page * pageWords);
  cpu.jit_dirty_cache(page * pageSize, (page + 1) * pageSize);
}

function equal(left: Uint32Array, leftAt: number, right: Uint32Array, rightAt: number): boolean {
  for (let word = 0; word < pageWords; word++) {
    if (left[leftAt + word] !== right[rightAt + word]) return false;
  }
  return true;
}

/** A view for the present call only: it is cut off whenever the emulator's memory grows. */
function memoryWords(cpu: Cpu): Uint32Array {
  const { byteOffset, length } = cpu.mem8;
  return new Uint32Array(cpu.wasm_memory.buffer, byteOffset, length / 4);
}
