// What the agent traces, what the observer names and what the Kernel log has sentences for are one list.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { requestNames } from '../../src/observer/request.ts';
import { toldCalls } from '../../src/views/kernel-log/sentences.ts';

const source = readFileSync(new URL('../../src/guest/agent/trace.c', import.meta.url), 'utf8');

/** System calls whose beginning, or whose end, the agent traces. */
function traced(edge: 'enter' | 'exit'): string[] {
  return [...source.matchAll(new RegExp(`"syscalls/sys_${edge}_(\\w+)"`, 'g'))].map(
    ([, call = '']) => call,
  );
}

/** What other events of the trace tell (world/request-log.ts). */
const otherwise = ['fork', 'execve', 'exit', 'kill', 'clone', 'cgroup mkdir', 'cgroup.procs'];

test('every call that is traced has a sentence, and every sentence a call that is traced', () => {
  const names = traced('enter').flatMap(requestNames);
  expect(names.length).toBeGreaterThan(10);
  expect([...new Set([...names, ...otherwise])].sort()).toEqual([...toldCalls].sort());
});

test('of every call that is traced the end is traced too: what the kernel refuses is told', () => {
  expect(traced('exit')).toEqual(traced('enter'));
});
