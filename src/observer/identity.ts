import { processId } from '../world/id.ts';
import type { Millis, Process, ProcessId } from '../world/model.ts';
import type { ProcessFacts } from './proc.ts';

/** Milliseconds of a clock tick as /proc counts them (USER_HZ is 100 on every machine that Linux has here). */
export const tick: Millis = 10;

/**
 * Ticks by which the start that the kernel notes in copy_process() may lie before the fork that it traces at the end of it.
 * No pid is used again in so short a time: the kernel goes through all others first.
 */
const forkTicks = 25;

/** The identity of a process from the moment of its fork, until /proc tells its start. */
export function provisionalId(pid: number, forkedAt: Millis): ProcessId {
  return processId(pid, Math.floor(forkedAt / tick));
}

/** True when what was read is this process and not a later one with its pid. */
export function isSame(known: Process, facts: ProcessFacts): boolean {
  if (known.pid !== facts.pid) return false;
  return known.start === null ? areSame(facts.start, known.since) : known.start === facts.start;
}

/** True when a process that was read is the one that was forked at that time. */
export function isBornAt(process: Process, forkedAt: Millis): boolean {
  return process.start !== null && areSame(process.start, forkedAt);
}

function areSame(start: number, forkedAt: Millis): boolean {
  const forked = forkedAt / tick;
  return start <= forked + 2 && start >= forked - forkTicks;
}
