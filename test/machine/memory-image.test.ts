import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cpu } from '../../src/machine/internals.ts';
import { emptyDelta, MemoryImage, pageSize } from '../../src/machine/memory-image.ts';

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
  test('diff() then write() gives the memory back, from whatever came after', () => {
    fc.assert(
      fc.property(writes, writes, writes, (first, second, third) => {
        const { cpu, memory } = memoryOnly();
        change(memory, first);
        const image = imageOf(memory);
        change(memory, second);
        const wanted = memory.slice();
        const delta = image.diff(cpu);
        change(memory, third);
        image.write(cpu, delta);
        expect(Buffer.compare(memory, wanted)).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  test('write() touches only pages that differ, and drops their code', () => {
    const { cpu, memory, dropped } = memoryOnly();
    change(memory, [[3, 0, 7]]);
    const image = imageOf(memory);
    change(memory, [
      [3, 0, 8],
      [5, 1, 1],
    ]);
    image.write(cpu, emptyDelta);
    expect(dropped).toEqual([3, 5]);
    expect(image.diff(cpu).pages).toHaveLength(0);
  });

  test('diff() lists changed pages only', () => {
    const { cpu, memory } = memoryOnly();
    const image = imageOf(memory);
    change(memory, [
      [2, 4095, 1],
      [9, 0, 1],
    ]);
    expect([...image.diff(cpu).pages]).toEqual([2, 9]);
  });

  test('refuses a page table that does not fit its pages', () => {
    expect(() => new MemoryImage(new Uint8Array(pageSize), Uint8Array.of(0))).toThrow('damaged');
  });
});
