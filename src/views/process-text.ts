import type { Process } from '../world/model.ts';
import { isKernelThread, type Node } from './forest.ts';
import type { Shape } from './row.ts';
import { say } from './say.ts';

/** The program's name as a person would type it. */
export function processName(node: Node): string {
  const { argv, comm } = node.process;
  if (isKernelThread(node)) return `[${comm}]`;
  const first = argv[0] ?? comm;
  return first.slice(first.lastIndexOf('/') + 1) || comm;
}

/** Arguments after the name, on one line. */
export function processArguments({ process }: Node): string {
  return process.argv.slice(1).join(' ').replace(/\s+/g, ' ');
}

/** How the kernel lists it, in one word; '' for the usual. */
export function processState({ process, leftAt }: Node): string {
  if (leftAt !== null) return say`ended`;
  if (process.status === 'zombie') return say`zombie`;
  if (process.status === 'stopped') return say`stopped`;
  return setsChildrenApart(process) ? say`children numbered anew` : '';
}

/** The same where there is little room. */
export function briefState(node: Node): string {
  const whole = processState(node);
  return whole !== '' && setsChildrenApart(node.process) ? say`children anew` : whole;
}

/** True after unshare(2) of the PID namespace: the process itself stays, its next child begins the new one. */
export function setsChildrenApart({ namespaces, forChildren, status }: Process): boolean {
  if (status === 'zombie' || !forChildren.pid) return false;
  return forChildren.pid !== namespaces.pid;
}

/** The state spelled out, for a tooltip. */
export function stateMeaning(node: Node): string {
  const { process, parent, leftAt } = node;
  if (leftAt !== null) return say`Has ended and was reaped by its parent`;
  if (process.status === 'zombie') {
    const reaper = parent ? say` (${parent.process.comm}, PID ${String(parent.process.pid)})` : '';
    return say`Has ended; its number stays taken until its parent${reaper} asks for its exit status`;
  }
  if (process.status === 'stopped') return say`Stopped by a signal; SIGCONT lets it run on`;
  if (setsChildrenApart(process)) {
    return say`Has unshared its PID namespace: its next child will be PID 1 of ${process.forChildren.pid}`;
  }
  return '';
}

export function shapeOf({ process: { status }, leftAt }: Node): Shape {
  if (leftAt !== null) return 'gone';
  return status === 'stopped' || status === 'zombie' ? status : 'alive';
}

/** "sh, PID 1 in web and 214 on the host": the same process in each of its numbers, innermost first. */
export function spokenNumbers(process: Process, innerTitle: string): string {
  const { pids } = process;
  const host = pids[0] ?? process.pid;
  if (pids.length < 2) return `PID ${String(host)}`;
  const inner = say`PID ${String(pids[pids.length - 1])} in ${innerTitle}`;
  const between = pids.slice(1, -1).map((pid) => say`${String(pid)} one level out`);
  return [inner, ...between, say`${String(host)} on the host`].join(say` and `);
}
