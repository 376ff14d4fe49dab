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

/** All processes of the guest but kernel threads and the reader itself. */
export async function readProcesses(guest: Guest): Promise<FoundProcess[]> {
  const { stdout } = await guest.agent.call({ op: 'run', argv: ['bash', '-c', script] });
  const lines = decodeText(stdout).split('\n');
  const reader = Number(lines[0]?.split(' ')[1]);
  const links = readLinks(lines);
  const found = sections(lines).map((section) => readSection(section, links));
  return found
    .filter(({ pid, parentPid }) => pid !== reader && pid !== 2 && parentPid !== 2)
    .sort((a, b) => a.pid - b.pid);
}

function sections(lines: readonly string[]): string[][] {
  const all: string[][] = [];
  for (const line of lines) {
    if (line.startsWith('stat ')) all.push([]);
    if (/^(stat|status|cgroup|word) /.test(line)) all.at(-1)?.push(line);
  }
  return all;
}

type Links = ReadonlyMap<number, Readonly<Record<string, string>>>;

/** What ls prints: a folder's name, then its links. */
function readLinks(lines: readonly string[]): Links {
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

function readSection(lines: readonly string[], links: Links): FoundProcess {
  const [stat = ''] = after(lines, 'stat ');
  const pid = parseInt(stat, 10);
  const fields = stat.replace(/^.*\) /, '').split(' ');
  const status = new Map(
    after(lines, 'status ').map((line): [string, string[]] => {
      const [name = '', ...values] = line.split(/\s+/);
      return [name, values];
    }),
  );
  const letter = fields[0] ?? '';
  return {
    pid,
    parentPid: Number(fields[1]),
    start: Number(fields[19]),
    status: letter === 'Z' ? 'zombie' : letter === 'T' ? 'stopped' : 'alive',
    argv: letter === 'Z' ? null : after(lines, 'word '),
    pids: (status.get('NSpid:') ?? []).map(Number),
    uid: Number(status.get('Uid:')?.[1]),
    cgroup: after(lines, 'cgroup 0::')[0]?.replace(' (deleted)', '') ?? '',
    namespaces: links.get(pid) ?? {},
  };
}

function after(lines: readonly string[], start: string): string[] {
  return lines.filter((line) => line.startsWith(start)).map((line) => line.slice(start.length));
}
