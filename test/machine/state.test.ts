import { expect, test, describe } from 'vitest';
import { Moments } from '../../src/machine/moments.ts';
import { readDevices } from '../../src/machine/patches/own-memory.ts';
import { makeDevices, parseState, stateLength } from '../../src/machine/state.ts';
import { bareEmulator } from './bare.ts';

describe('a state saved by v86', () => {
  test('is parsed into devices and memory', async () => {
    const { core, cpu } = await bareEmulator();
    poke(cpu.wasm_memory, cpu.mem8.byteOffset + 12345, 77);
    const saved = new Uint8Array(core.save_state());
    const { devices, memory } = parseState(saved);
    poke(cpu.wasm_memory, cpu.mem8.byteOffset + 12345, 0);
    poke(cpu.wasm_memory, cpu.mem8.byteOffset + 99999, 5);
    (await new Moments(memory).recallImage(cpu))();
    expect(cpu.mem8[12345]).toBe(77);
    expect(cpu.mem8[99999]).toBe(0);
    const again = parseState(new Uint8Array(core.save_state()));
    expect(withoutClock(again.devices.json)).toEqual(withoutClock(devices.json));
    expect(memory.changed(cpu)).toHaveLength(0);
  });

  test('has the devices that readDevices() reads', async () => {
    const { core, cpu } = await bareEmulator();
    const saved = parseState(new Uint8Array(core.save_state()));
    const read = readDevices(cpu);
    expect(Object.keys(makeDevices(read))).toEqual(Object.keys(makeDevices(saved.devices)));
  });

  test('is refused when it is cut short or of another version', async () => {
    const { core } = await bareEmulator();
    const saved = new Uint8Array(core.save_state());
    expect(() => parseState(saved.slice(0, -4))).toThrow('truncated');
    const newer = saved.slice();
    newer[4] = 7;
    expect(() => stateLength(newer)).toThrow('version 7');
    expect(() => stateLength(new Uint8Array(16))).toThrow('Not a saved state');
  });
});

describe('Moments', () => {
  test('hold a machine in few bytes and give it back, until it is forgotten', async () => {
    const { core, cpu } = await bareEmulator();
    const moments = new Moments(parseState(new Uint8Array(core.save_state())).memory);
    poke(cpu.wasm_memory, cpu.mem8.byteOffset + 12345, 77);
    const wanted = readDevices(cpu);
    const { id, pages } = moments.take(cpu);
    expect(pages).toBe(1);
    poke(cpu.wasm_memory, cpu.mem8.byteOffset + 12345, 0);
    await moments.tidy();
    expect(moments.bytes).toBeLessThan(100_000);
    const { devices, writeMemory } = await moments.recall(cpu, id);
    writeMemory();
    expect(cpu.mem8[12345]).toBe(77);
    expect(withoutClock(devices.json)).toEqual(withoutClock(wanted.json));
    expect(devices.buffers.map(({ length }) => length)).toEqual(
      wanted.buffers.map(({ length }) => length),
    );
    moments.forget(id);
    await moments.tidy();
    expect(moments.bytes).toBe(0);
    await expect(moments.recall(cpu, id)).rejects.toThrow('no longer held');
  });
});

function poke(memory: WebAssembly.Memory, at: number, value: number): void {
  new Uint8Array(memory.buffer)[at] = value;
}

/** All but the real-time clock's and the timers' own times. */
function withoutClock(json: string): unknown {
  const state = JSON.parse(json) as unknown[];
  return state.filter((_value, index) => ![47, 58].includes(index)).map(dropBuffers);
}

function dropBuffers(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, each: unknown) => (key === 'buffer_id' ? 0 : each)),
  ) as unknown;
}
