import { apply } from '../../src/world/apply.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import type { WorldEvent, WorldFact } from '../../src/world/event.ts';
import { cgroupPath, containerId, imageId, processId } from '../../src/world/id.ts';
import {
  namespaceKinds,
  type Container,
  type NamespaceId,
  type NamespaceKind,
  type Process,
  type World,
} from '../../src/world/model.ts';

type Namespaces = Record<NamespaceKind, NamespaceId>;

export interface ContainerSpec {
  readonly name: string;
  readonly image?: string;
  readonly argv?: readonly string[];
  /** Kinds that are not made anew: the host's (null) or those of another container's process. */
  readonly shares?: Partial<Record<NamespaceKind, number | null>>;
}

const docker: readonly NamespaceKind[] = ['mnt', 'uts', 'ipc', 'pid', 'net', 'cgroup'];

/** Tells a guest's life fact by fact, as the observer would, and keeps the events: what the gallery and its tests draw. */
export class Story {
  at = 1000;
  world: World = emptyWorld;
  readonly events: WorldEvent[] = [];
  #seq = 0;
  #pid = 0;
  #inode = 4026531834;
  readonly #host: Namespaces;
  /** Next number in each PID namespace but the first, and the namespace around it. */
  readonly #inner = new Map<NamespaceId, { next: number; outer: NamespaceId }>();
  #containers = 0;

  constructor() {
    this.#host = this.#fresh(namespaceKinds, {} as Namespaces);
    this.#born({ comm: 'fishbowl-agent', argv: ['/sbin/fishbowl-agent'], parent: null });
    this.#born({ comm: 'kthreadd', argv: [], parent: null });
    for (const comm of ['kworker/0:0', 'rcu_sched', 'ksoftirqd/0', 'kdevtmpfs', 'oom_reaper']) {
      this.#born({ comm, argv: [], parent: 2 });
    }
    this.#pid = 80;
    this.#emit({
      type: 'hostname/read',
      namespace: this.#host.uts,
      hostname: 'fishbowl',
      evidence: this.#evidence('/proc/1/root/proc/sys/kernel/hostname', 'fishbowl'),
    });
  }

  /** The shell of the person's terminal. */
  shell(): number {
    return this.fork(1, ['-bash']);
  }

  wait(ms: number): this {
    this.at += ms;
    return this;
  }

  fork(parent: number, argv: readonly string[]): number {
    const comm = (argv[0] ?? '').replace(/^.*\//, '').slice(0, 15);
    return this.#born({ comm, argv, parent });
  }

  /** unshare(2): a process takes new namespaces; of kind pid for its children only. */
  unshare(pid: number, kinds: readonly NamespaceKind[]): void {
    const row = this.#row(pid);
    const now = this.#fresh(kinds, row.namespaces);
    this.#move(pid, { ...now, pid: row.namespaces.pid }, now.pid);
  }

  /** setns(2): a process enters namespaces of another; of kind pid for its children only. */
  enter(pid: number, target: number, kinds: readonly NamespaceKind[]): void {
    const row = this.#row(pid);
    const from = this.#row(target).namespaces;
    const namespaces = { ...row.namespaces };
    for (const kind of kinds) if (kind !== 'pid') namespaces[kind] = from[kind];
    this.#move(pid, namespaces, kinds.includes('pid') ? from.pid : row.forChildren.pid);
  }

  exec(pid: number, argv: readonly string[]): void {
    const executable = argv[0] ?? '';
    const evidence = this.#evidence('trace_pipe', `sched_process_exec: filename=${executable}`);
    this.#emit({ type: 'process/execed', id: this.#row(pid).id, executable, evidence });
    this.#read({ ...this.#row(pid), argv });
  }

  status(pid: number, status: Process['status']): void {
    this.#read({ ...this.#row(pid), status });
  }

  exit(pid: number): void {
    const { id, comm } = this.#row(pid);
    const evidence = this.#evidence('trace_pipe', `sched_process_exit: comm=${comm}`);
    this.#emit({ type: 'process/exited', id, evidence });
    const heir = this.#row(pid).parent === null ? 1 : this.#reaperOf(pid);
    for (const child of [...this.world.processes.values()].filter((p) => p.parent === id)) {
      this.#read({ ...child, parentPid: heir, parent: this.#row(heir).id });
    }
  }

  reap(pid: number): void {
    this.#emit({ type: 'process/reaped', id: this.#row(pid).id });
  }

  kill(from: number | null, to: number, signal: number): void {
    const evidence = this.#evidence('trace_pipe', `signal_generate: sig=${String(signal)}`);
    const at = this.at;
    this.#emit({
      type: 'signal/sent',
      signal: { from, to: this.#row(to).id, signal, at, evidence },
    });
  }

  /** What `docker run` leads to: a shim, in it the container's first process. Answers that one's pid. */
  container({ name, image = 'busybox', argv = ['sh'], shares = {} }: ContainerSpec): number {
    const nth = ++this.#containers;
    const id = hexId(nth);
    const cgroup = cgroupPath(`/docker/${id}`);
    const shim = this.fork(1, ['fishbowl-shim', id.slice(0, 12)]);
    this.wait(20);
    const pid = this.fork(shim, ['crun', 'run', id.slice(0, 12)]);
    this.wait(30);
    const namespaces = this.#fresh(
      docker.filter((kind) => !(kind in shares)),
      this.#row(pid).namespaces,
    );
    for (const kind of docker) {
      const other = shares[kind];
      if (other) namespaces[kind] = this.#row(other).namespaces[kind];
    }
    this.#emit({ type: 'cgroup/joined', id: this.#row(pid).id, path: cgroup });
    this.#settle(pid, namespaces);
    this.wait(10);
    this.#changed({ id, name, image, argv, pid, status: 'running' });
    if (!('uts' in shares)) {
      const evidence = this.#evidence(`/proc/${String(pid)}/root/etc/hostname`, id.slice(0, 12));
      const hostname = id.slice(0, 12);
      this.#emit({ type: 'hostname/read', namespace: namespaces.uts, hostname, evidence });
    }
    this.wait(20);
    this.exec(pid, argv);
    return pid;
  }

  /** What `docker exec` leads to: a process beside the container's first one, child of a shim of its own. */
  run(target: number, argv: readonly string[]): number {
    const shim = this.fork(1, ['fishbowl-shim', 'exec']);
    const pid = this.fork(shim, ['crun', 'exec']);
    this.wait(20);
    this.#emit({
      type: 'cgroup/joined',
      id: this.#row(pid).id,
      path: this.#row(target).cgroup,
    });
    this.#settle(pid, this.#row(target).namespaces);
    this.wait(20);
    this.exec(pid, argv);
    return pid;
  }

  #changed(of: {
    id: string;
    name: string;
    image: string;
    argv: readonly string[];
    pid: number;
    status: Container['status'];
  }): void {
    const { id, name, image, argv, pid, status } = of;
    this.#emit({
      type: 'container/changed',
      container: {
        id: containerId(id),
        name,
        image,
        imageId: imageId(`sha256:${id}`),
        command: argv,
        status,
        pid,
        cgroup: cgroupPath(`/docker/${id}`),
        exit: null,
        upper: `/var/lib/docker/overlay2/${id}/diff`,
        since: this.at,
      },
    });
  }

  #row(pid: number): Process {
    for (const process of this.world.processes.values()) if (process.pid === pid) return process;
    throw new Error(`No process has PID ${String(pid)}`);
  }

  #emit(fact: WorldFact): void {
    const event = { seq: ++this.#seq, at: this.at, ...fact };
    this.events.push(event);
    this.world = apply(this.world, event);
  }

  #read(process: Process): void {
    this.#emit({ type: 'process/read', process: { ...process, evidence: this.#proof(process) } });
  }

  #born({
    comm,
    argv,
    parent,
  }: {
    comm: string;
    argv: readonly string[];
    parent: number | null;
  }): number {
    const pid = ++this.#pid;
    const from = parent === null ? null : this.#row(parent);
    const namespaces = { ...(from?.namespaces ?? this.#host) };
    namespaces.pid = from?.forChildren.pid ?? namespaces.pid;
    const process: Process = {
      id: processId(pid, this.at),
      pid,
      start: this.at / 10,
      parentPid: parent ?? 0,
      parent: from?.id ?? null,
      comm,
      executable: argv[0] ?? null,
      argv,
      status: 'sleeping',
      pids: this.#numbers(pid, namespaces.pid),
      namespaces,
      forChildren: { pid: namespaces.pid, time: namespaces.time },
      cgroup: from?.cgroup ?? cgroupPath('/'),
      uid: 0,
      memory: 420_000,
      since: this.at,
      execedAt: null,
      exitedAt: null,
      movedAt: null,
      inherited: false,
      evidence: [],
    };
    const fact = { ...process, evidence: this.#proof(process) };
    this.#emit({ type: 'process/forked', process: fact });
    return pid;
  }

  /** Moves a process whole, its own PID namespace too: what clone(2) with flags looks like once it was read. */
  #settle(pid: number, namespaces: Namespaces): void {
    const pids = this.#numbers(pid, namespaces.pid);
    const forChildren = { pid: namespaces.pid, time: namespaces.time };
    this.#read({ ...this.#row(pid), namespaces, pids, forChildren });
  }

  #move(pid: number, namespaces: Namespaces, childrenPid: NamespaceId): void {
    const forChildren = { pid: childrenPid, time: namespaces.time };
    this.#read({ ...this.#row(pid), namespaces, forChildren });
  }

  #fresh(kinds: readonly NamespaceKind[], from: Namespaces): Namespaces {
    const next = { ...from };
    for (const kind of kinds) next[kind] = `${kind}:[${String(++this.#inode)}]` as NamespaceId;
    const { pid } = next;
    if (kinds.includes('pid') && from.pid) this.#inner.set(pid, { next: 0, outer: from.pid });
    return next;
  }

  #numbers(pid: number, namespace: NamespaceId): number[] {
    const inner = this.#inner.get(namespace);
    if (!inner) return [pid];
    return [...this.#numbers(pid, inner.outer), ++inner.next];
  }

  #reaperOf(pid: number): number {
    const { namespaces } = this.#row(pid);
    for (const process of this.world.processes.values()) {
      if (process.namespaces.pid === namespaces.pid && process.pids.at(-1) === 1)
        return process.pid;
    }
    return 1;
  }

  #evidence(path: string, text: string) {
    return { path, text, at: this.at };
  }

  #proof({ pid, comm, namespaces, pids, parentPid, cgroup }: Process) {
    const proc = `/proc/${String(pid)}`;
    return [
      this.#evidence(
        `${proc}/status`,
        `Name:\t${comm}\nPPid:\t${String(parentPid)}\nNSpid:\t${pids.join('\t')}\n`,
      ),
      this.#evidence(`${proc}/cgroup`, `0::${cgroup}`),
      ...namespaceKinds.map((kind) => this.#evidence(`${proc}/ns/${kind}`, namespaces[kind])),
    ];
  }
}

/** 64 hex digits that look like a digest and are always the same for a number. */
function hexId(nth: number): string {
  let text = '';
  for (let word = nth; text.length < 64; word += 7919) {
    text += (Math.imul(word + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
  }
  return text;
}
