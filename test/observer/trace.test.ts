import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTraceLine, type TraceEvent } from '../../src/observer/trace.ts';

function eventOf(body: string, comm = 'bash'): TraceEvent | null {
  const parsed = parseTraceLine(`${comm.padStart(16)}-123     [000] .....    12.345678: ${body}`);
  return 'event' in parsed ? parsed.event : null;
}

describe('parseTraceLine()', () => {
  test('reads thread, time and text of a line', () => {
    const line =
      '            bash-123     [000] .....    12.345678: sched_process_exit: comm=bash pid=123 prio=120';
    expect(parseTraceLine(line)).toEqual({
      tid: 123,
      at: 12345.678,
      text: line.trim(),
      event: { name: 'exit', pid: 123 },
    });
  });

  test.each<[string, string, TraceEvent]>([
    [
      'a fork',
      'sched_process_fork: comm=bash pid=1 child_comm=bash child_pid=2',
      { name: 'fork', parent: 1, comm: 'bash', child: 2 },
    ],
    [
      'a fork of a process whose name looks like fields',
      'sched_process_fork: comm=a pid=9 b pid=1 child_comm=x child_pid=7 child_pid=2',
      { name: 'fork', parent: 1, comm: 'x child_pid=7', child: 2 },
    ],
    [
      'a task that is a thread',
      'task_newtask: pid=40 comm=a pid=7 clone_flags=3d0f00 oom_score_adj=-1000',
      { name: 'newtask', pid: 40, flags: 0x3d0f00 },
    ],
    [
      'an execve of a file with blanks in its name',
      'sched_process_exec: filename=/tmp/a pid=1 b pid=31 old_pid=31',
      { name: 'exec', filename: '/tmp/a pid=1 b', pid: 31, oldPid: 31 },
    ],
    ['an exit', 'sched_process_exit: comm=kworker/u2:0 pid=9 prio=120', { name: 'exit', pid: 9 }],
    [
      'an exit as newer kernels write it',
      'sched_process_exit: comm=sh pid=9 prio=120 group_dead=true',
      { name: 'exit', pid: 9 },
    ],
    ['a release', 'sched_process_free: comm=sh pid=9 prio=120', { name: 'free', pid: 9 }],
    [
      'a signal',
      'signal_generate: sig=15 errno=0 code=0 comm=sh pid=12 grp=1 res=0',
      { name: 'signal', signal: 15, code: 0, pid: 12 },
    ],
    [
      'a signal of tkill',
      'signal_generate: sig=6 errno=0 code=-6 comm=pid=3 grp=1 pid=12 grp=0 res=1',
      { name: 'signal', signal: 6, code: -6, pid: 12 },
    ],
    [
      'a new cgroup',
      'cgroup_mkdir: root=0 id=38 level=2 path=/docker/3f a',
      { name: 'cgroup', change: 'mkdir', root: 0, path: '/docker/3f a' },
    ],
    [
      'a move to a cgroup',
      'cgroup_attach_task: dst_root=0 dst_id=38 dst_level=1 dst_path=/x pid=214 comm=sh -c pid=1',
      { name: 'attach', root: 0, path: '/x', pid: 214 },
    ],
    [
      'a system call that begins',
      'sys_unshare(unshare_flags: 20020000)',
      { name: 'enter', call: 'unshare', arguments: new Map([['unshare_flags', 0x20020000]]) },
    ],
    [
      'a system call with pointers',
      'sys_mount(dev_name: bfca0f1e, dir_name: 8a2, type: 0, flags: c0ed1000, data: 0)',
      {
        name: 'enter',
        call: 'mount',
        arguments: new Map([
          ['dev_name', 0xbfca0f1e],
          ['dir_name', 0x8a2],
          ['type', 0],
          ['flags', 0xc0ed1000],
          ['data', 0],
        ]),
      },
    ],
    [
      'a system call that is over',
      'sys_unshare -> 0x0',
      { name: 'leave', call: 'unshare', result: 0 },
    ],
    ['a failure', 'sys_setns -> 0xffffffea', { name: 'leave', call: 'setns', result: -22 }],
    [
      'a failure on a 64-bit kernel',
      'sys_setns -> 0xffffffffffffffea',
      { name: 'leave', call: 'setns', result: -22 },
    ],
    ['an event of no concern', 'sched_switch: prev_comm=a', { name: 'other' }],
  ])('reads %s', (_, body, event) => {
    expect(eventOf(body)).toEqual(event);
  });

  test.each(['x', 'a b', 'my-prog-12', 'x: y', '[000]', '(sd-pam)', 'kworker/0:1-eve', 'd.1 1.1:'])(
    'reads a line whose process is called %j',
    (comm) => {
      expect(eventOf('sched_process_free: comm=x pid=9 prio=0', comm)).toEqual({
        name: 'free',
        pid: 9,
      });
    },
  );

  test('reads how many events the kernel overwrote', () => {
    expect(parseTraceLine('CPU:0 [LOST 412 EVENTS]')).toEqual({ lost: 412 });
    expect(parseTraceLine('CPU:0 [LOST EVENTS]')).toEqual({ lost: null });
  });

  test('tells the thread of a line that is damaged behind its time', () => {
    const line = '            bash-123     [000] .....    12.345678: sched_process_fork: comm=a';
    expect(parseTraceLine(line)).toEqual({ damaged: line, tid: 123 });
  });

  test('never throws, and never reads a line that was cut short as a whole one', () => {
    const line =
      '            bash-123     [000] .....    12.345678: sched_process_fork: comm=bash pid=1 child_comm=bash child_pid=2145';
    fc.assert(
      fc.property(fc.nat(line.length - 5), (length) => {
        const parsed = parseTraceLine(line.slice(0, length));
        expect('event' in parsed ? parsed.event.name : 'damaged').toBe('damaged');
      }),
    );
    fc.assert(
      fc.property(fc.nat(line.length), fc.string({ unit: 'binary' }), (at, put) => {
        parseTraceLine(line.slice(0, at) + put + line.slice(at + 1));
      }),
      { numRuns: 1000 },
    );
  });
});
