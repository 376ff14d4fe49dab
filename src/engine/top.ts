// docker top: the guest's own `ps`, cut down to the processes of one container.
import { decodeText } from '../base/bytes.ts';
import type { Container } from './container.ts';
import type { EngineState } from './state.ts';
import { EngineError } from './error.ts';
import { checkRunning } from './exec.ts';
import { cgroupPath } from './cgroup.ts';

export interface ProcessTable {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Runs `ps` with these arguments and keeps the rows whose PID is in the container's cgroup. */
export async function topContainer(
  engine: EngineState,
  container: Container,
  psArguments: readonly string[],
): Promise<ProcessTable> {
  checkRunning(container);
  const argv = ['ps', ...(psArguments.length > 0 ? psArguments : ['-ef'])];
  const procs = `/sys/fs/cgroup${cgroupPath(container.id)}/cgroup.procs`;
  const [ps, pids] = await engine.agent.batch([
    { op: 'run', argv },
    { op: 'read', path: procs },
  ]);
  if (!ps?.ok || !pids?.ok) throw new EngineError('system', 'Container has no processes');
  const { exit, stdout, stderr } = ps.value as {
    exit: number;
    stdout: Uint8Array;
    stderr: Uint8Array;
  };
  if (exit !== 0) {
    const why = decodeText(stderr).split('\n', 1)[0] ?? '';
    throw new EngineError('system', `ps: ${why || `exit status ${String(exit)}`}`);
  }
  const members = new Set(
    decodeText(pids.value as Uint8Array)
      .trim()
      .split('\n'),
  );
  const table = parseTable(decodeText(stdout), members);
  engine.noteContainer('top', container);
  return table;
}

/** Splits ps's output into columns; the last takes the rest of the line. */
export function parseTable(text: string, pids: ReadonlySet<string>): ProcessTable {
  const [head = '', ...lines] = text.split('\n');
  const titles = head.trim().split(/\s+/);
  const pidColumn = titles.indexOf('PID');
  if (pidColumn < 0) throw new EngineError('system', `Couldn't find PID field in ps output`);
  const rows = lines
    .filter((line) => line.trim() !== '')
    .map((line) => splitFields(line, titles.length))
    .filter((row) => pids.has(row[pidColumn] ?? ''));
  return { titles, rows };
}

function splitFields(line: string, count: number): string[] {
  const fields = line.trim().split(/\s+/);
  return [...fields.slice(0, count - 1), fields.slice(count - 1).join(' ')];
}
