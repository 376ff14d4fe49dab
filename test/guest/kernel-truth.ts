// What the kernel was asked for, by a tracing instance of the test's own: other events than the agent's, read as text, decoded here. The Kernel log must have it line for line.
import type { Guest } from '../../src/backend/guest.ts';
import { decodeText, encodeText } from '../../src/base/bytes.ts';
import { layout } from '../../src/views/kernel-log/layout.ts';
import { defaultOptions } from '../../src/views/options.ts';
import type { World } from '../../src/world/model.ts';

const folder = '/sys/kernel/tracing/instances/truth';

/** Numbers of i386 system calls, as asm/unistd_32.h has them, and the names that they go by in the log. */
const calls = new Map([
  [21, 'mount'],
  [22, 'oldumount'],
  [52, 'umount'],
  [61, 'chroot'],
  [74, 'sethostname'],
  [217, 'pivot_root'],
  [310, 'unshare'],
  [346, 'setns'],
  [361, 'bind'],
  [363, 'listen'],
  [428, 'open_tree'],
  [429, 'move_mount'],
  [432, 'fsmount'],
  [442, 'mount_setattr'],
]);
const execs = [11, 358];
const socketcall = 102;
const errors = new Map([
  [1, 'EPERM'],
  [2, 'ENOENT'],
  [9, 'EBADF'],
  [13, 'EACCES'],
  [16, 'EBUSY'],
  [20, 'ENOTDIR'],
  [22, 'EINVAL'],
  [98, 'EADDRINUSE'],
]);
/** Bits of clone(2), unshare(2) and setns(2), and of mount(2), that are compared; a log's other flags are passed over. */
const kinds = new Map([
  [0x80, 'CLONE_NEWTIME'],
  [0x20000, 'CLONE_NEWNS'],
  [0x2000000, 'CLONE_NEWCGROUP'],
  [0x4000000, 'CLONE_NEWUTS'],
  [0x8000000, 'CLONE_NEWIPC'],
  [0x10000000, 'CLONE_NEWUSER'],
  [0x20000000, 'CLONE_NEWPID'],
  [0x40000000, 'CLONE_NEWNET'],
]);
const mounting = new Map([
  [1, 'MS_RDONLY'],
  [2, 'MS_NOSUID'],
  [32, 'MS_REMOUNT'],
  [4096, 'MS_BIND'],
  [8192, 'MS_MOVE'],
  [16384, 'MS_REC'],
  [1 << 18, 'MS_PRIVATE'],
  [1 << 19, 'MS_SLAVE'],
  [1 << 20, 'MS_SHARED'],
]);
const compared = new Set([...kinds.values(), ...mounting.values()]);
const called = new Set(['clone', ...calls.values()]);
const flagsAt = new Map([
  ['unshare', 0],
  ['setns', 1],
  ['mount', 3],
]);
/** Codes of signals that a timer or a file sends, whoever runs then. */
const ofNobody = [-2, -5];
const thread = 0x10000;
const sibling = 0x8000;

const numbers = [...calls.keys(), ...execs, socketcall];
const isOne = numbers.map((number) => `id == ${String(number)}`).join(' || ');
const events: readonly (readonly [name: string, filter: string])[] = [
  ['raw_syscalls/sys_enter', isOne],
  ['raw_syscalls/sys_exit', isOne],
  ['task/task_newtask', ''],
  ['sched/sched_process_exit', ''],
  ['sched/sched_process_exec', ''],
  ['signal/signal_generate', ''],
  ['cgroup/cgroup_mkdir', ''],
  ['cgroup/cgroup_attach_task', ''],
];

interface Line {
  readonly comm: string;
  readonly tid: number;
  /** Microseconds. */
  readonly at: number;
  readonly name: string;
  readonly text: string;
}

/** Follows everything that happens in the guest from its opening on. */
export class KernelTruth {
  readonly #guest: Guest;
  /** Threads that are no process's first, kernel threads, and whoever they start. */
  readonly #others = new Set<number>();
  readonly #owners = new Map<number, number>();
  /** Up to where it was compared, microseconds. */
  #until = 0;
  compared = 0;

  private constructor(guest: Guest) {
    this.#guest = guest;
  }

  static async open(guest: Guest): Promise<KernelTruth> {
    const truth = new KernelTruth(guest);
    const set = (file: string, text: string): string => `echo '${text}' > ${folder}/${file}`;
    const lines = events.flatMap(([name, filter]) => [
      ...(filter ? [set(`events/${name}/filter`, filter)] : []),
      set(`events/${name}/enable`, '1'),
    ]);
    const script = [
      `mkdir ${folder}`,
      set('trace_clock', 'mono'),
      set('buffer_size_kb', '2048'),
      ...lines,
      set('trace', ''),
    ];
    const { exit, stderr } = await guest.run(script.join(' && '));
    if (exit !== 0) throw new Error(`No tracing of the test's own: ${decodeText(stderr)}`);
    await truth.#read();
    return truth;
  }

  async close(): Promise<void> {
    await this.#guest.run(`rmdir ${folder}`);
  }

  /** What the log's scene says otherwise of the time since the last call. */
  async differences(): Promise<string[]> {
    const from = this.#until;
    const lines = await this.#read();
    await this.#guest.settle();
    const real = counted(new Expected(lines, this.#others, this.#owners).all());
    const shown = counted(shownLines(this.#guest.world, from, this.#until));
    for (const count of real.values()) this.compared += count;
    return [...new Set([...real.keys(), ...shown.keys()])]
      .filter((line) => real.get(line) !== shown.get(line))
      .map((line) => `${line}: the kernel ×${times(real, line)}, the log ×${times(shown, line)}`);
  }

  /** What came since the last call, up to a mark that is put there now. */
  async #read(): Promise<Line[]> {
    await this.#guest.settle();
    const mark = { path: `${folder}/trace_marker`, data: encodeText('until here') };
    const [, read] = await this.#guest.agent.batch([
      { op: 'write', ...mark, append: true },
      { op: 'read', path: `${folder}/trace` },
      { op: 'write', path: `${folder}/trace`, data: new Uint8Array() },
    ]);
    if (!read?.ok) throw new Error('The trace of the test’s own cannot be read');
    const text = decodeText(read.value as Uint8Array);
    if (text.includes('LOST')) throw new Error('The trace of the test’s own is too short');
    const lines = text.split('\n').flatMap((line) => parseLine(line) ?? []);
    const last = lines.findLast(({ text: body }) => body.includes('until here'));
    if (!last) throw new Error('The mark is not in the trace');
    this.#until = last.at;
    return lines;
  }
}

function parseLine(line: string): Line | null {
  const [, comm = '', tid, seconds, micros, name = '', text = ''] =
    /^ *(.{1,16})-(\d+) +\[\d+\] \S+ +(\d+)\.(\d{6}): (\w+): (.*)$/.exec(line) ?? [];
  if (tid === undefined) return null;
  return { comm, tid: Number(tid), at: Number(seconds) * 1e6 + Number(micros), name, text };
}

/** Turns the lines of a trace into those of the log. */
class Expected {
  readonly #lines: readonly Line[];
  readonly #others: Set<number>;
  readonly #owners: Map<number, number>;

  constructor(lines: readonly Line[], others: Set<number>, owners: Map<number, number>) {
    this.#lines = lines;
    this.#others = others;
    this.#owners = owners;
  }

  all(): string[] {
    return this.#lines.flatMap((line, i) => this.#of(line, this.#lines.slice(i + 1)));
  }

  #of(line: Line, later: readonly Line[]): string[] {
    const word = (name: string): string =>
      new RegExp(`\\b${name}=(\\S+)`).exec(line.text)?.[1] ?? '';
    switch (line.name) {
      case 'task_newtask':
        return this.#born(line, Number(word('pid')), parseInt(word('clone_flags'), 16));
      case 'sched_process_exec':
        return this.#executed(line, Number(word('pid')), later);
      case 'sched_process_exit':
        return this.#exited(line);
      case 'signal_generate':
        return this.#signalled(line, Number(word('sig')), Number(word('code')));
      case 'cgroup_mkdir':
        return [`0 cgroup mkdir(${word('path')})`];
      case 'cgroup_attach_task':
        return [`${word('pid')} cgroup.procs(${word('dst_path')})`];
      case 'sys_enter':
        return this.#asked(line, later);
      default:
        return [];
    }
  }

  #ownerOf(tid: number): number {
    return this.#owners.get(tid) ?? tid;
  }

  /** Of the kernel's own threads the log tells nothing. */
  #isKernel({ comm, tid }: Line): boolean {
    return tid === 2 || /^(kworker|kthreadd|ksoftirqd)/.test(comm) || this.#others.has(tid);
  }

  #born(line: Line, child: number, flags: number): string[] {
    if (this.#isKernel(line)) {
      this.#others.add(child);
      return [];
    }
    const owner = this.#ownerOf(line.tid);
    if (flags & thread) {
      this.#owners.set(child, owner);
      return [];
    }
    const own = names(kinds, flags & ~0xff);
    // A child that has its maker's parent is told of that one.
    const who = flags & sibling ? '?' : String(owner);
    const clone = own.length > 0 ? [`${String(owner)} clone(${own.join(', ')})`] : [];
    return [...clone, `${who} fork(${String(child)})`];
  }

  /** An execve that is over has no error. */
  #executed(line: Line, pid: number, later: readonly Line[]): string[] {
    if (this.#isKernel(line)) return [];
    const file = /^filename=(.*) pid=\d+ old_pid=\d+$/.exec(line.text)?.[1] ?? '';
    const isOver = later.some(
      ({ name, tid, text }) =>
        name === 'sys_exit' && tid === pid && execs.some((nr) => text === `NR ${String(nr)} = 0`),
    );
    // On its way between the two it is on its way in the log too.
    return isOver || !later.some(({ tid }) => tid === pid)
      ? [`${String(pid)} execve(${file})`]
      : [];
  }

  #exited(line: Line): string[] {
    if (this.#owners.delete(line.tid)) return [];
    if (this.#isKernel(line)) return [];
    return [`${String(line.tid)} exit()`];
  }

  #signalled(line: Line, signal: number, code: number): string[] {
    const [, comm = '', pid = ''] = /comm=(.*) pid=(\d+) grp=\d+ res=\d+$/.exec(line.text) ?? [];
    if (signal === 17 || signal === 28) return []; // SIGCHLD, SIGWINCH: the log leaves them out
    const from = code > 0 || ofNobody.includes(code) ? 0 : this.#ownerOf(line.tid);
    return [`${String(from)} kill(${String(signal)}, ${comm} (${pid}))`];
  }

  #asked(line: Line, later: readonly Line[]): string[] {
    const [, nr = '', list = ''] = /^NR (\d+) \((.*)\)$/.exec(line.text) ?? [];
    const given = list.split(', ').map((each) => parseInt(each, 16));
    const call = callOf(Number(nr), given[0] ?? 0);
    // The agent looks into other namespaces; that is no part of any command.
    if (call === undefined || (call === 'setns' && line.tid === 1)) return [];
    const flags = given[flagsAt.get(call) ?? -1] ?? 0;
    const told = names(call === 'mount' ? mounting : kinds, flags).join(', ');
    return [`${String(this.#ownerOf(line.tid))} ${call}(${told})${errorOf(line, nr, later)}`];
  }
}

function callOf(nr: number, first: number): string | undefined {
  if (nr !== socketcall) return calls.get(nr);
  return first === 2 ? 'bind' : first === 4 ? 'listen' : undefined;
}

/** How it ended, where it has. */
function errorOf({ tid }: Line, nr: string, later: readonly Line[]): string {
  const exit = later.find(
    (each) => each.name === 'sys_exit' && each.tid === tid && each.text.startsWith(`NR ${nr} `),
  );
  const error = Number(/= -(\d+)$/.exec(exit?.text ?? '')?.[1] ?? 0);
  return error > 0 ? ` = ${errors.get(error) ?? String(error)}` : '';
}

function names(table: ReadonlyMap<number, string>, flags: number): string[] {
  return [...table].flatMap(([bit, name]) => (flags & bit ? [name] : []));
}

/** Nobody's window is so large, and so all lines are in the scene, whole. */
const size = { width: 8000, height: 1_000_000 };

/** The log's lines of a time, as the scene has them, without what is not compared. */
function shownLines(world: World, from: number, until: number): string[] {
  const options = { ...defaultOptions, log: { command: 'all', hidden: [] } };
  const { rows } = layout(world, size, options);
  return rows.flatMap(({ id, spoken }) => {
    const at = Math.round(Number(id.split(' ')[0]) * 1000);
    return at > from && at <= until ? [shownLine(spoken)] : [];
  });
}

/** Of "+1.2 ms  sh (214) in web  unshare(CLONE_NEWUTS, CLONE_FS)  Leaves for …": "214 unshare(CLONE_NEWUTS)". */
function shownLine(spoken: string): string {
  const [, actor = '', call = ''] = spoken.split('  ');
  const who = /\((\d+)\)(?: in \S+)?$/.exec(actor)?.[1] ?? '0';
  const [, name = '', list = '', end = ''] = /^(.*?)\((.*)\)( = \w+)?$/s.exec(call) ?? [];
  return `${who} ${name}(${comparedOf(name, list)})${end}`;
}

function comparedOf(name: string, list: string): string {
  if (!called.has(name)) return list;
  return list
    .split(', ')
    .filter((flag) => compared.has(flag))
    .join(', ');
}

function counted(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

const times = (counts: ReadonlyMap<string, number>, line: string): string =>
  String(counts.get(line) ?? 0);
