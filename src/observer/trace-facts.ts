import type { ContainerId, Evidence, Millis, Process } from '../world/model.ts';
import { cgroupPath } from '../world/id.ts';
import { cloneMeaning } from './flags.ts';
import { isBornAt, provisionalId } from './identity.ts';
import type { Knowledge } from './knowledge.ts';
import { errorName } from './error-name.ts';
import { decodeArguments, nameOf } from './request.ts';
import { formatTraceEntry, type TraceEvent, type Traced } from './trace.ts';

/** Where the trace is read; the agent has a tracing instance of its own. */
const tracePath = '/sys/kernel/tracing/instances/fishbowl/per_cpu/cpu0/trace_pipe_raw';
/** The kernel's own mother of threads. */
const kthreadd = 2;
/** SI_TIMER, SI_SIGIO: what a timer or a file sends is sent by whichever process happens to run (include/uapi/asm-generic/siginfo.h). */
const unsent = new Set([-2, -5]);
/** SIGCONT, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU: after them a process may have stopped or go on. */
const stopping = new Set([18, 19, 20, 21, 22]);

type Of<N extends TraceEvent['name']> = Extract<TraceEvent, { name: N }>;

/** Tells what an event of the trace means for the world, and what must be looked at for it. */
export function takeTraced(known: Knowledge, traced: Traced): void {
  const { event } = traced;
  switch (event.name) {
    case 'newtask':
      return made(known, event, traced);
    case 'fork':
      return forked(known, event, traced);
    case 'exec':
      return execed(known, event, traced);
    case 'exit':
      return exited(known, event.pid, traced);
    case 'free':
      return freed(known, event.pid, traced.at);
    case 'signal':
      return signalled(known, event, traced);
    case 'cgroup':
      return changedCgroup(known, event, traced);
    case 'attach':
      return attached(known, event, traced);
    case 'enter':
      return entered(known, event, traced);
    case 'leave':
      return left(known, event, traced);
    case 'other':
      return;
    default:
      return event satisfies never;
  }
}

function evidenceOf(traced: Traced): Evidence {
  return { path: tracePath, text: formatTraceEntry(traced), at: traced.at };
}

/** The kernel makes a task, on whatever call, with these flags. */
function made(known: Knowledge, { pid, flags }: Of<'newtask'>, traced: Traced): void {
  known.births.set(pid, flags);
  if (cloneMeaning(flags).apart)
    request(known, 'clone', decodeArguments('clone', { clone_flags: flags }), traced);
}

function forked(known: Knowledge, event: Of<'fork'>, traced: Traced): void {
  const meaning = cloneMeaning(known.births.get(event.child) ?? 0);
  known.births.delete(event.child);
  known.threads.delete(event.child);
  const pid = known.pidOf(event.parent);
  if (pid === kthreadd) return;
  if (meaning.thread) {
    known.threads.set(event.child, pid);
    return;
  }
  // Most children execute something at once, and are looked at then.
  known.wanted.lookLater(event.child);
  if (known.unborn.delete(pid)) known.wanted.look(pid);
  const before = known.processOf(event.child);
  // A walk that was under way at the fork may have found it already.
  if (before && isBornAt(before, traced.at)) return;
  const process = bornOf(known, known.processOf(pid), { ...event, ...meaning }, traced);
  if (!process) return;
  // A pid is used again, and the end of the process that had it was not seen.
  if (before) known.tell({ type: 'process/reaped', id: before.id }, traced.at);
  known.tell({ type: 'process/forked', process }, traced.at);
}

/** A child is as its maker was, until it is read; null where that is not known. */
function bornOf(
  { world }: Knowledge,
  caller: Process | null,
  event: Of<'fork'> & { readonly sibling: boolean },
  traced: Traced,
): Process | null {
  const parent = event.sibling && caller?.parent ? world.processes.get(caller.parent) : caller;
  if (!caller || !parent) return null;
  return {
    ...caller,
    id: provisionalId(event.child, traced.at),
    pid: event.child,
    start: null,
    parentPid: parent.pid,
    parent: parent.id,
    comm: event.comm,
    status: 'running',
    pids: [event.child],
    namespaces: { ...caller.namespaces, ...caller.forChildren },
    memory: 0,
    since: traced.at,
    execedAt: null,
    exitedAt: null,
    movedAt: null,
    inherited: true,
    evidence: [evidenceOf(traced)],
  };
}

function execed(known: Knowledge, event: Of<'exec'>, traced: Traced): void {
  // A thread that executes a program becomes the process; all its siblings are gone.
  known.threads.delete(event.oldPid);
  known.wanted.look(event.pid);
  const process = known.processOf(event.pid);
  if (!process) return;
  const { filename: executable } = event;
  const evidence = evidenceOf(traced);
  const isFirst = process.execedAt === null;
  known.tell({ type: 'process/execed', id: process.id, executable, evidence }, traced.at);
  const id = isFirst ? known.starts.exec(event.pid, evidence) : null;
  if (id !== null) began(known, id, event.pid, traced.at);
}

function exited(known: Knowledge, pid: number, traced: Traced): void {
  known.threads.delete(pid);
  known.calls.delete(pid);
  const process = known.processOf(pid);
  if (!process) return;
  known.tell({ type: 'process/exited', id: process.id, evidence: evidenceOf(traced) }, traced.at);
  known.wanted.look(pid);
  for (const child of known.childrenOf(process.id)) known.wanted.look(child.pid);
}

/** A container's first process runs the container's program. */
export function began(known: Knowledge, id: ContainerId, pid: number, at: Millis): void {
  const start = known.starts.take(pid);
  if (start) known.tell({ type: 'container/began', id, start }, at);
}

/** The kernel lets go of a process some time after it was reaped; by then its children have another parent. */
function freed(known: Knowledge, pid: number, at: Millis): void {
  known.births.delete(pid);
  known.threads.delete(pid);
  known.unborn.delete(pid);
  known.wanted.forget(pid, at);
  known.starts.free(pid);
  const process = known.processOf(pid);
  if (!process) return;
  known.tell({ type: 'process/reaped', id: process.id }, at);
  for (const child of known.childrenOf(process.id)) known.wanted.look(child.pid);
}

function signalled(known: Knowledge, event: Of<'signal'>, traced: Traced): void {
  const target = known.processOfThread(event.pid);
  if (!target) return;
  if (stopping.has(event.signal)) known.wanted.look(target.pid);
  // Codes above zero are the kernel's own: a terminal's Ctrl-C, a fault, the OOM killer (sigaction(2)).
  const isOwn = event.code > 0 || unsent.has(event.code);
  const from = isOwn ? null : known.pidOf(traced.tid);
  const { signal } = event;
  const row = { from, to: target.id, signal, at: traced.at, evidence: evidenceOf(traced) };
  known.tell({ type: 'signal/sent', signal: row }, traced.at);
}

function changedCgroup(known: Knowledge, event: Of<'cgroup'>, traced: Traced): void {
  if (event.root !== 0) return;
  const path = cgroupPath(event.path);
  if (event.change === 'rmdir') {
    known.wanted.forgetCgroup(path);
    known.tell({ type: 'cgroup/removed', path }, traced.at);
    return;
  }
  if (event.change === 'mkdir') {
    const cgroup = { path, files: {}, since: traced.at, evidence: [evidenceOf(traced)] };
    known.tell({ type: 'cgroup/created', cgroup }, traced.at);
  }
  if (event.change !== 'release') known.wanted.cgroup(path);
}

function attached(known: Knowledge, event: Of<'attach'>, traced: Traced): void {
  const process = event.root === 0 ? known.processOf(event.pid) : null;
  if (!process) return;
  const path = cgroupPath(event.path);
  const evidence = evidenceOf(traced);
  known.tell({ type: 'cgroup/joined', id: process.id, path, evidence }, traced.at);
  known.wanted.cgroup(path);
}

function entered(known: Knowledge, event: Of<'enter'>, traced: Traced): void {
  const { call, arguments: given } = event;
  const name = nameOf(call, given);
  known.calls.set(traced.tid, { call, name });
  request(known, name, decodeArguments(call, given), traced);
  wantAfter(known, call, traced.tid);
}

/** A thread is in one call at a time; of socketcall(2) the ends of others are traced too. */
function left(known: Knowledge, { call, result }: Of<'leave'>, traced: Traced): void {
  const entry = known.calls.get(traced.tid);
  known.calls.delete(traced.tid);
  if (result >= 0) return wantAfter(known, call, traced.tid);
  if (entry?.call !== call) return;
  const fact = { pid: known.pidOf(traced.tid), call: entry.name, error: errorName(-result) };
  known.tell({ type: 'syscall/refused', ...fact }, traced.at);
}

function request(known: Knowledge, call: string, decoded: readonly string[], traced: Traced): void {
  const pid = known.pidOf(traced.tid);
  const process = known.processOf(pid)?.id ?? null;
  const { at } = traced;
  const row = { pid, process, call, arguments: decoded, at, evidence: evidenceOf(traced) };
  known.tell({ type: 'syscall/requested', request: row }, at);
}

const mounting = ['mount', 'umount', 'oldumount', 'pivot_root', 'move_mount', 'mount_setattr'];

/** What a system call may have changed. Wanted when it begins and again when it is over: some last longer than the wait before a look. */
function wantAfter(known: Knowledge, call: string, tid: number): void {
  const process = known.processOfThread(tid);
  if (!process) return;
  if (call === 'unshare' || call === 'setns') known.wanted.look(process.pid);
  else if (call === 'sethostname' || mounting.includes(call))
    known.wanted.inside(process, { peers: true });
}
