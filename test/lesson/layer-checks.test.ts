import { describe, expect, test } from 'vitest';
import { answers } from '../../src/lesson/answers.ts';
import { checks } from '../../src/lesson/registry.ts';
import type { WorldFact } from '../../src/world/event.ts';
import { containerId, imageId, layerId } from '../../src/world/id.ts';
import type { LayerFile, World } from '../../src/world/model.ts';
import { file } from '../views/layer-files.ts';
import { evidence, mount, ns } from '../world/sample.ts';
import { has, judge, world, type Row } from './bench.ts';

const host = ns('mnt');

/** An overlay at /srv/all of /lo below /up, mounted on the host. */
function overlay(options = ['lowerdir=/lo', 'upperdir=/up']): WorldFact {
  const row = { mountId: 40, type: 'overlay', point: '/srv/all', superOptions: ['rw', ...options] };
  const text = '40 1 0:40 / /srv/all rw - overlay overlay rw';
  return {
    type: 'mounts/read',
    namespace: host,
    mounts: [mount({ ...row, evidence: { ...evidence(), text } })],
  };
}

function listed(path: string, ...files: LayerFile[]): WorldFact {
  const id = layerId(host, path);
  const row = { id, namespace: host, path, real: path.replace('/l/', '/'), cut: false };
  return { type: 'layer/listed', layer: { ...row, files, evidence: evidence() } };
}

const image = (id: string, layers: string[], ...names: string[]): WorldFact => ({
  type: 'image/changed',
  image: {
    ...{ id: imageId(id), names, layers, size: 1_000_000, history: [] },
    directories: layers.map((each) => `/d/overlay2/l/${each}`),
  },
});

const box = (name: string, more: object = {}): WorldFact =>
  has({
    ...{ id: containerId(name), name, imageId: imageId('i'), upper: `/d/overlay2/${name}/diff` },
    ...more,
  });
const upperOf = (name: string, ...files: LayerFile[]): WorldFact =>
  listed(`/d/overlay2/${name}/diff`, ...files);

const base = [file('a'), file('d/'), file('d/x')];
const below = listed('/lo', ...base);
const copied = file('a', { origin: true, size: 12, mtime: 2 });
const busybox = [image('i', ['one'], 'busybox:latest'), listed('/d/overlay2/l/one', ...base)];

function rows(name: string, given: object, all: readonly Row[]): void {
  test.each<Row>(all)('when %s', (_, about, passes, text) => {
    const verdict = judge(name, given, about);
    expect(verdict.text).toMatch(text);
    expect(verdict.passed).toBe(passes);
  });
}

describe('overlay-mounted', () => {
  const other = mount({ mountId: 41, type: 'tmpfs', point: '/mnt' });
  rows('overlay-mounted', {}, [
    ['nothing is mounted', world([]), false, /No overlay is mounted/],
    ['only docker has one', world([], box('one')), false, /docker mounted for containers/],
    ['it cannot be written', world([], overlay(['lowerdir=/lo:/x'])), false, /has no upperdir/],
    [
      'its names are relative',
      world([], overlay(['lowerdir=lo', 'upperdir=up'])),
      false,
      /depend on where the shell stood/,
    ],
    [
      'something else is mounted',
      world([], { type: 'mounts/read', namespace: host, mounts: [other] }),
      false,
      /tmpfs on \/mnt/,
    ],
    ['it is there', world([], overlay()), true, /On \/srv\/all lies \/up/],
  ]);
});

describe('overlay-change', () => {
  const given = { by: 'hand', kinds: ['modified', 'opaque'] };
  const upper = (...files: LayerFile[]): World =>
    world([], overlay(), below, listed('/up', ...files));
  rows('overlay-change', given, [
    ['there is no overlay', world([]), false, /No overlay is mounted/],
    ['its layers are not listed', world([], overlay(), below), false, /being looked at/],
    ['nothing was written', upper(), false, /nothing differs/],
    ['a file is new', upper(file('n')), false, /n is new: .* Something else/],
    ['a file was replaced', upper(file('a', { mtime: 2 })), false, /a is another file/],
    ['a file was deleted', upper(file('!a')), false, /hidden by a whiteout/],
    ['a file was copied up', upper(copied), true, /a was copied up, and then written/],
    ['a folder hides', upper(file('d/', { opaque: true })), true, /d is a new folder .* opaque/],
  ]);

  test('looks at the folder that it was told of', () => {
    const under = { ...given, under: 'd' };
    expect(judge('overlay-change', under, upper(copied)).passed).toBe(false);
    const inside = file('d/x', { origin: true, size: 12, mtime: 2 });
    expect(judge('overlay-change', under, upper(file('d/'), inside)).passed).toBe(true);
  });

  test('asks for every layer, and for changes of the top one', () => {
    const gaze = checks.get('overlay-change')?.gaze(world([], overlay()), given);
    expect(gaze?.layers.map(({ path, changes }) => [path, changes])).toEqual([
      ['/up', true],
      ['/lo', false],
    ]);
  });
});

describe('containers-differ', () => {
  const two = [...busybox, box('one'), box('two')];
  rows('containers-differ', {}, [
    ['there is none', world([]), false, /no container yet/],
    [
      'there is one',
      world([], ...busybox, box('one'), upperOf('one', copied)),
      false,
      /a second one/,
    ],
    [
      'both are as the image',
      world([], ...two, upperOf('one'), upperOf('two')),
      false,
      /In no container/,
    ],
    [
      'both have changed it',
      world([], ...two, upperOf('one', copied), upperOf('two', copied)),
      false,
      /one and two have changed/,
    ],
    [
      'one has changed it',
      world([], ...two, upperOf('one', copied), upperOf('two')),
      true,
      /one sees its own \/a, two sees the image/,
    ],
  ]);
});

describe('image-on-image', () => {
  const i = image('i', ['one'], 'busybox:latest');
  rows('image-on-image', {}, [
    ['there is none', world([]), false, /no image here/],
    ['there is one', world([], i), false, /one image, busybox:latest/],
    ['it has two names', world([], image('i', ['one'], 'x:1', 'y:1')), false, /two names of one/],
    ['they share nothing', world([], i, image('j', ['two'], 'k:1')), false, /nothing in common/],
    ['they have the same', world([], i, image('j', ['one'], 'k:1')), false, /the very same layers/],
    [
      'one stands on the other',
      world([], i, image('j', ['one', 'two'], 'k:1')),
      true,
      /k:1 is the layer of busybox:latest.* and 1 more/,
    ],
  ]);
});

describe('two-sites', () => {
  const two = [...busybox, box('one'), box('two')];
  const page = file('d/x', { size: 20, mtime: 2 });
  const more = file('d/new');
  rows('two-sites', { under: 'd' }, [
    ['there is one site', world([], ...busybox, box('one'), upperOf('one')), false, /one site/],
    ['nothing is replaced', world([], ...two, upperOf('one'), upperOf('two')), false, /no cont/],
    [
      'nothing is added',
      world([], ...two, upperOf('one', file('d/'), page), upperOf('two')),
      false,
      /one has its own d\/x, but no container has one more/,
    ],
    [
      'one has both',
      world([], ...two, upperOf('one', file('d/'), page, more), upperOf('two')),
      false,
      /one has both/,
    ],
    [
      'each has one',
      world([], ...two, upperOf('one', file('d/'), page), upperOf('two', file('d/'), more)),
      true,
      /two the image’s, and d\/new besides/,
    ],
  ]);
});

describe('layers-shared', () => {
  const both = [...busybox, box('one'), box('two')];
  rows('layers-shared', { containers: 2 }, [
    ['nothing runs', world([]), false, /No container runs/],
    ['one runs', world([], ...busybox, box('one')), false, /One container .* runs. 2 are/],
    [
      'one of two runs',
      world([], ...busybox, box('one'), box('two', { status: 'created' })),
      false,
      /others do not run/,
    ],
    [
      'one holds much',
      world([], ...both, upperOf('one', file('big', { size: 900_000 })), upperOf('two')),
      false,
      /more than a tenth/,
    ],
    ['both hold little', world([], ...both, upperOf('one', copied), upperOf('two')), true, /12 b/],
  ]);
});

describe('answers about layers', () => {
  const upper = (...files: LayerFile[]): World =>
    world([], overlay(), below, listed('/up', ...files));
  const ask = (name: string, given: object, about: World): string | undefined =>
    answers.get(name)?.find(about, given as never)?.key;

  test('provider-of tells the layer that is seen', () => {
    const given = { by: 'hand', path: 'a' };
    expect(ask('provider-of', given, world([]))).toBeUndefined();
    expect(ask('provider-of', given, upper())).toBe('lower');
    expect(ask('provider-of', given, upper(copied))).toBe('upper');
    expect(ask('provider-of', given, upper(file('!a')))).toBe('none');
  });

  test('mark-of tells how what is below is hidden', () => {
    const given = { by: 'hand', path: 'd' };
    expect(ask('mark-of', given, upper(file('!d')))).toBe('whiteout');
    expect(ask('mark-of', given, upper(file('d/', { opaque: true })))).toBe('opaque');
    expect(ask('mark-of', given, upper(file('d/')))).toBe('nothing');
  });

  test('own-layer-size compares with the image', () => {
    const size = (bytes: number): string | undefined => {
      const own = upperOf('one', file('b', { size: bytes }));
      return ask('own-layer-size', {}, world([], ...busybox, box('one'), own));
    };
    expect([size(10), size(500_000), size(2_000_000)]).toEqual(['little', 'some', 'all']);
  });
});
