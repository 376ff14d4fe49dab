// docker stats: what the kernel has counted for a container, read from its cgroup (v2) and its network namespace.
import type { Operation, Result } from '../agent/agent.ts';
import { decodeText } from '../base/bytes.ts';
import { cgroupFile } from './cgroup.ts';
import type { Container } from './container.ts';
import type { EngineState } from './state.ts';

/** What was counted up to one moment. */
export interface Sample {
  /** Microseconds of processor time, of the container and of the whole machine. */
  readonly used: number;
  readonly machine: number;
  readonly processors: number;
  /** Bytes, without the cache that the kernel would give back first. */
  readonly memory: number;
  readonly limit: number;
  readonly received: number;
  readonly sent: number;
  /** Bytes of block devices. */
  readonly read: number;
  readonly written: number;
  readonly pids: number;
}

const atRest: Sample = {
  used: 0,
  machine: 0,
  processors: 1,
  memory: 0,
  limit: 0,
  received: 0,
  sent: 0,
  read: 0,
  written: 0,
  pids: 0,
};

const machineFiles = ['/proc/stat', '/proc/meminfo'];
const cgroupFiles = [
  'cpu.stat',
  'memory.current',
  'memory.stat',
  'memory.max',
  'io.stat',
  'pids.current',
];
/** In microseconds: the kernel counts the machine's time in hundredths of a second (USER_HZ). */
const tick = 10_000;
/** user, nice, system, idle, iowait, irq, softirq, steal: guests' time is in user already. */
const timesCounted = 8;

/** A sample of each container, in one round trip; zeros for those that do not run. */
export async function sampleContainers(
  engine: EngineState,
  containers: readonly Container[],
): Promise<Sample[]> {
  const running = containers.filter(({ file }) => file.State.Running);
  const operations = [...machineFiles, ...running.flatMap(filesOf)].map((path): Operation => ({
    op: 'read',
    path,
  }));
  const results = await engine.agent.batch(operations, { keepGoing: true });
  const texts = results.map(textOf);
  const machine = texts.splice(0, machineFiles.length);
  const each = cgroupFiles.length + 1;
  return containers.map((container) => {
    const at = running.indexOf(container) * each;
    return at < 0 ? atRest : parseSample(container, texts.slice(at, at + each), machine);
  });
}

function filesOf({ id, file }: Container): string[] {
  const inCgroup = cgroupFiles.map((name) => cgroupFile(id, name));
  return [...inCgroup, `/proc/${String(file.State.Pid)}/net/dev`];
}

/** What ended while it was looked at has no files any more. */
function textOf(result: Result): string {
  return result.ok ? decodeText(result.value as Uint8Array) : '';
}

function parseSample(
  { hostConfig }: Container,
  texts: readonly string[],
  [stat = '', meminfo = '']: readonly string[],
): Sample {
  const text = (name: string): string => texts[cgroupFiles.indexOf(name)] ?? '';
  const used = Number(text('memory.current'));
  const cache = field(text('memory.stat'), 'inactive_file');
  const most = text('memory.max');
  // As docker: a container without a network of its own has no traffic of its own.
  const shares = /^(?:host|container:)/.test(hostConfig.NetworkMode);
  const [received, sent] = shares ? [0, 0] : traffic(texts.at(-1) ?? '');
  return {
    used: field(text('cpu.stat'), 'usage_usec'),
    machine: machineTime(stat),
    processors: stat.match(/^cpu\d/gm)?.length ?? 1,
    memory: cache < used ? used - cache : used,
    limit: Math.min(field(meminfo, 'MemTotal:') * 1024, /^\d/.test(most) ? Number(most) : Infinity),
    received,
    sent,
    read: sumOf(text('io.stat'), 'rbytes'),
    written: sumOf(text('io.stat'), 'wbytes'),
    pids: Number(text('pids.current')),
  };
}

/** "name 123", one a line. */
function field(text: string, name: string): number {
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  return Number(line?.slice(name.length).trim().split(' ', 1)[0] ?? 0);
}

function machineTime(stat: string): number {
  const [, ...times] = (stat.split('\n', 1)[0] ?? '').split(/\s+/);
  return times.slice(0, timesCounted).reduce((sum, ticks) => sum + Number(ticks) * tick, 0);
}

/** Bytes received and sent by all links but the loopback (proc_pid_net(5)). */
export function traffic(links: string): [received: number, sent: number] {
  let received = 0;
  let sent = 0;
  for (const [, name, counts = ''] of links.matchAll(/^\s*([^\s:]+):(.*)$/gm)) {
    if (name === 'lo') continue;
    const numbers = counts.trim().split(/\s+/).map(Number);
    received += numbers[0] ?? 0;
    sent += numbers[8] ?? 0;
  }
  return [received, sent];
}

/** Of all devices: "8:0 rbytes=1 wbytes=2 …". */
function sumOf(io: string, name: string): number {
  const values = [...io.matchAll(new RegExp(`\\b${name}=(\\d+)`, 'g'))];
  return values.reduce((sum, [, value]) => sum + Number(value), 0);
}

/** Share of one processor between two samples, in percent: two busy ones make 200. */
export function processorShare(before: Sample, after: Sample): number {
  const used = after.used - before.used;
  const machine = after.machine - before.machine;
  return used > 0 && machine > 0 ? (used / machine) * after.processors * 100 : 0;
}

export function memoryShare({ memory, limit }: Sample): number {
  return limit > 0 ? (memory / limit) * 100 : 0;
}
