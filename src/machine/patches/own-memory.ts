import { copyDevices, makeDevices } from '../state.ts';
import type { DeviceState } from '../state.ts';
import type { Cpu } from '../internals.ts';

/** The state of everything but the memory, which v86 would pack page by page (a copy of all of it). */
export function readDevices(cpu: Cpu): DeviceState {
  const pack = cpu.pack_memory;
  cpu.pack_memory = () => ({
    bitmap: { get_buffer: () => new ArrayBuffer(0) },
    packed_memory: new Uint8Array(0),
  });
  try {
    return copyDevices(cpu.get_state());
  } finally {
    cpu.pack_memory = pack;
  }
}

/**
 * Sets the state with a memory written by `writeMemory`, in the place where v86 would zero and refill all of it and
 * drop all compiled code. `writeMemory` drops the code of the pages that it changes, so the rest stays warm.
 */
export function writeState(cpu: Cpu, devices: DeviceState, writeMemory: () => void): void {
  const { unpack_memory: unpack, jit_clear_cache: clear } = cpu;
  cpu.unpack_memory = writeMemory;
  cpu.jit_clear_cache = () => undefined;
  try {
    cpu.set_state(makeDevices(devices));
  } finally {
    cpu.unpack_memory = unpack;
    cpu.jit_clear_cache = clear;
  }
}
