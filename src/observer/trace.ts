// What entries of the trace mean: include/trace/events/{sched,task,signal,cgroup}.h, kernel/trace/trace_syscalls.c.
import type { TraceEntry } from '../agent/record.ts';

/** One event of the kernel's trace. */
export interface Traced extends TraceEntry {
  readonly event: TraceEvent;
}

export type Values = TraceEntry['values'];

export type TraceEvent =
  /** Precedes the fork of a child that is a thread, or a sibling, or in namespaces of its own. */
  | { readonly name: 'newtask'; readonly pid: number; readonly flags: number }
  | {
      readonly name: 'fork';
      readonly parent: number;
      readonly child: number;
      readonly comm: string;
    }
  | {
      readonly name: 'exec';
      readonly filename: string;
      readonly pid: number;
      readonly oldPid: number;
    }
  | { readonly name: 'exit' | 'free'; readonly pid: number }
  | {
      readonly name: 'signal';
      readonly signal: number;
      readonly code: number;
      readonly pid: number;
    }
  | {
      readonly name: 'cgroup';
      readonly change: 'mkdir' | 'rmdir' | 'release' | 'rename' | 'freeze' | 'unfreeze';
      /** 0 for cgroup v2. */
      readonly root: number;
      readonly path: string;
    }
  | {
      readonly name: 'attach';
      readonly root: number;
      readonly path: string;
      readonly pid: number;
    }
  /** A system call begins; arguments by name. */
  | { readonly name: 'enter'; readonly call: string; readonly arguments: Values }
  /** A system call is over; negative for an errno. */
  | { readonly name: 'leave'; readonly call: string; readonly result: number }
  | { readonly name: 'other' };

/** Says what an entry means; null where it lacks what it must say. Never throws. */
export function readTraceEntry(entry: TraceEntry): Traced | null {
  const event = readEvent(entry);
  return event && { ...entry, event };
}

function readEvent({ name, values }: TraceEntry): TraceEvent | null {
  const read = readers.get(name);
  if (read) return read(values);
  if (name.startsWith(enter))
    return { name: 'enter', call: name.slice(enter.length), arguments: values };
  if (!name.startsWith(leave)) return { name: 'other' };
  const { ret } = values;
  if (typeof ret !== 'number') return null;
  return { name: 'leave', call: name.slice(leave.length), result: ret };
}

const enter = 'sys_enter_';
const leave = 'sys_exit_';

/** An entry as evidence: what tracefs calls its fields, with their values. */
export function formatTraceEntry({ name, tid, at, values }: TraceEntry): string {
  const fields = Object.entries(values).map(
    ([field, value]) => `${field}=${formatValue(value, name.startsWith(enter))}`,
  );
  return `thread ${String(tid)}, ${(at / 1000).toFixed(6)}: ${name}: ${fields.join(' ')}`;
}

/** Arguments of system calls are addresses and flags for the most part. */
function formatValue(value: number | string, isArgument: boolean): string {
  return typeof value === 'number' && isArgument ? `0x${(value >>> 0).toString(16)}` : `${value}`;
}

type Reader = (values: Values) => TraceEvent | null;

/** A reader of entries that have these fields, and of no others. */
function reader<N extends string, T extends string = never>(
  fields: { readonly numbers: readonly N[]; readonly texts?: readonly T[] },
  read: (values: Readonly<Record<N, number> & Record<T, string>>) => TraceEvent,
): Reader {
  const { numbers, texts = [] } = fields;
  return (values) =>
    numbers.every((name) => typeof values[name] === 'number') &&
    texts.every((name) => typeof values[name] === 'string')
      ? read(values as Parameters<typeof read>[0])
      : null;
}

function endReader(name: 'exit' | 'free'): Reader {
  return reader({ numbers: ['pid'] }, ({ pid }) => ({ name, pid }));
}

const readers = new Map<string, Reader>([
  [
    'task_newtask',
    reader({ numbers: ['pid', 'clone_flags'] }, ({ pid, clone_flags: flags }) => ({
      name: 'newtask',
      pid,
      flags,
    })),
  ],
  [
    'sched_process_fork',
    reader({ numbers: ['parent_pid', 'child_pid'], texts: ['child_comm'] }, (of) => ({
      name: 'fork',
      parent: of.parent_pid,
      child: of.child_pid,
      comm: of.child_comm,
    })),
  ],
  [
    'sched_process_exec',
    reader({ numbers: ['pid', 'old_pid'], texts: ['filename'] }, (of) => ({
      name: 'exec',
      filename: of.filename,
      pid: of.pid,
      oldPid: of.old_pid,
    })),
  ],
  ['sched_process_exit', endReader('exit')],
  ['sched_process_free', endReader('free')],
  [
    'signal_generate',
    reader({ numbers: ['sig', 'code', 'pid'] }, ({ sig: signal, code, pid }) => ({
      name: 'signal',
      signal,
      code,
      pid,
    })),
  ],
  ...(['mkdir', 'rmdir', 'release', 'rename', 'freeze', 'unfreeze'] as const).map(
    (change): [string, Reader] => [
      `cgroup_${change}`,
      reader({ numbers: ['root'], texts: ['path'] }, ({ root, path }) => ({
        name: 'cgroup',
        change,
        root,
        path,
      })),
    ],
  ),
  [
    'cgroup_attach_task',
    reader({ numbers: ['dst_root', 'pid'], texts: ['dst_path'] }, (of) => ({
      name: 'attach',
      root: of.dst_root,
      path: of.dst_path,
      pid: of.pid,
    })),
  ],
]);
