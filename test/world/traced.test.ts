import { expect, test } from 'vitest';
import { tracedThread } from '../../src/world/traced.ts';

const of = (text: string) => tracedThread({ path: 'trace', text, at: 0 });

test('tracedThread() reads what pages of the ring say, and lines of trace_pipe', () => {
  expect(of('thread 214, 12.345678: sched_process_exit: pid=214')).toEqual({
    tid: 214,
    comm: null,
  });
  expect(of('crun-214     [000] .....    12.345678: sys_mount(flags: 0)')).toEqual({
    tid: 214,
    comm: 'crun',
  });
  expect(of('   kworker/0:1-2-7  [000] d....  1.000000: signal_generate: sig=9')).toEqual({
    tid: 7,
    comm: 'kworker/0:1-2',
  });
});

test.each(['', '/bin/sh', 'memory.max 100', 'threads 3, 4: x', 'sh-214'])(
  'tracedThread() takes nothing else for an event: %j',
  (text) => expect(of(text)).toBeNull(),
);
