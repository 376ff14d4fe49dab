import { describe, expect, test } from 'vitest';
import type { WorldFact } from '../../src/world/event.ts';
import type { Process } from '../../src/world/model.ts';
import { evidence, mount, ns } from '../world/sample.ts';
import { apart, box, has, inBox, judge, shell, sleep, world, type Row } from './bench.ts';

describe('hostname-apart', () => {
  const named = (id: number, hostname: string, initial = false): WorldFact => ({
    type: 'hostname/read',
    namespace: ns('uts', id),
    hostname,
    evidence: evidence(`/proc/${initial ? '1' : '9'}/root/proc/sys/kernel/hostname`),
  });
  const inside = sleep({ pid: 9, apart: { uts: 1 } });
  test.each<Row>([
    ['nobody is apart', world([], named(0, 'fishbowl')), false, /one host name for all/],
    [
      'the name is a copy',
      world([inside], named(0, 'fishbowl'), named(1, 'fishbowl')),
      false,
      /PID 9\) has a UTS namespace of its own/,
    ],
    [
      'the name differs',
      world([inside], named(0, 'fishbowl'), named(1, 'aquarium')),
      true,
      /called aquarium. On the host it is fishbowl/,
    ],
  ])('when %s', (_, about, passes, text) => {
    const verdict = judge('hostname-apart', {}, about);
    expect(verdict.passed).toBe(passes);
    expect(verdict.text).toMatch(text);
  });
});

describe('namespaces-of-one-process', () => {
  const given = { own: ['pid', 'mnt'], shared: ['net'] };
  test.each<Row>([
    ['nobody is apart', world([]), false, /shares all of this with the host/],
    [
      'one wall too many',
      world([sleep({ pid: 9, apart: { pid: 1, mnt: 1, net: 1 } })]),
      false,
      /its own network namespace too/,
    ],
    [
      'one wall is missing',
      world([sleep({ pid: 9, apart: { pid: 1 } })]),
      false,
      /shares with the host .*: mount/,
    ],
    ['it is as wanted', world([inBox]), true, /PID 20\) has its own PID and mount namespaces/],
  ])('when %s', (_, about, passes, text) => {
    const verdict = judge('namespaces-of-one-process', given, about);
    expect(verdict.passed).toBe(passes);
    expect(verdict.text).toMatch(text);
  });
});

describe('joined-from-outside', () => {
  const first = sleep({ pid: 20, apart: { ...apart, net: 1 }, pids: [20, 1], cgroup: box });
  const given = { kind: 'net', kept: ['mnt', 'pid'] };
  test.each<Row>([
    ['no container runs', world([]), false, /No container is running/],
    ['nobody entered', world([first], has()), false, /belongs to no container is in the host/],
    [
      'it is another namespace',
      world([first, sleep({ pid: 9, apart: { net: 5 } })], has()),
      false,
      /but not the network namespace of a container/,
    ],
    [
      'it entered more',
      world([first, sleep({ pid: 9, apart: { net: 1, mnt: 1 } })], has()),
      false,
      /left the host in other respects as well: mount/,
    ],
    [
      'it entered just that',
      world([first, sleep({ pid: 9, apart: { net: 1 } })], has()),
      true,
      /PID 9\) is in the network namespace of box/,
    ],
  ])('when %s', (_, about, passes, text) => {
    const verdict = judge('joined-from-outside', given, about);
    expect(verdict.passed).toBe(passes);
    expect(verdict.text).toMatch(text);
  });
});

describe('zombie-inside', () => {
  const dead = (row: Partial<Process>): Process =>
    sleep({ pid: 31, apart, pids: [31, 7], comm: 'sleep', status: 'zombie', ...row });
  test.each<Row>([
    ['nothing has ended', world([inBox]), false, /No number 1 .* has a child/],
    [
      'the child still runs',
      world([inBox, dead({ status: 'sleeping', parent: inBox.id })]),
      false,
      /PID 31\) is a child of number 1 .* not ended/,
    ],
    [
      'the zombie is the shell’s',
      world([dead({ pids: [31], parent: shell.id })]),
      false,
      /not as the child of a number 1/,
    ],
    ['it is there', world([inBox, dead({ parent: inBox.id })]), true, /7 inside and 31 outside/],
  ])('when %s', (_, about, passes, text) => {
    const verdict = judge('zombie-inside', {}, about);
    expect(verdict.passed).toBe(passes);
    expect(verdict.text).toMatch(text);
  });
});

describe('namespace-kept', () => {
  const inside = sleep({ pid: 9, apart: { uts: 1 } });
  const left: WorldFact = { type: 'process/reaped', id: inside.id };
  const pinned: WorldFact = {
    type: 'mounts/read',
    namespace: ns('mnt', 0),
    mounts: [mount({ mountId: 77, type: 'nsfs', root: ns('uts', 1), point: '/run/kept' })],
  };
  test.each<Row>([
    ['there is none', world([]), false, /no UTS namespace but the host/],
    ['somebody is in it', world([inside]), false, /PID 9\) is in .* nothing else/],
    ['somebody is still in it', world([inside], pinned), false, /PID 9\) is still in it/],
    ['it is kept', world([inside], pinned, left), true, /Nobody is in .* \/run\/kept keeps it/],
  ])('when %s', (_, about, passes, text) => {
    const verdict = judge('namespace-kept', { kind: 'uts' }, about);
    expect(verdict.passed).toBe(passes);
    expect(verdict.text).toMatch(text);
  });
});
