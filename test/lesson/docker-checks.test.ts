import { describe, expect, test } from 'vitest';
import type { WorldFact } from '../../src/world/event.ts';
import { cgroupPath, containerId, exchangeId, imageId } from '../../src/world/id.ts';
import type { ExchangeSubject, World } from '../../src/world/model.ts';
import { evidence } from '../world/sample.ts';
import { apart, has, inBox, judge, sleep, world, type Row } from './bench.ts';

function rows(name: string, given: object, all: readonly Row[]): void {
  test.each<Row>(all)('when %s', (_, about, passes, text) => {
    const verdict = judge(name, given, about);
    expect(verdict.text).toMatch(text);
    expect(verdict.passed).toBe(passes);
  });
}

const image = (id: string, name: string, layers = [id]): WorldFact => ({
  type: 'image/changed',
  image: { id: imageId(id), names: [name], layers, size: 1, directories: [], history: [] },
});

let said = 0;
function exchange(subject: ExchangeSubject, status: number | null = null): WorldFact {
  const answer = status === null ? null : { at: 1, status, bytes: 1 };
  const id = exchangeId(String(++said) as never);
  return {
    type: 'exchange/sent',
    exchange: { id, command: null, subject, sentAt: 0, answer, evidence: [evidence('said')] },
  };
}
const asked = (request: string, status: number, host = 'docker.io'): WorldFact =>
  exchange({ kind: 'registry', host, request, digest: null, bytes: 0 }, status);
const read = (path: string, text: string): WorldFact => ({
  type: 'reading/read',
  reading: { path, text, at: 0 },
});

const client = sleep({ pid: 12, argv: ['docker', 'run', 'x'] });
const stopped = has({ status: 'exited', exit: 137, pid: 0 });

describe('client-waits', () => {
  const joined = exchange({ kind: 'attach', container: containerId('3f') });
  rows('client-waits', {}, [
    ['there is nothing', world([]), false, /No container runs, and no client/],
    ['nobody waits', world([inBox], has()), false, /no client is there any more/],
    ['the container has ended', world([client], stopped), false, /does not run: it is exited/],
    [
      'the container is its child',
      world([client, { ...inBox, parent: client.id }], has(), joined),
      false,
      /is a child of docker/,
    ],
    ['it is not joined with it', world([client, inBox], has()), false, /only waits for the da/],
    ['it waits', world([client, inBox], has(), joined), true, /docker \(PID 12\) is the client/],
  ]);
});

describe('container-without-client', () => {
  const held = { ...client, status: 'stopped' as const };
  rows('container-without-client', {}, [
    ['the client is there', world([client, inBox], has()), false, /the client, is still there/],
    ['the client stands still', world([held, inBox], has()), false, /stands still, but is there/],
    ['the container is gone too', world([], stopped), false, /does not run: it is exited/],
    ['nothing is left', world([]), false, /so is the container/],
    ['the container goes on', world([inBox], has()), true, /sleep \(PID 20\) .* goes on/],
  ]);
});

describe('containers-of-image', () => {
  const i = image('i', 'busybox:latest');
  const of = (name: string, more: object = {}): WorldFact =>
    has({ id: containerId(name), name, imageId: imageId('i'), ...more });
  rows('containers-of-image', { image: 'busybox', count: 2 }, [
    ['the image is not here', world([]), false, /not on this machine/],
    ['none runs', world([], i), false, /No container of it runs/],
    ['one runs', world([], i, of('one')), false, /1 of 2/],
    [
      'one was only created',
      world([], i, of('one'), of('two', { status: 'created' })),
      false,
      /two is there too, but created/,
    ],
    ['two run', world([], i, of('one'), of('two')), true, /one and two: made of one image/],
  ]);
});

describe('image-pulled', () => {
  const got = asked('GET /v2/library/hello-world/manifests/latest', 200);
  const here = image('h', 'hello-world:latest');
  rows('image-pulled', { name: 'hello-world' }, [
    ['nothing was done', world([]), false, /no registry was asked/],
    ['another bears its name', world([], here), false, /another under that name/],
    [
      'there is no such image',
      world([], asked('GET /v2/library/hello-wrld/manifests/latest', 404)),
      false,
      /docker.io has no such thing/,
    ],
    ['it was sent, but is not here', world([], got), false, /No image called/],
    ['it came', world([], got, here), true, /docker.io was asked for hello-world/],
  ]);
});

describe('userlands-on-one-kernel', () => {
  const other = sleep({ pid: 30, apart, pids: [30, 1] });
  const debian = has({ id: containerId('4a'), name: 'deb', pid: 30, imageId: imageId('d') });
  const first = [image('sha256:0', 'busybox:latest', ['one']), has()];
  const kernel = read('/proc/sys/kernel/osrelease', '6.1.0\n');
  rows('userlands-on-one-kernel', {}, [
    ['nothing runs', world([]), false, /No container runs/],
    ['one runs', world([inBox], ...first), false, /All .* are of busybox/],
    [
      'the other image does not run',
      world([inBox], ...first, image('d', 'debian:12')),
      false,
      /debian:12 is here, but none of it runs/,
    ],
    [
      'they have a layer in common',
      world([inBox, other], ...first, image('d', 'mine:1', ['one', 'two']), debian),
      false,
      /layers in common/,
    ],
    [
      'they have nothing in common',
      world([inBox, other], ...first, image('d', 'debian:12'), debian, kernel),
      true,
      /run on one kernel: 6.1.0/,
    ],
  ]);
});

describe('noted', () => {
  const kernel = read('/proc/sys/kernel/osrelease', '6.1.192\n');
  const note = (text: string): WorldFact => read('/root/notes', text);
  rows('noted', { file: '/root/notes', fact: 'kernel' }, [
    ['the kernel is not known', world([]), false, /is being read/],
    ['there is no file', world([], kernel), false, /no file/],
    ['it is empty', world([], kernel, note('\n')), false, /is empty/],
    ['it says something else', world([], kernel, note('0.1.0')), false, /says 0.1.0. That is not/],
    ['it says a part of it', world([], kernel, note('6.1')), false, /That is not/],
    ['it says it', world([], kernel, note('Kernel: 6.1.192\n')), true, /says 6.1.192/],
  ]);
  rows('noted', { file: '/root/notes', fact: 'first-pid' }, [
    ['nothing runs', world([]), false, /No container runs/],
    ['it is the number inside', world([inBox], has(), note('1')), false, /not the number that/],
    ['it is that on the host', world([inBox], has(), note('PID\n20\n')), true, /says 20/],
  ]);
});

describe('container-started-again', () => {
  const up = has({ upper: '/var/lib/docker/overlay2/3f/diff' });
  const kept = (ended: string): WorldFact =>
    read('/var/lib/docker/containers/3f/config.v2.json', `{"State":{"FinishedAt":"${ended}"}}`);
  rows('container-started-again', {}, [
    ['there is none', world([]), false, /no container any more/],
    ['it has ended', world([], stopped), false, /is exited/],
    ['it runs for the first time', world([], up, kept('0001-01-01T00:00:00Z')), false, /has run/],
    [
      'another runs',
      world([], has({ id: containerId('4a'), status: 'exited', name: 'old' }), up),
      false,
      /box runs, for the first time. old is still exited/,
    ],
    ['it runs again', world([], up, kept('2026-11-28T14:35:14Z')), true, /ended at 14:35:14/],
  ]);
});

describe('image-pushed', () => {
  const host = 'localhost:5000';
  const put = (status: number): WorldFact => asked('PUT /v2/pump/manifests/latest', status, host);
  rows('image-pushed', { host }, [
    ['there is no image', world([]), false, /no image here/],
    ['its name leads elsewhere', world([], image('i', 'pump:latest')), false, /none of these/],
    [
      'it is only named',
      world([], image('i', 'localhost:5000/pump:1')),
      false,
      /has not been sent/,
    ],
    ['the registry refused it', world([], put(500)), false, /no image here/],
    ['the registry has it', world([], put(201)), true, /has taken the image/],
  ]);
});

describe('nothing-left', () => {
  const removed = exchange({
    ...{ kind: 'event', topic: 'image', action: 'delete' },
    ...{ subject: 'sha256:0', name: '' },
  } as ExchangeSubject);
  rows('nothing-left', {}, [
    ['there never was anything', world([]), false, /nothing was removed/],
    ['a container is left', world([], stopped, removed), false, /box \(exited\)/],
    ['an image is left', world([], image('i', 'x:1'), removed), false, /x:1 is still here/],
    ['all is gone', world([], removed), true, /No container and no image/],
  ]);
});

describe('pages-served', () => {
  const i = image('i', 'httpd:latest');
  const up = has({ imageId: imageId('i'), upper: '/var/lib/docker/overlay2/3f/diff' });
  const log = (status: number): WorldFact => {
    const entry = JSON.stringify({ log: `1 - - [x] "GET /a HTTP/1.1" ${String(status)} 45\n` });
    return read('/var/lib/docker/containers/3f/3f-json.log', `${entry}\n{"log":"cut`);
  };
  const given = { image: 'httpd', sites: 1 };
  rows('pages-served', given, [
    ['there is none', world([], i), false, /no container of the image httpd/],
    [
      'it does not run',
      world([], i, has({ imageId: imageId('i'), status: 'created' })),
      false,
      /it is created/,
    ],
    ['nobody asked', world([], i, up), false, /nobody has asked/],
    ['it had no such page', world([], i, up, log(404)), false, /asked for \/a and answered 404/],
    ['it answered', world([], i, up, log(200)), true, /box has sent a page/],
  ]);

  test('wants several containers where it is told so', () => {
    const about: World = world([], i, up, log(200));
    expect(judge('pages-served', { ...given, sites: 2 }, about).text).toMatch(/only container/);
  });
});

describe('limited-by-hand', () => {
  const mine = cgroupPath('/byhand');
  const inside = sleep({ pid: 40, apart: { pid: 1 }, pids: [40, 1] });
  const cgroup = (limit: string): WorldFact => ({
    type: 'cgroup/read',
    cgroup: {
      ...{ path: mine, since: 0, evidence: [evidence()] },
      files: { 'memory.max': `${limit}\n`, 'cpu.max': 'max 100000\n' },
    },
  });
  rows('limited-by-hand', {}, [
    ['there is no process', world([]), false, /No process outside/],
    ['there is no group', world([inside]), false, /in which the host’s processes are/],
    ['nobody is in it', world([inside], cgroup('16')), false, /is not in it/],
    ['it has no limit', world([{ ...inside, cgroup: mine }], cgroup('max')), false, /nothing is l/],
    [
      'the host’s own is in it',
      world([inside, sleep({ pid: 9, cgroup: mine })], cgroup('16')),
      false,
      /not in namespaces of its own/,
    ],
    ['it is limited', world([{ ...inside, cgroup: mine }], cgroup('16')), true, /memory.max is 16/],
  ]);
});
