// Lines of trace_pipe: kernel/trace/trace_output.c, include/trace/events/{sched,signal,cgroup}.h, kernel/trace/trace_syscalls.c.

/** One event of the kernel's trace. */
export interface TraceLine {
  /** Thread that was running. */
  readonly tid: number;
  /** Milliseconds of the trace's clock. */
  readonly at: number;
  readonly text: string;
  readonly event: TraceEvent;
}

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
  /** A system call begins; arguments by name, as unsigned numbers. */
  | {
      readonly name: 'enter';
      readonly call: string;
      readonly arguments: ReadonlyMap<string, number>;
    }
  /** A system call is over; negative for an errno. */
  | { readonly name: 'leave'; readonly call: string; readonly result: number }
  | { readonly name: 'other' };

export type Parsed =
  | TraceLine
  /** The kernel overwrote that many events; null when it does not know how many. */
  | { readonly lost: number | null }
  /** Not a line of a trace, or one that does not say what it must; `tid` where at least that could be read. */
  | { readonly damaged: string; readonly tid: number | null };

// The short name is padded to 16 characters and may hold anything, blanks, dashes and brackets too.
const prefix =
  /^ *(.{0,16})-(\d+) +(?:\([ \d-]+\) )?\[\d{3,}\] (?:[^ :]{4,8} )? *(\d+)\.(\d{6}): (.*)$/u;
const named = /^([a-z_0-9]+): (.*)$/;
const entered = /^sys_([a-z_0-9]+)\((.*)\)$/;
const left = /^sys_([a-z_0-9]+) -> 0x([0-9a-f]+)$/;

/** Parses one line without its line end. Never throws. */
export function parseTraceLine(line: string): Parsed {
  const lost = /^CPU:\d+ \[LOST (\d+ )?EVENTS\]$/.exec(line);
  if (lost) return { lost: lost[1] ? Number(lost[1]) : null };
  const head = prefix.exec(line);
  if (!head) return { damaged: line, tid: null };
  const [, , tid, seconds, micros, body = ''] = head;
  const event = parseEvent(body);
  if (!event) return { damaged: line, tid: Number(tid) };
  return {
    tid: Number(tid),
    at: Number(seconds) * 1000 + Number(micros) / 1000,
    text: line.trim(),
    event,
  };
}

function parseEvent(body: string): TraceEvent | null {
  const [, call, list] = entered.exec(body) ?? [];
  if (call !== undefined) return parseEnter(call, list ?? '');
  const [, over, result] = left.exec(body) ?? [];
  if (over !== undefined) return { name: 'leave', call: over, result: signed(result ?? '0') };
  const [, name, rest] = named.exec(body) ?? [];
  if (name === undefined) return null;
  const parse = parsers.get(name);
  return parse ? parse(rest ?? '') : { name: 'other' };
}

function parseEnter(call: string, list: string): TraceEvent | null {
  const given = new Map<string, number>();
  for (const each of list === '' ? [] : list.split(', ')) {
    // Newer kernels add what a pointer points to, in quotes; only the number is wanted.
    const argument = /^([a-z_0-9]+): (?:0x)?([0-9a-f]+)\b/i.exec(each);
    if (argument?.[1] !== undefined) given.set(argument[1], parseInt(argument[2] ?? '', 16));
    else if (given.size === 0) return null;
  }
  return { name: 'enter', call, arguments: given };
}

/** A result as the register held it: 32 bits on the guest, 64 elsewhere. */
function signed(hex: string): number {
  const value = BigInt(`0x${hex}`);
  return Number(hex.length > 8 ? BigInt.asIntN(64, value) : BigInt.asIntN(32, value));
}

const parsers = new Map<string, (body: string) => TraceEvent | null>([
  [
    'task_newtask',
    (body) => {
      const m = /^pid=(\d+) comm=.* clone_flags=([0-9a-f]+) oom_score_adj=-?\d+$/.exec(body);
      return m && { name: 'newtask', pid: Number(m[1]), flags: parseInt(m[2] ?? '', 16) };
    },
  ],
  [
    'sched_process_fork',
    (body) => {
      const m = /^comm=.* pid=(\d+) child_comm=(.*) child_pid=(\d+)$/.exec(body);
      return m && { name: 'fork', parent: Number(m[1]), comm: m[2] ?? '', child: Number(m[3]) };
    },
  ],
  [
    'sched_process_exec',
    (body) => {
      const m = /^filename=(.*) pid=(\d+) old_pid=(\d+)$/.exec(body);
      return m && { name: 'exec', filename: m[1] ?? '', pid: Number(m[2]), oldPid: Number(m[3]) };
    },
  ],
  ['sched_process_exit', (body) => parseEnd('exit', body)],
  ['sched_process_free', (body) => parseEnd('free', body)],
  [
    'signal_generate',
    (body) => {
      const m = /^sig=(\d+) errno=-?\d+ code=(-?\d+) comm=.* pid=(\d+) grp=\d+ res=\d+$/.exec(body);
      return m && { name: 'signal', signal: Number(m[1]), code: Number(m[2]), pid: Number(m[3]) };
    },
  ],
  ...(['mkdir', 'rmdir', 'release', 'rename', 'freeze', 'unfreeze'] as const).map(
    (change): [string, (body: string) => TraceEvent | null] => [
      `cgroup_${change}`,
      (body) => {
        const m = /^root=(\d+) id=\d+ level=\d+ path=(.+)$/.exec(body);
        return m && { name: 'cgroup', change, root: Number(m[1]), path: m[2] ?? '' };
      },
    ],
  ),
  [
    'cgroup_attach_task',
    (body) => {
      const m = /^dst_root=(\d+) dst_id=\d+ dst_level=\d+ dst_path=(.+) pid=(\d+) comm=.*$/.exec(
        body,
      );
      return m && { name: 'attach', root: Number(m[1]), path: m[2] ?? '', pid: Number(m[3]) };
    },
  ],
]);

/** Newer kernels say more after the priority. */
function parseEnd(name: 'exit' | 'free', body: string): TraceEvent | null {
  const m = /^comm=.* pid=(\d+) prio=-?\d+(?: group_dead=\w+)?$/.exec(body);
  return m && { name, pid: Number(m[1]) };
}
