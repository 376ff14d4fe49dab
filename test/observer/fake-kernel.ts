import type { KernelRecord, ProcessRecord } from '../../src/agent/record.ts';
import type { Ask } from '../../src/observer/wanted.ts';
import { namespaceKinds, type NamespaceKind } from '../../src/world/model.ts';

const cloneFlag: Readonly<Record<NamespaceKind, number>> = {
  mnt: 0x20000,
  uts: 0x4000000,
  ipc: 0x8000000,
  pid: 0x20000000,
  net: 0x40000000,
  user: 0x10000000,
  cgroup: 0x2000000,
  time: 0x80,
};

export interface FakeProcess {
  pid: number;
  parent: number;
  /** Clock ticks. */
  start: number;
  comm: string;
  argv: string[];
  state: 'S' | 'T' | 'Z';
  uid: number;
  cgroup: string;
  namespaces: Record<NamespaceKind, string>;
  /** Where its children will be born; null while that PID namespace has no first process. */
  forChildren: { pid: string; time: string };
  /** Numbers, outermost first. */
  pids: number[];
}

/** A small kernel: does what it is told, traces it as Linux does, and shows its state as /proc would. */
export class FakeKernel {
  readonly processes = new Map<number, FakeProcess>();
  readonly cgroups = new Set(['/']);
  #threads = new Set<number>();
  #at = 1000;
  #nextPid = 2;
  #nextInode = 5_000;
  #trace: string[] = [];
  #lost = 0;
  /** Reaped, but the kernel has not let go of them yet. */
  #unfreed: number[] = [];
  /** Chain of PID namespaces from outermost, and the next number in each. */
  #numbers = new Map<string, { outer: string | null; next: number }>();

  constructor() {
    const namespaces = Object.fromEntries(
      namespaceKinds.map((kind) => [kind, this.#namespace(kind)]),
    ) as FakeProcess['namespaces'];
    this.#numbers.set(namespaces.pid, { outer: null, next: 3 });
    this.processes.set(1, {
      pid: 1,
      parent: 0,
      start: 0,
      comm: 'init',
      argv: ['init'],
      state: 'S',
      uid: 0,
      cgroup: '/',
      namespaces,
      forChildren: { pid: namespaces.pid, time: namespaces.time },
      pids: [1],
    });
  }

  fork(parent: FakeProcess, kinds: readonly NamespaceKind[] = [], sibling = false): number {
    const pid = this.#newPid();
    const born = sibling ? parent.parent : parent.pid;
    const flags = kinds.reduce((all, kind) => all | cloneFlag[kind], sibling ? 0x8000 : 0) >>> 0;
    if (flags) this.#say(parent, newTask(pid, parent.comm, flags));
    const namespaces = { ...parent.namespaces, ...parent.forChildren };
    for (const kind of kinds) namespaces[kind] = this.#namespace(kind);
    if (kinds.includes('pid'))
      this.#numbers.set(namespaces.pid, { outer: parent.namespaces.pid, next: 1 });
    this.processes.set(pid, {
      ...structuredClone(parent),
      pid,
      parent: born,
      start: Math.floor(this.#at / 10),
      state: 'S',
      namespaces,
      forChildren: { pid: namespaces.pid, time: namespaces.time },
      pids: this.#numbersFor(pid, namespaces.pid),
    });
    this.#say(parent, this.#forkLine(parent, pid));
    return pid;
  }

  forkThread(parent: FakeProcess): number {
    const tid = this.#newPid();
    this.#threads.add(tid);
    this.#say(parent, newTask(tid, parent.comm, 0x3d0f00));
    this.#say(parent, this.#forkLine(parent, tid));
    return tid;
  }

  endThread(tid: number): void {
    this.#threads.delete(tid);
    this.#trace.push(
      this.#line('sh', tid, `sched_process_exit: comm=sh pid=${String(tid)} prio=0`),
    );
    this.#unfreed.push(tid);
  }

  get threads(): readonly number[] {
    return [...this.#threads];
  }

  exec(process: FakeProcess, filename: string, uid: number): void {
    process.comm = filename.slice(filename.lastIndexOf('/') + 1).slice(0, 15);
    process.argv = [filename, '-x'];
    process.uid = uid;
    const pid = String(process.pid);
    this.#say(process, `sched_process_exec: filename=${filename} pid=${pid} old_pid=${pid}`);
  }

  /** Ends a process; with its PID namespace's first process all others in it end. */
  exit(process: FakeProcess): void {
    if (process.pids.length > 1 && process.pids.at(-1) === 1) {
      for (const other of this.living())
        if (other !== process && this.#within(other, process.namespaces.pid)) this.#end(other);
    }
    this.#end(process);
  }

  reap(process: FakeProcess): void {
    this.processes.delete(process.pid);
    this.#unfreed.push(process.pid);
  }

  free(): void {
    for (const pid of this.#unfreed.splice(0))
      this.#trace.push(
        this.#line('<idle>', 0, `sched_process_free: comm=x pid=${String(pid)} prio=120`),
      );
  }

  unshare(process: FakeProcess, kinds: readonly NamespaceKind[]): void {
    const flags = kinds.reduce((all, kind) => all | cloneFlag[kind], 0) >>> 0;
    this.#say(process, `sys_unshare(unshare_flags: ${flags.toString(16)})`);
    for (const kind of kinds) {
      const id = this.#namespace(kind);
      if (kind === 'pid') {
        this.#numbers.set(id, { outer: process.namespaces.pid, next: 1 });
        process.forChildren = { ...process.forChildren, pid: id };
      } else if (kind === 'time') process.forChildren = { ...process.forChildren, time: id };
      else process.namespaces = { ...process.namespaces, [kind]: id };
    }
    this.#say(process, 'sys_unshare -> 0x0');
  }

  join(process: FakeProcess, target: FakeProcess, kind: 'mnt' | 'uts' | 'net'): void {
    this.#say(process, `sys_setns(fd: 3, flags: ${cloneFlag[kind].toString(16)})`);
    process.namespaces = { ...process.namespaces, [kind]: target.namespaces[kind] };
    this.#say(process, 'sys_setns -> 0x0');
  }

  signal(from: FakeProcess, to: FakeProcess, signal: 18 | 19): void {
    to.state = signal === 19 ? 'T' : 'S';
    this.#say(
      from,
      `signal_generate: sig=${String(signal)} errno=0 code=0 comm=${to.comm} pid=${String(to.pid)} grp=1 res=0`,
    );
  }

  attach(process: FakeProcess, path: string): void {
    this.cgroups.add(path);
    process.cgroup = path;
    this.#say(process, `cgroup_mkdir: root=0 id=7 level=1 path=${path}`);
    this.#say(
      process,
      `cgroup_attach_task: dst_root=0 dst_id=7 dst_level=1 dst_path=${path} pid=${String(process.pid)} comm=${process.comm}`,
    );
  }

  /** The ring was too small: what was traced and not yet read is gone. */
  lose(): void {
    this.#lost += this.#trace.splice(0).length;
  }

  living(): FakeProcess[] {
    return [...this.processes.values()].filter(({ state }) => state !== 'Z');
  }

  zombies(): FakeProcess[] {
    return [...this.processes.values()].filter(({ state }) => state === 'Z');
  }

  /** Everything traced since the last call. */
  read(): KernelRecord[] {
    const records: KernelRecord[] = [];
    if (this.#lost > 0) records.push({ type: 'lost', at: this.#at, count: this.#lost });
    this.#lost = 0;
    if (this.#trace.length > 0)
      records.push({ type: 'trace', text: this.#trace.splice(0).join('\n') + '\n' });
    return records;
  }

  /** What the agent pushes when it is asked. A walk takes its time: `between` may happen during it. */
  answer(ask: Ask, between: () => KernelRecord[] = () => []): KernelRecord[] {
    const before = this.read();
    const at = this.#at;
    switch (ask.type) {
      case 'look':
        return [...before, ...ask.pids.map((pid) => this.#look(pid))];
      case 'inside': {
        const process = this.processes.get(ask.pid);
        return process ? [...before, ...this.#inside(process)] : before;
      }
      case 'reading':
      case 'network':
        return before; // the caller reads files itself
      case 'cgroup':
        return this.cgroups.has(ask.path)
          ? [...before, { type: 'cgroup', at, path: ask.path, files: { 'pids.current': '1\n' } }]
          : before;
      case 'layer':
      case 'content':
        return before;
      case 'walk':
        return [
          ...before,
          { type: 'walk/begin', at },
          ...[...this.processes.keys()].map((pid) => this.#look(pid)),
          ...between(),
          ...this.read(),
          ...[...this.cgroups].map((path) => ({ type: 'cgroup' as const, at, path, files: {} })),
          { type: 'walk/end', at },
        ];
    }
  }

  /** The records of processes alone, as a walk has them. */
  look(): KernelRecord[] {
    return [...this.processes.keys()].map((pid) => this.#look(pid));
  }

  #inside({ pid, namespaces }: FakeProcess): KernelRecord[] {
    const text = '5 1 0:3 / / rw shared:1 - tmpfs none rw\n';
    return [
      { type: 'mounts', at: this.#at, pid, namespace: namespaces.mnt, text },
      { type: 'hostname', at: this.#at, pid, namespace: namespaces.uts, text: 'box\n' },
    ];
  }

  #look(pid: number): KernelRecord {
    const process = this.processes.get(pid);
    return process ? this.#record(process) : { type: 'absent', at: this.#at, pid };
  }

  #record(process: FakeProcess): ProcessRecord {
    const { pid, namespaces, forChildren } = process;
    const dead = process.state === 'Z';
    const links = namespaceKinds.map((kind) =>
      dead && kind !== 'pid' && kind !== 'user' ? '' : namespaces[kind],
    );
    const born = (this.#numbers.get(forChildren.pid)?.next ?? 1) > 1;
    const zeros = Array.from({ length: 12 }, () => '0').join(' ');
    return {
      type: 'process',
      at: this.#at,
      pid,
      stat: `${String(pid)} (${process.comm}) ${process.state} ${String(process.parent)} 1 1 0 -1 4194560 ${zeros} ${String(process.start)} 0 0\n`,
      status: `Tgid:\t${String(pid)}\nNSpid:\t${process.pids.join('\t')}\nUid:\t0\t${String(process.uid)}\t0\t0\n`,
      cmdline: dead ? '' : process.argv.map((word) => `${word}\0`).join(''),
      cgroup: `0::${process.cgroup}\n`,
      namespaces: [...links, dead || !born ? '' : forChildren.pid, dead ? '' : forChildren.time],
    };
  }

  #end(process: FakeProcess): void {
    this.#say(
      process,
      `sched_process_exit: comm=${process.comm} pid=${String(process.pid)} prio=120`,
    );
    process.state = 'Z';
    for (const child of this.processes.values()) if (child.parent === process.pid) child.parent = 1;
  }

  #within(process: FakeProcess, id: string): boolean {
    for (
      let ns: string | null = process.namespaces.pid;
      ns;
      ns = this.#numbers.get(ns)?.outer ?? null
    )
      if (ns === id) return true;
    return false;
  }

  #numbersFor(pid: number, innermost: string): number[] {
    const numbers: number[] = [];
    for (let id: string | null = innermost; id;) {
      const namespace = this.#numbers.get(id);
      if (!namespace) break;
      if (namespace.outer !== null) numbers.unshift(namespace.next++);
      id = namespace.outer;
    }
    return [pid, ...numbers];
  }

  #namespace(kind: NamespaceKind): string {
    return `${kind}:[${String(this.#nextInode++)}]`;
  }

  #newPid(): number {
    this.#nextPid++;
    return this.#nextPid;
  }

  #forkLine(parent: FakeProcess, child: number): string {
    return `sched_process_fork: comm=${parent.comm} pid=${String(parent.pid)} child_comm=${parent.comm} child_pid=${String(child)}`;
  }

  #say(process: FakeProcess, body: string): void {
    this.#trace.push(this.#line(process.comm, process.pid, body));
  }

  #line(comm: string, tid: number, body: string): string {
    this.#at += 3;
    const time = `${String(Math.floor(this.#at / 1000))}.${String((this.#at % 1000) * 1000).padStart(6, '0')}`;
    return `${comm.padStart(16)}-${String(tid).padEnd(7)} [000] ..... ${time.padStart(12)}: ${body}`;
  }
}

function newTask(pid: number, comm: string, flags: number): string {
  return `task_newtask: pid=${String(pid)} comm=${comm} clone_flags=${flags.toString(16)} oom_score_adj=-1`;
}
