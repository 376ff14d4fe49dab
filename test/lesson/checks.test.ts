import { describe, expect, test } from 'vitest';
import { emptyWorld } from '../../src/world/empty.ts';
import type { WorldFact } from '../../src/world/event.ts';
import { cgroupPath, containerId, imageId } from '../../src/world/id.ts';
import { evidence, mount, ns } from '../world/sample.ts';
import { apart, box, has, inBox, judge, shell, sleep, world, type Row } from './bench.ts';

describe('process-on-host', () => {
  test.each<Row>([
    ['nothing runs it', world([]), false, /No process runs the program sleep/],
    [
      'a plain process runs it',
      world([sleep({ pid: 9 })]),
      true,
      /sleep \(PID 9\) runs and shares/,
    ],
    ['by its whole path', world([sleep({ pid: 9, argv: ['/bin/sleep'] })]), true, /PID 9/],
    ['only a container runs it', world([inBox]), false, /of its own: mount, UTS and PID/],
    ['it is not read yet', world([sleep({ pid: 9, inherited: true })]), false, /No process/],
    ['it is between execve and read', world([sleep({ pid: 9, argv: [] })]), false, /No process/],
    [
      'it has ended',
      world([sleep({ pid: 9 })], { type: 'process/reaped', id: sleep({ pid: 9 }).id }),
      false,
      /has ended already/,
    ],
  ])('when %s', (_, about, passes, text) => {
    const verdict = judge('process-on-host', { command: 'sleep' }, about);
    expect(verdict.passed).toBe(passes);
    expect(verdict.text).toMatch(text);
  });
});

describe('container-running', () => {
  test.each<Row>([
    ['there is nothing', emptyWorld, false, /no container yet/],
    [
      'there is an image',
      world([], {
        type: 'image/changed',
        image: { id: imageId('a'), names: [], layers: [], size: 1, directories: [], history: [] },
      }),
      false,
      /image alone/,
    ],
    ['it was created', world([], has({ status: 'created' })), false, /not started/],
    ['it has ended', world([], has({ status: 'exited', exit: 0 })), false, /exit code 0/],
    ['only the engine says it runs', world([], has()), false, /on its way/],
    ['it runs', world([inBox], has()), true, /box is running.* sleep \(PID 20\)/],
  ])('when %s', (_, about, passes, text) => {
    const verdict = judge('container-running', {}, about);
    expect(verdict.passed).toBe(passes);
    expect(verdict.text).toMatch(text);
  });
});

describe('processes-in-one-container', () => {
  const second = sleep({ pid: 31, apart, pids: [31, 7], cgroup: box });
  const entered = sleep({ pid: 32, apart, pids: [32, 8] });
  const other = cgroupPath('/docker/4a');
  const elsewhere = sleep({ pid: 40, apart: { pid: 2 }, pids: [40, 1], cgroup: other });
  const two = { id: containerId('4a'), name: 'box2', cgroup: other };
  test.each<Row>([
    ['none runs', world([]), false, /No container is running/],
    ['there is one process', world([inBox], has()), false, /only sleep \(PID 20\)/],
    [
      'the other is on the host',
      world([inBox, sleep({ pid: 50 })], has()),
      false,
      /PID 50\) runs outside/,
    ],
    ['the other is in another', world([inBox, elsewhere], has(), has(two)), false, /box and box2/],
    [
      'there are two',
      world([inBox, second], has()),
      true,
      /sleep is 1 inside and 20 outside and sleep is 7 inside/,
    ],
    ['one came in from the host', world([inBox, entered], has()), true, /8 inside and 32 outside/],
  ])('when %s', (_, about, passes, text) => {
    const verdict = judge('processes-in-one-container', { count: 2 }, about);
    expect(verdict.passed).toBe(passes);
    expect(verdict.text).toMatch(text);
  });
});

describe('first-process-by-hand', () => {
  const asked: WorldFact = {
    type: 'syscall/requested',
    request: {
      ...{ pid: 7, process: shell.id, call: 'unshare', at: 0, evidence: evidence() },
      arguments: ['CLONE_NEWPID'],
    },
  };
  test.each<Row>([
    ['nothing was done', world([]), false, /host’s PID namespace/],
    ['only a container has one', world([inBox], has()), false, /without docker/],
    ['nobody was born in it', world([], asked), false, /bash \(PID 7\) asked .* has to fork/],
    ['it has only mounts', world([sleep({ pid: 9, apart: { mnt: 1 } })]), false, /own \(mount\)/],
    [
      'it has only PIDs',
      world([sleep({ pid: 9, apart: { pid: 1 }, pids: [9, 1] })]),
      false,
      /shares with the host: mount/,
    ],
    [
      'it is there',
      world([sleep({ pid: 9, apart: { pid: 1, mnt: 1 }, pids: [9, 1] })]),
      true,
      /still sees it as 9/,
    ],
  ])('when %s', (_, about, passes, text) => {
    const verdict = judge('first-process-by-hand', { own: ['mnt'] }, about);
    expect(verdict.passed).toBe(passes);
    expect(verdict.text).toMatch(text);
  });
});

describe('mount-only-inside', () => {
  const inside = sleep({ pid: 9, apart: { mnt: 3 } });
  const root = (namespace = ns('mnt')): WorldFact => ({
    type: 'mounts/read',
    namespace,
    mounts: [mount({ mountId: 1, point: '/', namespace })],
  });
  const more = (namespace = ns('mnt'), point = '/mnt'): WorldFact => ({
    type: 'mounts/read',
    namespace,
    mounts: [
      mount({ mountId: 1, point: '/', namespace }),
      mount({ mountId: 2, point, namespace, source: 'mine' }),
    ],
  });
  const call: WorldFact = {
    type: 'syscall/requested',
    request: {
      ...{ pid: 9, process: inside.id, call: 'mount', arguments: [], at: 0 },
      evidence: evidence(),
    },
  };
  test.each<Row>([
    ['nobody has mounts of its own', world([], root()), false, /shares the host’s mounts/],
    ['the host mounted', world([], more()), false, /shares the host’s mounts/],
    ['nothing new is mounted', world([inside], root(), root(ns('mnt', 3))), false, /nothing new/],
    [
      'the host has it too',
      world([inside], more(), more(ns('mnt', 3)), call),
      false,
      /last mount is tmpfs on \/mnt/,
    ],
    ['a container mounted', world([inBox], root(), more(ns('mnt', 1)), has()), false, /shares/],
    [
      'the engine prepares a root',
      world([inside], root(), more(ns('mnt', 3), '/var/lib/docker/overlay2/a/merged')),
      false,
      /nothing new/,
    ],
    [
      'it is there',
      world([inside], root(), more(ns('mnt', 3))),
      true,
      /tmpfs is mounted on \/mnt for sleep \(PID 9\)/,
    ],
  ])('when %s', (_, about, passes, text) => {
    const verdict = judge('mount-only-inside', {}, about);
    expect(verdict.passed).toBe(passes);
    expect(verdict.text).toMatch(text);
  });
});

describe('container-killed', () => {
  const term: WorldFact = {
    type: 'signal/sent',
    signal: { from: 7, to: inBox.id, signal: 15, at: 0, evidence: evidence() },
  };
  test.each<Row>([
    ['there is none', world([]), false, /no container/],
    ['it still runs', world([inBox], has()), false, /PID 20\), the first process .* still there/],
    [
      'it was asked politely',
      world([inBox], has(), term),
      false,
      /Signal 15 reached .* Only SIGKILL/,
    ],
    ['it is paused', world([inBox], has({ status: 'paused' })), false, /stands still/],
    ['it ended by itself', world([], has({ status: 'exited', exit: 0 })), false, /by itself/],
    [
      'it was killed',
      world([], has({ status: 'exited', exit: 137 })),
      true,
      /137, which is 128 \+ 9/,
    ],
  ])('when %s', (_, about, passes, text) => {
    const verdict = judge('container-killed', {}, about);
    expect(verdict.passed).toBe(passes);
    expect(verdict.text).toMatch(text);
  });
});
