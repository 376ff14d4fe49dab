import type { WorldFact } from './event.ts';
import {
  requestLimit,
  type Evidence,
  type Millis,
  type Process,
  type Request,
  type World,
} from './model.ts';

/** The world with what a fact says that the kernel was asked for, beside what it changed. */
export function logRequest(before: World, after: World, fact: WorldFact, at: Millis): World {
  // Who is moved to where it is already is asked for all the same.
  if (after === before && fact.type !== 'cgroup/joined') return after;
  const request = requestIn(before, fact, at);
  return request ? withRequest(after, request) : after;
}

export function withRequest(world: World, request: Request): World {
  // Copied once and no more: there are thousands of them, and a process that comes and goes adds three.
  const requests = world.requests.concat([request]);
  if (requests.length > requestLimit) requests.shift();
  return { ...world, requests };
}

/** Tells of the last such request of a process that the kernel refused it. */
export function refuseRequest(world: World, pid: number, call: string, error: string): World {
  const at = world.requests.findLastIndex((each) => each.pid === pid && each.call === call);
  const request = world.requests[at];
  if (!request || request.error !== undefined) return world;
  return { ...world, requests: world.requests.with(at, { ...request, error }) };
}

function requestIn(world: World, fact: WorldFact, at: Millis): Request | null {
  switch (fact.type) {
    case 'process/forked':
      return forkRequest(world, fact.process, at);
    case 'process/execed':
      return ofProcess(world, fact, { call: 'execve', arguments: [fact.executable] }, at);
    case 'process/exited':
      return ofProcess(world, fact, { call: 'exit', arguments: [] }, at);
    case 'cgroup/joined': {
      const { evidence } = fact;
      const what = { call: 'cgroup.procs', arguments: [fact.path] };
      return evidence ? ofProcess(world, { id: fact.id, evidence }, what, at) : null;
    }
    case 'cgroup/created':
      return ofCgroup('cgroup mkdir', fact.cgroup.path, fact.cgroup.evidence[0], at);
    case 'signal/sent': {
      const { from, to, signal, evidence } = fact.signal;
      const target = world.processes.get(to);
      const named = [String(signal), target ? `${target.comm} (${String(target.pid)})` : to];
      const sender = from === null ? null : processWith(world, from);
      return { pid: from ?? 0, process: sender, call: 'kill', arguments: named, at, evidence };
    }
    default:
      return null;
  }
}

function forkRequest(world: World, child: Process, at: Millis): Request | null {
  const parent = child.parent === null ? undefined : world.processes.get(child.parent);
  const [evidence] = child.evidence;
  if (!parent || !evidence) return null;
  const { pid, id } = parent;
  return { pid, process: id, call: 'fork', arguments: [String(child.pid)], at, evidence };
}

function ofProcess(
  world: World,
  { id, evidence }: { readonly id: Process['id']; readonly evidence: Evidence },
  what: Pick<Request, 'call' | 'arguments'>,
  at: Millis,
): Request | null {
  const process = world.processes.get(id);
  return process ? { pid: process.pid, process: id, ...what, at, evidence } : null;
}

function ofCgroup(call: string, path: string, evidence: Evidence | undefined, at: Millis) {
  return evidence ? { pid: 0, process: null, call, arguments: [path], at, evidence } : null;
}

function processWith(world: World, pid: number): Process['id'] | null {
  for (const process of world.processes.values()) if (process.pid === pid) return process.id;
  return null;
}
