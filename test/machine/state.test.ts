import { expect, test, describe } from 'vitest';
import { emptyDelta } from '../../src/machine/memory-image.ts';
import { packMoment, unpackMoment } from '../../src/machine/checkpoint.ts';
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
    memory.write(cpu, emptyDelta);
    expect(cpu.mem8[12345]).toBe(77);
    expect(cpu.mem8[99999]).toBe(0);
    const again = parseState(new Uint8Array(core.save_state()));
    expect(withoutClock(again.devices.json)).toEqual(withoutClock(devices.json));
    expect(memory.diff(cpu).pages).toHaveLength(0);
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

describe('packMoment()', () => {
  test('makes few bytes that unpackMoment() undoes', async () => {
    const { cpu } = await bareEmulator();
    const delta = { pages: Uint32Array.of(3, 70000), words: new Uint32Array(2048).fill(9) };
    const moment = { devices: readDevices(cpu), delta };
    const packed = await packMoment(moment);
    expect(packed.data.length).toBeLessThan(20_000);
    const unpacked = await unpackMoment(structuredClone(packed));
    expect(unpacked.delta).toEqual(delta);
    expect(unpacked.devices.json).toBe(moment.devices.json);
    const buffers = Buffer.concat(moment.devices.buffers);
    expect(Buffer.concat(unpacked.devices.buffers).equals(buffers)).toBe(true);
  });

  test('is refused when damaged', async () => {
    const { cpu } = await bareEmulator();
    const packed = await packMoment({ devices: readDevices(cpu), delta: emptyDelta });
    const lengths = packed.lengths.slice(1);
    await expect(unpackMoment({ ...packed, lengths: [...lengths, 1] })).rejects.toThrow('damaged');
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
