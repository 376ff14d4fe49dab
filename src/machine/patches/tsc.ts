import type { Cpu } from '../internals.ts';

/**
 * v86's `set_tsc` subtracts the offset of an earlier `set_tsc` (cpu.rs), so that after a second restore in one
 * emulator the time stamp counter runs behind and the guest sleeps for too long. This takes the old offset out again.
 */
export function patchTsc(cpu: Cpu, now: () => number = () => performance.now()): void {
  const original = cpu.set_tsc;
  cpu.set_tsc = (low, high) => {
    const offset = BigInt(Math.floor(now() * 1e6)) - readTsc(cpu);
    const wanted = BigInt.asUintN(64, join(low, high) - offset);
    original(Number(wanted & 0xffffffffn), Number(wanted >> 32n));
  };
}

/** The guest's time stamp counter, one step a nanosecond. */
export function readTsc(cpu: Cpu): bigint {
  cpu.store_current_tsc();
  return join(cpu.current_tsc[0] ?? 0, cpu.current_tsc[1] ?? 0);
}

/** Sets the guest's time stamp counter: its clock goes on from there. */
export function writeTsc(cpu: Cpu, tsc: bigint): void {
  cpu.set_tsc(Number(tsc & 0xffffffffn), Number(tsc >> 32n));
}

function join(low: number, high: number): bigint {
  return BigInt(low >>> 0) | (BigInt(high >>> 0) << 32n);
}
