import type { KernelRecord, ProcessRecord, TraceEntry } from '../../src/agent/record.ts';
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
  #nextMount = 100;
  /** Namespaces that are there for ever. */
  #first: readonly string[] = [];
  /** What each UTS namespace calls the machine, and what each mount namespace has mounted. */
  readonly hostnames = new Map<string, string>();
  readonly mounts = new Map<string, number>();
  #trace: TraceEntry[] = [];
  #lost = 0;
  /** Reaped, but the kernel has not let go of them yet. */
  #unfreed: number[] = [];
  /** Chain of PID namespaces from outermost, and the next number in each. */
  #numbers = new Map<string, { outer: string | null; next: number }>();

  constructor() {
    const namespaces = {} as FakeProcess['namespaces'];
    for (const kind of namespaceKinds) namespaces[kind] = this.#namespace(kind, '', namespaces);
    this.#first = Object.values(namespaces);
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
    if (flags)
      this.#say(parent.pid, 'task_newtask', { pid, comm: parent.comm, clone_flags: flags });
    const namespaces = { ...parent.namespaces, ...parent.forChildren };
    for (const kind of kinds)
      namespaces[kind] = this.#namespace(kind, parent.namespaces[kind], namespaces);
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
    this.#sayFork(parent, pid);
    return pid;
  }

  forkThread(parent: FakeProcess): number {
    const tid = this.#newPid();
    this.#threads.add(tid);
    this.#say(parent.pid, 'task_newtask', { pid: tid, comm: parent.comm, clone_flags: 0x3d0f00 });
    this.#sayFork(parent, tid);
    return tid;
  }

  endThread(tid: number): void {
    this.#threads.delete(tid);
    this.#say(tid, 'sched_process_exit', { comm: 'sh', pid: tid, prio: 0 });
    this.#unfreed.push(tid);
  }

  get threads(): readonly number[] {
    return [...this.#threads];
  }

  exec(process: FakeProcess, filename: string, uid: number): void {
    process.comm = filename.slice(filename.lastIndexOf('/') + 1).slice(0, 15);
    process.argv = [filename, '-x'];
    process.uid = uid;
    const { pid } = process;
    this.#say(pid, 'sched_process_exec', { filename, pid, old_pid: pid });
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
      this.#say(0, 'sched_process_free', { comm: 'x', pid, prio: 120 });
  }

  unshare(process: FakeProcess, kinds: readonly NamespaceKind[]): void {
    const flags = kinds.reduce((all, kind) => all | cloneFlag[kind], 0) >>> 0;
    this.#say(process.pid, 'sys_enter_unshare', { unshare_flags: flags });
    for (const kind of kinds) {
      const id = this.#namespace(kind, process.namespaces[kind]);
      if (kind === 'pid') {
        this.#numbers.set(id, { outer: process.namespaces.pid, next: 1 });
        process.forChildren = { ...process.forChildren, pid: id };
      } else if (kind === 'time') process.forChildren = { ...process.forChildren, time: id };
      else process.namespaces = { ...process.namespaces, [kind]: id };
    }
    this.#say(process.pid, 'sys_exit_unshare', { ret: 0 });
  }

  sethostname(process: FakeProcess, name: string): void {
    this.#say(process.pid, 'sys_enter_sethostname', { name: 0, len: name.length });
    this.hostnames.set(process.namespaces.uts, name);
    this.#say(process.pid, 'sys_exit_sethostname', { ret: 0 });
  }

  mount(process: FakeProcess, number: number): void {
    this.#say(process.pid, 'sys_enter_mount', { flags: 0 });
    this.mounts.set(process.namespaces.mnt, number);
    this.#say(process.pid, 'sys_exit_mount', { ret: 0 });
  }

  join(process: FakeProcess, target: FakeProcess, kind: 'mnt' | 'uts' | 'net'): void {
    this.#say(process.pid, 'sys_enter_setns', { fd: 3, flags: cloneFlag[kind] });
    process.namespaces = { ...process.namespaces, [kind]: target.namespaces[kind] };
    this.#say(process.pid, 'sys_exit_setns', { ret: 0 });
  }

  signal(from: FakeProcess, to: FakeProcess, signal: 18 | 19): void {
    to.state = signal === 19 ? 'T' : 'S';
    const { comm, pid } = to;
    this.#say(from.pid, 'signal_generate', { sig: signal, errno: 0, code: 0, comm, pid, group: 1 });
  }

  attach(process: FakeProcess, path: string): void {
    this.cgroups.add(path);
    process.cgroup = path;
    const { pid, comm } = process;
    this.#say(pid, 'cgroup_mkdir', { root: 0, level: 1, id: 7, path });
    this.#say(pid, 'cgroup_attach_task', { dst_root: 0, dst_id: 7, dst_path: path, pid, comm });
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
    if (this.#trace.length > 0) records.push({ type: 'trace', entries: this.#trace.splice(0) });
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
          ...this.living().flatMap((process) => this.#inside(process)),
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
    const number = this.mounts.get(namespaces.mnt) ?? 0;
    const text = `${String(number)} 1 0:3 / / rw - tmpfs none rw\n`;
    const name = this.hostnames.get(namespaces.uts) ?? '';
    return [
      { type: 'mounts', at: this.#at, pid, namespace: namespaces.mnt, text },
      { type: 'hostname', at: this.#at, pid, namespace: namespaces.uts, text: `${name}\n` },
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
    const { pid, comm } = process;
    this.#say(pid, 'sched_process_exit', { comm, pid, prio: 120 });
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

  /** The number is the lowest that is free, as the kernel's are. */
  #namespace(
    kind: NamespaceKind,
    like = '',
    others: Partial<FakeProcess['namespaces']> = {},
  ): string {
    const taken = new Set([...this.#first, ...Object.values(others)]);
    for (const { namespaces, forChildren, state } of this.processes.values())
      for (const id of [...Object.values(namespaces), ...Object.values(forChildren)])
        if (state !== 'Z' || /^(pid|user):/.test(id)) taken.add(id);
    const numbers = new Set([...taken].map((id) => Number(/\d+/.exec(id)?.[0])));
    let number = 5_000;
    while (numbers.has(number)) number++;
    const id = `${kind}:[${String(number)}]`;
    if (kind === 'uts') this.hostnames.set(id, this.hostnames.get(like) ?? 'box');
    if (kind === 'mnt') this.mounts.set(id, this.#nextMount++);
    return id;
  }

  #newPid(): number {
    this.#nextPid++;
    return this.#nextPid;
  }

  #sayFork({ comm, pid }: FakeProcess, child: number): void {
    const values = { parent_comm: comm, parent_pid: pid, child_comm: comm, child_pid: child };
    this.#say(pid, 'sched_process_fork', values);
  }

  #say(tid: number, name: string, values: TraceEntry['values']): void {
    this.#at += 3;
    this.#trace.push({ name, tid, at: this.#at, values });
  }
}
