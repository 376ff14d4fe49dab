import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatTraceEntry,
  readTraceEntry,
  type TraceEvent,
  type Values,
} from '../../src/observer/trace.ts';

const of = { tid: 123, at: 12345.678 };

describe('readTraceEntry()', () => {
  test('keeps thread, time and values', () => {
    const entry = { ...of, name: 'sched_process_exit', values: { comm: 'sh', pid: 9, prio: 120 } };
    expect(readTraceEntry(entry)).toEqual({ ...entry, event: { name: 'exit', pid: 9 } });
  });

  test.each<[string, string, Values, TraceEvent]>([
    [
      'a fork',
      'sched_process_fork',
      { parent_comm: 'bash', parent_pid: 1, child_comm: 'sh', child_pid: 2 },
      { name: 'fork', parent: 1, comm: 'sh', child: 2 },
    ],
    [
      'a task that is a thread',
      'task_newtask',
      { pid: 40, comm: 'a', clone_flags: 0x3d0f00, oom_score_adj: -1000 },
      { name: 'newtask', pid: 40, flags: 0x3d0f00 },
    ],
    [
      'an execve',
      'sched_process_exec',
      { filename: '/tmp/a b', pid: 31, old_pid: 32 },
      { name: 'exec', filename: '/tmp/a b', pid: 31, oldPid: 32 },
    ],
    ['a release', 'sched_process_free', { comm: 'sh', pid: 9 }, { name: 'free', pid: 9 }],
    [
      'a signal of tkill',
      'signal_generate',
      { sig: 6, errno: 0, code: -6, comm: 'x', pid: 12, group: 0, result: 1 },
      { name: 'signal', signal: 6, code: -6, pid: 12 },
    ],
    [
      'a new cgroup',
      'cgroup_mkdir',
      { root: 0, level: 2, id: 38, path: '/docker/3f a' },
      { name: 'cgroup', change: 'mkdir', root: 0, path: '/docker/3f a' },
    ],
    [
      'a move to a cgroup',
      'cgroup_attach_task',
      { dst_root: 0, dst_level: 1, dst_id: 38, pid: 214, dst_path: '/x', comm: 'sh' },
      { name: 'attach', root: 0, path: '/x', pid: 214 },
    ],
    [
      'a system call that begins',
      'sys_enter_unshare',
      { unshare_flags: 0x20020000 },
      { name: 'enter', call: 'unshare', arguments: { unshare_flags: 0x20020000 } },
    ],
    [
      'a system call that failed',
      'sys_exit_setns',
      { ret: -22 },
      { name: 'leave', call: 'setns', result: -22 },
    ],
    ['an event of no concern', 'sched_switch', { prev_comm: 'a' }, { name: 'other' }],
  ])('reads %s', (_, name, values, event) => {
    expect(readTraceEntry({ ...of, name, values })?.event).toEqual(event);
  });

  test.each([
    ['sched_process_fork', { parent_pid: 1, child_pid: 2 }],
    ['sched_process_exec', { filename: 7, pid: 31, old_pid: 31 }],
    ['sched_process_free', { pid: '9' }],
    ['sys_exit_setns', {}],
  ])('does not read %s without what it must say', (name, values) => {
    expect(readTraceEntry({ ...of, name, values })).toBeNull();
  });

  test('never throws', () => {
    const names = fc.constantFrom('sched_process_fork', 'sys_enter_mount', 'sys_exit_mount', 'x');
    const values = fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.string()));
    fc.assert(
      fc.property(names, values, (name, given) => {
        readTraceEntry({ ...of, name, values: given });
      }),
    );
  });
});

test('`formatTraceEntry()` names thread, time and fields, and arguments as addresses', () => {
  expect(
    formatTraceEntry({ ...of, name: 'sched_process_exit', values: { comm: 'sh', pid: 9 } }),
  ).toBe('thread 123, 12.345678: sched_process_exit: comm=sh pid=9');
  expect(formatTraceEntry({ ...of, name: 'sys_enter_setns', values: { fd: 3, flags: -1 } })).toBe(
    'thread 123, 12.345678: sys_enter_setns: fd=0x3 flags=0xffffffff',
  );
});
