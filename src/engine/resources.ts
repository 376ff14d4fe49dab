// What a container may take of memory, processor and processes: docker's checks of the wish, and the cgroup files that enforce it.
import type { Operation } from '../agent/agent.ts';
import { encodeText } from '../base/bytes.ts';
import { cgroupFile } from './cgroup.ts';
import { EngineError } from './error.ts';
import type { HostConfig } from './host-config.ts';

const leastMemory = 6 * 1024 * 1024;
const billion = 1e9;

type Wish = Partial<HostConfig>;

const none = {
  Memory: 0,
  MemorySwap: 0,
  MemoryReservation: 0,
  KernelMemory: 0,
  NanoCpus: 0,
  CpuShares: 0,
  CpuPeriod: 0,
  CpuQuota: 0,
  CpuRealtimePeriod: 0,
  CpuRealtimeRuntime: 0,
};
type Amounts = typeof none;

interface Rule {
  readonly broken: (wish: Amounts, at: { processors: number; update: boolean }) => boolean;
  readonly sentence: string;
}

const tooLittle = (bytes: number): boolean => bytes > 0 && bytes < leastMemory;
const bothCpus = (other: string): string =>
  `Conflicting options: Nano CPUs and CPU ${other} cannot both be set`;

/** In the order in which docker checks them; PROCESSORS stands for their number. */
const rules: readonly Rule[] = [
  {
    broken: ({ Memory: memory }) => tooLittle(memory),
    sentence: 'Minimum memory limit allowed is 6MB',
  },
  {
    broken: ({ Memory: memory, MemorySwap: swap }) => memory > 0 && swap > 0 && swap < memory,
    sentence: 'Minimum memoryswap limit should be larger than memory limit, see usage',
  },
  {
    broken: ({ Memory: memory, MemorySwap: swap }, { update }) =>
      memory === 0 && swap > 0 && !update,
    sentence: 'You should always set the Memory limit when using Memoryswap limit, see usage',
  },
  {
    broken: ({ MemoryReservation: reserved }) => tooLittle(reserved),
    sentence: 'Minimum memory reservation allowed is 6MB',
  },
  {
    broken: ({ Memory: memory, MemoryReservation: reserved }) => memory > 0 && memory < reserved,
    sentence: 'Minimum memory limit can not be less than memory reservation limit, see usage',
  },
  {
    broken: ({ KernelMemory: memory }) => tooLittle(memory),
    sentence: 'Minimum kernel memory limit allowed is 6MB',
  },
  {
    broken: ({ NanoCpus: cpus, CpuPeriod: period }) => cpus > 0 && period > 0,
    sentence: bothCpus('Period'),
  },
  {
    broken: ({ NanoCpus: cpus, CpuQuota: quota }) => cpus > 0 && quota > 0,
    sentence: bothCpus('Quota'),
  },
  {
    broken: ({ NanoCpus: cpus }, { processors }) => cpus < 0 || cpus > processors * billion,
    sentence:
      'Range of CPUs is from 0.01 to PROCESSORS.00, as there are only PROCESSORS CPUs available',
  },
  {
    broken: ({ CpuRealtimePeriod: period, CpuRealtimeRuntime: time }) => period > 0 || time > 0,
    sentence: 'Your kernel does not support CPU real-time scheduler',
  },
  {
    broken: ({ CpuPeriod: period }) => period !== 0 && (period < 1000 || period > 1_000_000),
    sentence:
      'CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)',
  },
  {
    broken: ({ CpuQuota: quota }) => quota > 0 && quota < 1000,
    sentence: 'CPU cfs quota can not be less than 1ms (i.e. 1000)',
  },
];

/** Throws docker's sentence for what contradicts itself or the machine, which has so many processors. */
export function checkResources(wish: Wish, processors: number, update = false): void {
  const amounts = { ...none, ...wish };
  const rule = rules.find(({ broken }) => broken(amounts, { processors, update }));
  const count = String(processors);
  const fault = rule?.sentence.replaceAll('PROCESSORS', count) ?? cpusetFault(wish, processors);
  if (fault !== null) throw new EngineError('invalid', fault);
}

function cpusetFault(
  { CpusetCpus: cpus = '', CpusetMems: mems = '' }: Wish,
  processors: number,
): string | null {
  const all = processors > 1 ? `0-${String(processors - 1)}` : '0';
  return (
    rangeFault(cpus, 'cpuset cpus', { name: 'CPUs', all, count: processors }) ??
    rangeFault(mems, 'cpuset mems', { name: 'memory nodes', all: '0', count: 1 })
  );
}

function rangeFault(
  text: string,
  what: string,
  { name, all, count }: { name: string; all: string; count: number },
): string | null {
  for (const part of text === '' ? [] : text.split(',')) {
    const match = /^(\d+)(?:-(\d+))?$/.exec(part.trim());
    if (!match) return `Invalid value ${text} for ${what}: invalid format: ${text}`;
    const [, first = '', last = first] = match;
    if (Number(last) < Number(first)) {
      return `Invalid value ${text} for ${what}: invalid format: ${text}`;
    }
    if (Number(last) >= count)
      return `Requested ${name} are not available - requested ${text}, available: ${all}`;
  }
  return null;
}

interface Unsupported {
  readonly wanted: (wish: Wish) => boolean;
  readonly without: Wish;
  readonly warning: string;
}

const kernel = (what: string): string =>
  `Your kernel does not support ${what} or the cgroup is not mounted.`;
const listed = (list: readonly object[] | null | undefined): boolean => (list?.length ?? 0) > 0;

/** What cgroup v2 or the guest's kernel has not; docker warns and goes on without. */
const unsupported: readonly Unsupported[] = [
  {
    wanted: ({ MemorySwappiness: value }) => value !== null && value !== undefined && value !== -1,
    without: { MemorySwappiness: null },
    warning: `${kernel('memory swappiness capabilities')} Memory swappiness discarded.`,
  },
  {
    wanted: ({ KernelMemory: bytes = 0 }) => bytes > 0,
    without: {},
    warning:
      'Specifying a kernel memory limit is deprecated and will be removed in a future release.',
  },
  {
    wanted: ({ KernelMemory: bytes = 0 }) => bytes > 0,
    without: { KernelMemory: 0 },
    warning: `${kernel('kernel memory limit capabilities')} Limitation discarded.`,
  },
  {
    wanted: ({ OomKillDisable: off }) => off === true,
    without: { OomKillDisable: false },
    warning: 'Your kernel does not support OomKillDisable. OomKillDisable discarded.',
  },
  {
    wanted: ({ BlkioWeight: weight = 0 }) => weight > 0,
    without: { BlkioWeight: 0 },
    warning: `${kernel('Block I/O weight')} Weight discarded.`,
  },
  {
    wanted: ({ BlkioWeightDevice: list }) => listed(list),
    without: { BlkioWeightDevice: [] },
    warning: `${kernel('Block I/O weight_device')} Weight-device discarded.`,
  },
  {
    wanted: ({ BlkioDeviceReadBps: list }) => listed(list),
    without: { BlkioDeviceReadBps: [] },
    warning: `${kernel('BPS Block I/O read limit')} Block I/O BPS read limit discarded.`,
  },
  {
    wanted: ({ BlkioDeviceWriteBps: list }) => listed(list),
    without: { BlkioDeviceWriteBps: [] },
    warning: `${kernel('BPS Block I/O write limit')} Block I/O BPS write limit discarded.`,
  },
  {
    wanted: ({ BlkioDeviceReadIOps: list }) => listed(list),
    without: { BlkioDeviceReadIOps: [] },
    warning: `${kernel('IOPS Block read limit')} Block I/O IOPS read limit discarded.`,
  },
  {
    wanted: ({ BlkioDeviceWriteIOps: list }) => listed(list),
    without: { BlkioDeviceWriteIOps: [] },
    warning: `${kernel('IOPS Block write limit')} Block I/O IOPS write limit discarded.`,
  },
];

/** The wish without what cannot be had, and docker's warnings about that. */
export function availableResources<W extends Wish>(wish: W): { available: W; warnings: string[] } {
  const missing = unsupported.filter(({ wanted }) => wanted(wish));
  return {
    available: Object.assign({}, wish, ...missing.map(({ without }) => without)) as W,
    warnings: missing.map(({ warning }) => warning),
  };
}

const defaultPeriod = 100_000;

/** The `resources` object of an OCI bundle, without devices. Swap needs no limit, as the guest has none. */
export function runtimeResources(wish: Wish): object {
  const {
    Memory: memory,
    MemoryReservation: reservation,
    CpuShares: shares,
  } = { ...none, ...wish };
  const { PidsLimit: pids } = wish;
  const { period, quota } = bandwidth(wish);
  return {
    ...section('memory', { limit: memory, reservation }),
    ...section('cpu', { shares, quota, period }),
    ...section('pids', { limit: Math.max(0, pids ?? 0) }),
  };
}

/** An object with the settings that are not 0; nothing where all are. */
function section(name: string, settings: Readonly<Record<string, number>>): object {
  const set = Object.entries(settings).filter(([, value]) => value !== 0);
  return set.length > 0 ? { [name]: Object.fromEntries(set) } : {};
}

function bandwidth(wish: Wish): { period: number; quota: number } {
  const { NanoCpus: cpus, CpuPeriod: period, CpuQuota: quota } = { ...none, ...wish };
  if (cpus > 0)
    return { period: defaultPeriod, quota: Math.floor((cpus * defaultPeriod) / billion) };
  return { period, quota };
}

/** Operations that give a running container's cgroup these limits (Documentation/admin-guide/cgroup-v2.rst). */
export function limitOperations(id: string, wish: Wish): Operation[] {
  const set = (name: string, value: number | string): Operation => ({
    op: 'write',
    path: cgroupFile(id, name),
    data: encodeText(String(value)),
  });
  const orMax = (value: number): number | string => (value > 0 ? value : 'max');
  const { Memory: memory, MemoryReservation: reservation, PidsLimit: pids } = wish;
  const { CpuShares: shares = 0 } = wish;
  const { period, quota } = bandwidth(wish);
  return [
    ...(memory ? [set('memory.max', memory)] : []),
    ...(reservation ? [set('memory.low', reservation)] : []),
    ...(shares > 0 ? [set('cpu.weight', cpuWeight(shares))] : []),
    ...(quota !== 0 || period !== 0
      ? [set('cpu.max', `${String(orMax(quota))} ${String(period || defaultPeriod)}`)]
      : []),
    ...(pids === null || pids === undefined ? [] : [set('pids.max', orMax(pids))]),
  ];
}

/** Shares of cgroup v1 (2 to 262144) as weight of v2 (1 to 10000), as all runtimes convert it. */
function cpuWeight(shares: number): number {
  return Math.floor(1 + ((Math.max(shares, 2) - 2) * 9999) / 262_142);
}
