// Reads /proc by a shell's own means: apart from the agent's walk and from the observer's parsers, so that these can be held against it.
import { readFileSync } from 'node:fs';
import { decodeText } from '../../src/base/bytes.ts';
import type { Guest } from '../../src/backend/guest.ts';

/** A process as the shell found it. */
export interface FoundProcess {
  readonly pid: number;
  readonly parentPid: number;
  readonly start: number;
  readonly status: 'zombie' | 'stopped' | 'alive';
  /** Null for a zombie, which has none; line ends in it are blanks. */
  readonly argv: readonly string[] | null;
  readonly pids: readonly number[];
  readonly uid: number;
  readonly cgroup: string;
  /** Targets of the links that could be read, by name. */
  readonly namespaces: Readonly<Record<string, string>>;
}

const script = readFileSync(new URL('read-proc.sh', import.meta.url), 'utf8');

/** One reading of /proc. */
export interface Reading {
  /** When the reader itself was started, in clock ticks. */
  readonly start: number;
  /** All processes that are older than the reader, but kernel threads. */
  readonly processes: readonly FoundProcess[];
}

export async function readProcesses(guest: Guest): Promise<Reading> {
  const { stdout } = await guest.agent.call({ op: 'run', argv: ['sh', '-c', script] });
  const lines = decodeText(stdout).split('\n');
  const reader = Number(lines[0]?.split(':')[1]);
  const files = readFiles(lines);
  const links = readLinks(lines);
  const all = [...files]
    .filter(([, { stat }]) => stat !== undefined)
    .map(([pid, texts]) => readProcess(pid, texts, links.get(pid) ?? {}));
  const start = all.find(({ pid }) => pid === reader)?.start;
  if (start === undefined) throw new Error(`The reader did not find itself: PID ${String(reader)}`);
  const processes = all
    .filter((each) => each.pid !== 2 && each.parentPid !== 2 && each.start < start)
    .sort((a, b) => a.pid - b.pid);
  return { start, processes };
}

type Files = Readonly<Record<string, readonly string[] | undefined>>;

/** What grep prints: the name of a file below /proc, then one of its lines. */
function readFiles(lines: readonly string[]): Map<number, Files> {
  const files = new Map<number, Record<string, string[]>>();
  for (const line of lines) {
    const [, pid, file = '', text = ''] = /^(\d+)\/(\w+):(.*)$/s.exec(line) ?? [];
    if (pid === undefined || file === 'ns') continue;
    const texts = files.get(Number(pid)) ?? {};
    texts[file] = [...(texts[file] ?? []), text];
    files.set(Number(pid), texts);
  }
  return files;
}

/** What ls prints: a folder's name, then its links. */
function readLinks(lines: readonly string[]): Map<number, Record<string, string>> {
  const links = new Map<number, Record<string, string>>();
  let folder: Record<string, string> = {};
  for (const line of lines) {
    const pid = /^(\d+)\/ns:$/.exec(line)?.[1];
    if (pid !== undefined) links.set(Number(pid), (folder = {}));
    const [, name, target] = / (\w+) -> '?([a-z_]+:\[\d+\])'?$/.exec(line) ?? [];
    if (name !== undefined && target !== undefined) folder[name] = target;
  }
  return links;
}

function readProcess(
  pid: number,
  texts: Files,
  namespaces: Readonly<Record<string, string>>,
): FoundProcess {
  const fields = (texts['stat']?.[0] ?? '').replace(/^.*\) /, '').split(' ');
  const status = (name: string): number[] =>
    (texts['status']?.find((line) => line.startsWith(name)) ?? '')
      .split(/\s+/)
      .slice(1)
      .map(Number);
  const [letter = ''] = fields;
  return {
    pid,
    parentPid: Number(fields[1]),
    start: Number(fields[19]),
    status: letter === 'Z' ? 'zombie' : letter === 'T' ? 'stopped' : 'alive',
    argv: letter === 'Z' ? null : (texts['cmdline'] ?? []).join(' ').split('\0').slice(0, -1),
    pids: status('NSpid:'),
    uid: status('Uid:')[1] ?? -1,
    cgroup: (texts['cgroup']?.[0] ?? '').replace('0::', '').replace(' (deleted)', ''),
    namespaces,
  };
}
