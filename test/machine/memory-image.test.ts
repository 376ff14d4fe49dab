import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cpu } from '../../src/machine/internals.ts';
import { MemoryImage, pageSize } from '../../src/machine/memory-image.ts';
import { hashPage, sameHash } from '../../src/machine/page-hash.ts';
import { emptyTable, PageStore } from '../../src/machine/page-store.ts';

const pageCount = 16;
const wasmMemory = new WebAssembly.Memory({ initial: 3 });
const offset = 65536;

/** The memory's part of a CPU, at an offset in its wasm memory as in v86; `dropped` are the pages whose code was dropped. */
function memoryOnly(): { cpu: Cpu; memory: Uint8Array; dropped: number[] } {
  const memory = new Uint8Array(wasmMemory.buffer, offset, pageCount * pageSize).fill(0);
  const dropped: number[] = [];
  const cpu = {
    wasm_memory: wasmMemory,
    mem8: memory,
    is_memory_zeroed: (at: number, length: number) =>
      Number(memory.subarray(at, at + length).every((byte) => byte === 0)),
    jit_dirty_cache: (start: number, end: number) => {
      expect(end - start).toBe(pageSize);
      dropped.push(start / pageSize);
    },
  } as Partial<Cpu> as Cpu;
  return { cpu, memory, dropped };
}

function imageOf(memory: Uint8Array): MemoryImage {
  const bitmap = new Uint8Array(pageCount / 8);
  const pages: number[] = [];
  for (let page = 0; page < pageCount; page++) {
    const bytes = memory.subarray(page * pageSize, (page + 1) * pageSize);
    if (bytes.every((byte) => byte === 0)) continue;
    bitmap[page >> 3] = (bitmap[page >> 3] ?? 0) | (1 << (page & 7));
    pages.push(...bytes);
  }
  return new MemoryImage(Uint8Array.from(pages), bitmap);
}

/** Few distinct bytes at few places, so that pages are often equal and often zero. */
const writes = fc.array(
  fc.tuple(fc.nat(pageCount - 1), fc.constantFrom(0, 1, 4092, 4095), fc.nat(2)),
);

function change(memory: Uint8Array, list: readonly (readonly [number, number, number])[]): void {
  for (const [page, at, value] of list) memory[page * pageSize + at] = value;
}

describe('MemoryImage', () => {
  test('changed() lists changed pages only', () => {
    const { cpu, memory } = memoryOnly();
    const image = imageOf(memory);
    change(memory, [
      [2, 4095, 1],
      [9, 0, 1],
    ]);
    expect([...image.changed(cpu)]).toEqual([2, 9]);
  });

  test('refuses a page table that does not fit its pages', () => {
    expect(() => new MemoryImage(new Uint8Array(pageSize), Uint8Array.of(0))).toThrow('damaged');
  });
});

describe('PageStore', () => {
  test('gives any moment back, from whatever came after, while others are dropped and packed', async () => {
    await fc.assert(
      fc.asyncProperty(
        writes,
        fc.array(fc.tuple(writes, fc.nat(9), fc.boolean()), { maxLength: 12 }),
        async (first, steps) => {
          const { cpu, memory } = memoryOnly();
          change(memory, first);
          const store = new PageStore(imageOf(memory));
          const moments = [{ table: emptyTable, wanted: memory.slice() }];
          let near = emptyTable;
          for (const [list, pick, tidies] of steps) {
            change(memory, list);
            near = store.take(cpu, near).table;
            moments.push({ table: near, wanted: memory.slice() });
            if (tidies) await store.tidy();
            const moment = moments[pick % moments.length];
            if (!moment) continue;
            (await store.prepare(cpu, moment.table))();
            expect(Buffer.compare(memory, moment.wanted)).toBe(0);
            near = moment.table;
            if (moments.length > 5) store.drop(moments.splice(1, 1)[0]?.table ?? emptyTable);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('holds once what several moments share, and nothing when all are dropped', async () => {
    const { cpu, memory } = memoryOnly();
    const store = new PageStore(imageOf(memory));
    const noise = Uint8Array.from({ length: 4 * pageSize }, (_, at) => (at * 7919) >> 3);
    memory.set(noise);
    const first = store.take(cpu, emptyTable);
    memory[5 * pageSize] = 1;
    const second = store.take(cpu, first.table);
    expect([first.fresh, second.fresh]).toEqual([4, 1]);
    await store.tidy();
    const both = store.bytes;
    store.drop(first.table);
    await store.tidy();
    expect(store.bytes).toBe(both);
    store.drop(second.table);
    expect(store.bytes).toBe(0);
  });

  test('packs anew what is mostly no longer wanted', async () => {
    const { cpu, memory } = memoryOnly();
    const store = new PageStore(imageOf(memory));
    memory.set(crypto.getRandomValues(new Uint8Array(10 * pageSize)));
    const first = store.take(cpu, emptyTable);
    memory.fill(0, 0, 9 * pageSize);
    const second = store.take(cpu, first.table);
    expect(second.fresh).toBe(0);
    await store.tidy();
    const before = store.bytes;
    store.drop(first.table);
    await store.tidy();
    expect(store.bytes).toBeLessThan(before / 5);
    memory.fill(0);
    (await store.prepare(cpu, second.table))();
    expect(memory.subarray(9 * pageSize, 10 * pageSize).some((byte) => byte !== 0)).toBe(true);
  });

  test('touches only pages that differ, and drops their code', async () => {
    const { cpu, memory, dropped } = memoryOnly();
    change(memory, [[3, 0, 7]]);
    const store = new PageStore(imageOf(memory));
    change(memory, [
      [3, 0, 8],
      [5, 1, 1],
    ]);
    (await store.prepare(cpu, emptyTable))();
    expect(dropped).toEqual([3, 5]);
    expect(store.take(cpu, emptyTable).table.pages).toHaveLength(0);
  });
});

describe('hashPage()', () => {
  test('tells pages apart that differ in a bit', () => {
    const words = new Uint32Array(pageSize / 4).fill(5);
    const before = hashPage(words, 0);
    fc.assert(
      fc.property(fc.nat(pageSize / 4 - 1), fc.nat(31), (word, bit) => {
        const other = words.slice();
        other[word] = (other[word] ?? 0) ^ (1 << bit);
        expect(sameHash(hashPage(other, 0), before)).toBe(false);
      }),
    );
    expect(sameHash(hashPage(words.slice(), 0), before)).toBe(true);
  });
});
