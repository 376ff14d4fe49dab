import { describe, expect, test } from 'vitest';
import { imageId } from '../../src/world/id.ts';
import type { WorldFact } from '../../src/world/event.ts';
import { has, inBox, judge, killedBy, limited, world, type Row } from './bench.ts';

function expectVerdict(name: string, given: object, [, about, passes, text]: Row): void {
  const verdict = judge(name, given, about);
  expect(verdict.passed).toBe(passes);
  expect(verdict.text).toMatch(text);
}

function image(name: string): WorldFact {
  const id = imageId(`sha256:${'0'.repeat(12)}${name}`);
  const none = { layers: [], size: 1, directories: [], history: [] };
  return { type: 'image/changed', image: { id, names: [name], ...none } };
}

describe('image-present', () => {
  const rows: Row[] = [
    ['there is none', world([]), false, /no image yet/],
    ['it is another', world([], image('httpd:latest')), false, /There is httpd:latest/],
    ['it is another tag', world([], image('busybox:old')), false, /no image busybox:latest/],
    ['it is there', world([], image('busybox:latest')), true, /busybox:latest is here: 0{12}/],
  ];
  test.each(rows)('when %s', (...row) => expectVerdict('image-present', { name: 'busybox' }, row));

  test('takes the colon before a port for what it is', () => {
    const about = world([], image('localhost:5000/a:latest'));
    expect(judge('image-present', { name: 'localhost:5000/a' }, about).passed).toBe(true);
  });
});

describe('container-exited', () => {
  const ended = world([], has({ status: 'exited', exit: 3 }));
  const rows: Row[] = [
    ['there is none', world([]), false, /no container named box/],
    ['it runs', world([inBox], has()), false, /box has not ended: it is running/],
    ['it has ended', ended, true, /box has ended with 3/],
  ];
  test.each(rows)('when %s', (...row) => expectVerdict('container-exited', { name: 'box' }, row));

  test('asks for a code', () => {
    expect(judge('container-exited', { code: 3 }, ended).passed).toBe(true);
    expect(judge('container-exited', { code: 0 }, ended)).toMatchObject({
      passed: false,
      text: 'The container box has ended with 3, not with 0.',
    });
  });
});

describe('cgroup-limit', () => {
  const rows: Row[] = [
    ['there is none', world([inBox]), false, /No cgroup has a limit on memory/],
    ['nobody is in it', world([], limited), false, /no process in it/],
    [
      'a process is in it',
      world([inBox], limited),
      true,
      /sleep \(PID 20\) is in .*8 MiB is the most/,
    ],
  ];
  test.each(rows)('when %s', (...row) => expectVerdict('cgroup-limit', { of: 'memory' }, row));

  test('asks for a limit that is tight enough', () => {
    const about = world([inBox], limited);
    expect(judge('cgroup-limit', { of: 'pids', most: 20 }, about)).toMatchObject({
      passed: true,
      text: 'sleep (PID 20) is in /docker/3f, where 20 processes are the most.',
      evidence: [{ path: '/sys/fs/cgroup/docker/3f/pids.max' }],
    });
    expect(judge('cgroup-limit', { of: 'pids', most: 10 }, about).text).toMatch(/at most 10 proc/);
  });
});

describe('oom-killed', () => {
  const ended: WorldFact = {
    ...{ type: 'process/exited', id: inBox.id },
    evidence: { path: 'trace', text: '', at: 0 },
  };
  const rows: Row[] = [
    ['nothing is limited', world([inBox]), false, /no cgroup that is there has a limit/],
    ['all keep within it', world([inBox], limited), false, /nobody in it has gone beyond/],
    ['the kernel killed', world([inBox], limited, killedBy(20)), true, /killed p20 \(20\)/],
    ['a number 1 has ended', world([inBox], ended, killedBy(20)), false, /Nobody was killed/],
    ['it killed, by a page', world([inBox], limited, killedBy(20, 'page')), true, /killed p20/],
    [
      'it ended, by a page',
      world([inBox], ended, killedBy(20, 'page')),
      false,
      /Nobody was killed/,
    ],
  ];
  test.each(rows)('when %s', (...row) => expectVerdict('oom-killed', {}, row));
});
