import type { Cpu } from './internals.ts';
import { memoryWords, pageWords, type MemoryImage } from './memory-image.ts';
import { Pack } from './pack.ts';
import { hashPage, sameHash, type PageHash } from './page-hash.ts';

/** The memory at one moment: the pages that differ from the image, ascending, and the number of each one's content in the store. */
export interface PageTable {
  readonly pages: Uint32Array;
  readonly contents: Uint32Array;
}

export const emptyTable: PageTable = { pages: new Uint32Array(0), contents: new Uint32Array(0) };

/** One page as it was at some time; every moment at which it was so shares it. */
interface Content {
  readonly hash: PageHash;
  pack: Pack;
  /** Its place among the pages of the pack. */
  index: number;
  holders: number;
}

/** The memories of many moments, against one image. What a moment shares with the one before it is held once. */
export class PageStore {
  readonly #image: MemoryImage;
  readonly #contents = new Map<number, Content>();
  readonly #packs = new Set<Pack>();
  #last = 0;

  constructor(image: MemoryImage) {
    this.#image = image;
  }

  /** Bytes held. */
  get bytes(): number {
    let bytes = 0;
    for (const pack of this.#packs) bytes += pack.bytes;
    return bytes;
  }

  /** Holds the guest's memory as it is now; `before` is a table that it probably differs little from. */
  take(cpu: Cpu, before: PageTable): { table: PageTable; fresh: number } {
    const pages = this.#image.changed(cpu);
    const memory = memoryWords(cpu);
    const contents = new Uint32Array(pages.length);
    const known = new Cursor(before);
    const fresh: { page: number; hash: PageHash; at: number }[] = [];
    pages.forEach((page, at) => {
      const hash = hashPage(memory, page * pageWords);
      const number = known.find(page);
      const content = this.#contents.get(number);
      if (content && sameHash(content.hash, hash)) {
        content.holders++;
        contents[at] = number;
      } else fresh.push({ page, hash, at });
    });
    const pack = new Pack(fresh.length);
    fresh.forEach(({ page, hash, at }, index) => {
      const words = pack.page(index);
      words.set(memory.subarray(page * pageWords, (page + 1) * pageWords));
      this.#image.xor(words, page);
      this.#contents.set(++this.#last, { hash, pack, index, holders: 1 });
      contents[at] = this.#last;
    });
    if (fresh.length > 0) this.#packs.add(pack);
    return { table: { pages, contents }, fresh: fresh.length };
  }

  /**
   * Readies the way back to a table; the answer makes the guest's memory so. The guest must not run in between. Only pages
   * that differ are touched, and their compiled code dropped.
   */
  async prepare(cpu: Cpu, table: PageTable): Promise<() => void> {
    const { back, on } = this.#differing(cpu, table);
    const packs = [...new Set(on.map(({ pack }) => pack))];
    const opened = await Promise.all(packs.map((pack) => pack.open()));
    const words = new Map(packs.map((pack, at) => [pack, opened[at]]));
    return () => {
      for (const page of back) this.#image.put(cpu, page);
      for (const { page, pack, index } of on) {
        const start = index * pageWords;
        this.#image.put(cpu, page, words.get(pack)?.subarray(start, start + pageWords));
      }
    };
  }

  /** Lets go of what only this table held. */
  drop(table: PageTable): void {
    for (const number of table.contents) {
      const content = this.#contents.get(number);
      if (!content || --content.holders > 0) continue;
      this.#contents.delete(number);
      content.pack.live--;
      if (content.pack.live === 0) this.#packs.delete(content.pack);
    }
  }

  /** Compresses what was taken, and packs anew what is mostly no longer held; a little at a time. */
  async tidy(): Promise<void> {
    for (const pack of [...this.#packs]) {
      if (pack.live * 2 < pack.count && pack.count > 1) await this.#repack(pack);
      else await pack.close();
    }
  }

  /** Pages that are not as the table says: those to put `back` to the image, and those to move `on` to a content. */
  #differing(cpu: Cpu, table: PageTable) {
    const memory = memoryWords(cpu);
    const back: number[] = [];
    const on: { page: number; pack: Pack; index: number }[] = [];
    const wanted = new Cursor(table);
    for (const page of this.#image.changed(cpu)) if (!wanted.find(page)) back.push(page);
    table.pages.forEach((page, at) => {
      const content = this.#contents.get(table.contents[at] ?? 0);
      if (!content) throw new Error('Checkpoint is damaged');
      const { hash, pack, index } = content;
      if (!sameHash(hashPage(memory, page * pageWords), hash)) on.push({ page, pack, index });
    });
    return { back, on };
  }

  async #repack(old: Pack): Promise<void> {
    const words = await old.open();
    const kept = [...this.#contents.values()].filter(({ pack }) => pack === old);
    const pack = new Pack(kept.length);
    kept.forEach((content, index) => {
      const start = content.index * pageWords;
      pack.page(index).set(words.subarray(start, start + pageWords));
      content.pack = pack;
      content.index = index;
    });
    this.#packs.delete(old);
    if (kept.length > 0) this.#packs.add(pack);
    await pack.close();
  }
}

/** Looks up ascending pages in a table. */
class Cursor {
  readonly #table: PageTable;
  #at = 0;

  constructor(table: PageTable) {
    this.#table = table;
  }

  /** The number of the page's content; 0 where the table has none. */
  find(page: number): number {
    const { pages, contents } = this.#table;
    while ((pages[this.#at] ?? Infinity) < page) this.#at++;
    return pages[this.#at] === page ? (contents[this.#at] ?? 0) : 0;
  }
}
