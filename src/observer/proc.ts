// The files of /proc/PID as an agent's record holds them: proc(5), fs/proc/array.c.
import type { ProcessRecord } from '../agent/record.ts';
import { cgroupPath, namespaceId } from '../world/id.ts';
import { namespaceKinds, type CgroupPath, type NamespaceId, type Process } from '../world/model.ts';

/** What a process record says, before it is known who the process is. */
export interface ProcessFacts {
  readonly pid: number;
  readonly comm: string;
  readonly status: Process['status'];
  /** It is on its way through exit(2) but not yet a zombie. */
  readonly exiting: boolean;
  readonly kernelThread: boolean;
  /** A thread's own number was looked for, not a process's. */
  readonly thread: boolean;
  readonly parentPid: number;
  /** Clock ticks since boot. */
  readonly start: number;
  readonly pids: readonly number[];
  readonly uid: number;
  /** Bytes. */
  readonly memory: number;
  readonly argv: readonly string[];
  readonly cgroup: CgroupPath | null;
  /** By the name of the link; what could not be read is missing. */
  readonly namespaces: ReadonlyMap<string, NamespaceId>;
}

const exitingFlag = 0x4;
const kernelThreadFlag = 0x200000;

const states = new Map<string, Process['status']>([
  ['R', 'running'],
  ['S', 'sleeping'],
  ['I', 'sleeping'],
  ['D', 'waiting'],
  ['T', 'stopped'],
  ['t', 'stopped'],
  ['Z', 'zombie'],
  ['X', 'zombie'],
]);

/** Names of the links in a record's `namespaces`, in its order; must match `namespaceLinks` in agent/record.ts. */
const links = [...namespaceKinds, 'pid_for_children', 'time_for_children'];

/** Parses a record; null when it is damaged. */
export function parseProcess(record: ProcessRecord): ProcessFacts | null {
  const stat = parseStat(record.stat);
  if (!stat || stat.pid !== record.pid) return null;
  const status = parseStatus(record.status);
  const pids = numbers(status.get('NSpid'));
  const uids = numbers(status.get('Uid'));
  return {
    ...stat,
    thread: Number(status.get('Tgid') ?? stat.pid) !== stat.pid,
    pids: pids.length > 0 && pids[0] === stat.pid ? pids : [stat.pid],
    uid: uids[1] ?? uids[0] ?? 0,
    memory: (numbers(status.get('VmRSS'))[0] ?? 0) * 1024,
    argv: parseArguments(record.cmdline),
    cgroup: parseCgroup(record.cgroup),
    namespaces: parseLinks(record.namespaces),
  };
}

type StatFacts = Pick<
  ProcessFacts,
  'pid' | 'comm' | 'status' | 'exiting' | 'kernelThread' | 'parentPid' | 'start'
>;

/** The short name stands in parentheses and may hold blanks and parentheses itself: the last one ends it. */
function parseStat(stat: string): StatFacts | null {
  const open = stat.indexOf(' (');
  const close = stat.lastIndexOf(') ');
  if (open < 1 || close < open) return null;
  const pid = Number(stat.slice(0, open));
  const fields = stat
    .slice(close + 2)
    .trim()
    .split(' ');
  const status = states.get(fields[0] ?? '');
  const [parentPid, flags, start] = [fields[1], fields[6], fields[19]].map(Number);
  if (!status || !isCount(pid) || !isCount(parentPid) || !isCount(flags) || !isCount(start))
    return null;
  return {
    pid,
    comm: stat.slice(open + 2, close),
    status,
    exiting: status !== 'zombie' && (flags & exitingFlag) !== 0,
    kernelThread: (flags & kernelThreadFlag) !== 0,
    parentPid,
    start,
  };
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0;
}

function parseStatus(text: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0 && !values.has(line.slice(0, colon)))
      values.set(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return values;
}

function numbers(text: string | undefined): number[] {
  const words = text?.match(/\d+/g) ?? [];
  return words.map(Number);
}

function parseArguments(cmdline: string): string[] {
  if (cmdline === '') return [];
  return (cmdline.endsWith('\0') ? cmdline.slice(0, -1) : cmdline).split('\0');
}

/** The line of cgroup v2, which has no controllers before its path. */
function parseCgroup(text: string): CgroupPath | null {
  const line = text.split('\n').find((each) => each.startsWith('0::'));
  return line === undefined ? null : cgroupPath(line.slice(3));
}

function parseLinks(targets: readonly string[]): Map<string, NamespaceId> {
  const found = new Map<string, NamespaceId>();
  for (const [index, link] of links.entries()) {
    const id = namespaceId(targets[index] ?? '');
    if (id && id.startsWith(`${link.replace('_for_children', '')}:`)) found.set(link, id);
  }
  return found;
}
