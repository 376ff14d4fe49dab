import { describe, expect, test } from 'vitest';
import { answers } from '../../src/lesson/answers.ts';
import type { WorldFact } from '../../src/world/event.ts';
import { containerId } from '../../src/world/id.ts';
import { box, has, inBox, judge, limited, sleep, world, type Row } from './bench.ts';

function rows(name: string, given: object, all: readonly Row[]): void {
  test.each<Row>(all)('when %s', (_, about, passes, text) => {
    const verdict = judge(name, given, about);
    expect(verdict.text).toMatch(text);
    expect(verdict.passed).toBe(passes);
  });
}

const read = (path: string, text: string): WorldFact => ({
  type: 'reading/read',
  reading: { path, text, at: 0 },
});
const status = (capabilities: string): WorldFact =>
  read('/proc/20/status', `Name:\tsleep\nCapEff:\t${capabilities}\nCapBnd:\t0\n`);
const docker = status('00000000a80425fb');

describe('forks-refused', () => {
  const events = (times: number): WorldFact =>
    read(`/sys/fs/cgroup${box}/pids.events`, `max ${String(times)}\n`);
  rows('forks-refused', {}, [
    ['nothing has a limit', world([inBox]), false, /No cgroup/],
    [
      'it is within its limit',
      world([inBox], limited, events(0)),
      false,
      /no more processes than 20, and/,
    ],
    ['it wanted more', world([inBox], limited, events(3)), true, /the kernel refused: 3 times/],
  ]);
});

describe('root-with-less', () => {
  rows('root-with-less', { most: 13 }, [
    ['nothing runs', world([]), false, /No container runs/],
    ['it was not read', world([inBox], has()), false, /No container runs, whose/],
    ['it has docker’s', world([inBox], has(), docker), false, /has 14 capabilities/],
    [
      'it is not root’s',
      world([{ ...inBox, uid: 7 }], has(), status('0000000000000000')),
      false,
      /its user is 7/,
    ],
    ['it has one', world([inBox], has(), status('0000000000000400')), true, /has 1 capability/],
  ]);
});

describe('capability-count', () => {
  const count = (...facts: WorldFact[]): string | undefined =>
    answers.get('capability-count')?.find(world([inBox], ...facts), { container: 'box' })?.key;
  test('is null while the container is not read', () => expect(count(has())).toBeUndefined());
  test('counts bits', () => expect(count(has(), docker)).toBe('14'));
  test('counts all of them', () => expect(count(has(), status('000001ffffffffff'))).toBe('41'));
});

describe('out-of-container', () => {
  const upper = '/var/lib/docker/overlay2/3f/diff';
  const helper = sleep({ pid: 40, argv: ['/bin/sh', `${upper}/out`] });
  rows('out-of-container', {}, [
    ['there is none', world([sleep({ pid: 40 })]), false, /No process of a container/],
    ['it is inside', world([inBox], has()), false, /is in a container, and its files/],
    ['it entered the host’s mounts', world([sleep({ pid: 40, cgroup: box })], has()), true, /box/],
    ['the kernel started it', world([inBox, helper], has({ upper })), true, /sh \(PID 40\) comes/],
    [
      'its files are read by the host itself',
      world([inBox, { ...helper, argv: ['cat', '/root/x'] }], has({ upper })),
      false,
      /Nothing of a container’s runs outside/,
    ],
  ]);
});

const boot = '/proc/sys/kernel/random/boot_id';
const [inner, other] = ['/proc/20/root', '/proc/30/root'];

describe('one-kernel', () => {
  const second = sleep({ pid: 30, apart: { pid: 2, mnt: 2 }, pids: [30, 1] });
  const two = has({ id: containerId('4a'), name: 'two', pid: 30 });
  const host = read(boot, 'a-b-c\n');
  const first = [has(), host, read(`${inner}${boot}`, 'a-b-c\n')];
  rows('one-kernel', { count: 2 }, [
    ['nothing runs', world([], host), false, /No container runs/],
    ['it has ended', world([], host, has({ status: 'exited', pid: 0 })), false, /box: not running/],
    ['one runs', world([inBox], ...first), false, /1 of 2 run: box/],
    [
      'the other has another kernel',
      world([inBox, second], ...first, two, read(`${other}${boot}`, 'd-e-f\n')),
      false,
      /1 of 2 run/,
    ],
    [
      'both have the host’s',
      world([inBox, second], ...first, two, read(`${other}${boot}`, 'a-b-c\n')),
      true,
      /box and two run on/,
    ],
  ]);
});

describe('setting-shared', () => {
  const file = '/proc/sys/vm/swappiness';
  const values = (outside: string, inside: string): WorldFact[] => [
    has(),
    read(file, `${outside}\n`),
    read(`${inner}${file}`, `${inside}\n`),
  ];
  rows('setting-shared', { file, was: '60' }, [
    ['nothing runs', world([], read(file, '10\n')), false, /No container runs/],
    ['nothing was changed', world([inBox], ...values('60', '60')), false, /as it was when/],
    [
      'only the host has it',
      world([inBox], ...values('10', '60')),
      false,
      /10 on the .* 60 in box/,
    ],
    ['both have it', world([inBox], ...values('10', '10')), true, /is 10 now, on the host and in/],
  ]);

  test.each([
    ['same', '10', '10'],
    ['other', '10', '60'],
  ])('setting-inside is %s', (key, outside, inside) => {
    const about = world([inBox], ...values(outside, inside));
    expect(answers.get('setting-inside')?.find(about, { file })?.key).toBe(key);
  });
});
