// Limits, as `run`, `create` and `update` take them.
import type { HostConfig, RestartPolicy } from '../../engine/host-config.ts';
import { CommandError } from '../command.ts';
import type { Flag, FlagValues } from '../flag.ts';
import { parseBytes } from '../size.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const numbers = {
  'blkio-weight': 'BlkioWeight',
  'cpu-period': 'CpuPeriod',
  'cpu-quota': 'CpuQuota',
  'cpu-rt-period': 'CpuRealtimePeriod',
  'cpu-rt-runtime': 'CpuRealtimeRuntime',
  'cpu-shares': 'CpuShares',
  'pids-limit': 'PidsLimit',
} as const;
const sizes = {
  memory: 'Memory',
  'memory-reservation': 'MemoryReservation',
  'kernel-memory': 'KernelMemory',
} as const;
const texts = { 'cpuset-cpus': 'CpusetCpus', 'cpuset-mems': 'CpusetMems' } as const;

/** What the flags that were given say. */
export function resourceOptions(flags: FlagValues): Partial<HostConfig> {
  const options: Mutable<Partial<HostConfig>> = {};
  for (const [flag, field] of Object.entries(numbers)) {
    if (flags.has(flag)) options[field] = flags.number(flag) ?? 0;
  }
  for (const [flag, field] of Object.entries(sizes)) {
    if (flags.has(flag)) options[field] = parseBytes(flags.text(flag) ?? '');
  }
  for (const [flag, field] of Object.entries(texts)) {
    if (flags.has(flag)) options[field] = flags.text(flag) ?? '';
  }
  const swap = flags.text('memory-swap');
  if (swap !== null) options.MemorySwap = parseSwap(swap);
  const cpus = flags.text('cpus');
  if (cpus !== null) options.NanoCpus = Math.round(Number(cpus) * 1e9);
  return options;
}

/** Checks of single values, by flag. */
export const resourceChecks: Readonly<Record<string, Partial<Flag>>> = {
  ...Object.fromEntries(Object.keys(sizes).map((name) => [name, { check: checkSize }])),
  'memory-swap': { check: (text) => void parseSwap(text) },
  cpus: { check: checkDecimal },
  'blkio-weight': { check: checkWeight },
};

export function checkSize(text: string): void {
  parseBytes(text);
}

function parseSwap(text: string): number {
  return text === '-1' ? -1 : parseBytes(text);
}

function checkDecimal(text: string): void {
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text)) {
    throw new Error(`failed to parse ${text} as a rational number`);
  }
}

const largestUint16 = 65_535;

function checkWeight(text: string): void {
  const quoted = JSON.stringify(text);
  if (!/^\d+$/.test(text)) throw new Error(`strconv.ParseUint: parsing ${quoted}: invalid syntax`);
  if (Number(text) > largestUint16) {
    throw new Error(`strconv.ParseUint: parsing ${quoted}: value out of range`);
  }
}

/** "on-failure:3" and the like; which names there are is the engine's to say. */
export function parseRestartPolicy(text: string): RestartPolicy {
  if (text === '') return { Name: '', MaximumRetryCount: 0 };
  const [name = '', count, ...rest] = text.split(':');
  if (rest.length > 0) throw new CommandError('invalid restart policy format', 125);
  if (count !== undefined && !/^[+-]?\d+$/.test(count)) {
    throw new CommandError('maximum retry count must be an integer', 125);
  }
  return { Name: name, MaximumRetryCount: Number(count ?? 0) };
}
