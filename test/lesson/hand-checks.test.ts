import { describe, expect, test } from 'vitest';
import type { WorldFact } from '../../src/world/event.ts';
import { cgroupPath, imageId, layerId } from '../../src/world/id.ts';
import type { NamespaceKind, Process } from '../../src/world/model.ts';
import { evidence, mount, ns } from '../world/sample.ts';
import { box, has, judge, sleep, world, type Row } from './bench.ts';

const all: readonly NamespaceKind[] = ['mnt', 'uts', 'ipc', 'net', 'pid'];
const apart = (kinds: readonly NamespaceKind[], nth = 1) =>
  Object.fromEntries(kinds.map((kind) => [kind, nth]));
/** A process in namespaces of its own, made by hand. */
const hand = (kinds = all, pids = [40, 1]): Process =>
  sleep({ pid: 40, apart: apart(kinds), pids });

const host: WorldFact = mounted(0, ['/', 'tmpfs', '0:13']);

/** Mounts of a mount namespace: point, type and device of each. */
function mounted(nth: number, ...mounts: readonly (readonly string[])[]): WorldFact {
  const namespace = ns('mnt', nth);
  return {
    type: 'mounts/read',
    namespace,
    mounts: mounts.map(([point = '', type = '', device = ''], at) =>
      mount({
        ...{ namespace, mountId: nth * 100 + at + 1, point, type },
        superOptions: ['rw', 'lowerdir=/lo', 'upperdir=/up'],
        evidence: { ...evidence(), text: `${String(at)} 1 ${device} / ${point} rw` },
      }),
    ),
  };
}
const root = (...more: readonly (readonly string[])[]): WorldFact =>
  mounted(1, ['/', 'overlay', '0:40'], ...more);
const pivoted: WorldFact = {
  type: 'syscall/requested',
  request: {
    ...{ pid: 33, process: null, call: 'pivot_root', at: 0, evidence: evidence() },
    arguments: ['.', 'old'],
  },
};

function rows(name: string, given: object, each: readonly Row[]): void {
  test.each<Row>(each)('when %s', (_, about, passes, text) => {
    const verdict = judge(name, given, about);
    expect(verdict.text).toMatch(text);
    expect(verdict.passed).toBe(passes);
  });
}

describe('root-by-hand', () => {
  const netless = all.filter((kind) => kind !== 'net');
  rows('root-by-hand', { own: all }, [
    ['nothing was done', world([], host), false, /Every process .* host’s namespaces/],
    ['one kind is missing', world([hand(netless)], host, root()), false, /itself: network/],
    ['the root is the host’s', world([hand()], host), false, /still a copy of the host/],
    [
      'the old root is below it',
      world([hand()], host, root(['/old', 'tmpfs', '0:13']), pivoted),
      false,
      /below \/old it still has all/,
    ],
    ['it was only chroot', world([hand()], host, root()), false, /with chroot/],
    ['nobody was born in it', world([hand(all, [40])], host, root(), pivoted), false, /not born/],
    ['all is so', world([hand()], host, root(), pivoted), true, /nothing of the host’s files/],
  ]);

  test('does not take what docker’s runtime did for a person’s', () => {
    const about = world([hand()], host, root(), pivoted, has({ pid: 33 }));
    expect(judge('root-by-hand', { own: all }, about).text).toMatch(/with chroot/);
  });
});

describe('made-alike', () => {
  const docker = (kinds: readonly NamespaceKind[]): Process =>
    sleep({ pid: 20, apart: apart(kinds, 2), pids: [20, 1], cgroup: box });
  const over = mounted(2, ['/', 'overlay', '0:41']);
  const kinds: readonly NamespaceKind[] = [...all, 'cgroup'];
  rows('made-alike', {}, [
    ['nothing was made', world([]), false, /No process made by hand/],
    ['there is no container', world([hand()], root()), false, /no container to compare/],
    [
      'it does not run',
      world([hand()], root(), has({ status: 'created' })),
      false,
      /has no process: it is created/,
    ],
    [
      'it has the host’s network',
      world([hand(), docker(kinds.filter((kind) => kind !== 'net'))], root(), over, has()),
      false,
      /shares with the host .* network/,
    ],
    ['both run', world([hand(), docker(kinds)], root(), over, has()), true, /added: cgroup/],
  ]);
});

describe('nothing-by-hand', () => {
  const mine: WorldFact = {
    type: 'cgroup/created',
    cgroup: { path: cgroupPath('/byhand'), files: {}, since: 0, evidence: [] },
  };
  const overlay = mounted(0, ['/srv/root', 'overlay', '0:40']);
  rows('nothing-by-hand', {}, [
    ['its process runs', world([hand()], has()), false, /PID 40\) still runs/],
    ['its overlay is mounted', world([], overlay, has()), false, /on \/srv\/root is still/],
    ['its group is there', world([], mine, has()), false, /The cgroup \/byhand/],
    ['docker’s container is gone too', world([]), false, /does not run either/],
    ['only docker’s is left', world([], has()), true, /box runs on/],
  ]);
});

describe('overlay-on-image', () => {
  const listed = (path: string, real: string): WorldFact => ({
    type: 'layer/listed',
    layer: {
      ...{ id: layerId(ns('mnt'), path), namespace: ns('mnt'), path, real },
      ...{ cut: false, files: [], evidence: evidence() },
    },
  });
  const image: WorldFact = {
    type: 'image/changed',
    image: {
      ...{ id: imageId('i'), names: ['busybox:latest'], layers: ['one'], size: 1, history: [] },
      directories: ['/d/l/ONE'],
    },
  };
  const overlay = mounted(0, ['/srv/root', 'overlay', '0:40']);
  const base = [image, listed('/d/l/ONE', '/d/one/diff')];
  rows('overlay-on-image', {}, [
    ['there is no image', world([], overlay), false, /no image here/],
    ['nothing is mounted', world([], ...base), false, /No overlay is mounted/],
    ['only docker mounts', world([], ...base, has()), false, /docker mounted for containers/],
    [
      'something else lies below',
      world([], ...base, overlay, listed('/lo', '/lo')),
      false,
      /Below \/srv\/root lies \/lo/,
    ],
    [
      'the image lies below, under another name',
      world([], ...base, overlay, listed('/lo', '/d/one/diff')),
      true,
      /On \/srv\/root lie the files of busybox:latest/,
    ],
  ]);
});
