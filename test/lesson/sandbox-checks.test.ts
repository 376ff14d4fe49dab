import { describe, expect, test } from 'vitest';
import type { WorldFact } from '../../src/world/event.ts';
import { containerId, imageId, layerId } from '../../src/world/id.ts';
import type { LayerFile } from '../../src/world/model.ts';
import { file } from '../views/layer-files.ts';
import { evidence, ns } from '../world/sample.ts';
import { has, inBox, judge, sleep, world, type Row } from './bench.ts';

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
const note = (text: string): WorldFact => read('/root/answer', `${text}\n`);

function listed(path: string, ...files: LayerFile[]): WorldFact {
  const id = layerId(ns('mnt'), path);
  const row = { id, namespace: ns('mnt'), path, real: path.replace(/l\/(.)/, '$1$1$1/diff') };
  return { type: 'layer/listed', layer: { ...row, cut: false, files, evidence: evidence() } };
}
const image: WorldFact = {
  type: 'image/changed',
  image: {
    ...{ id: imageId('sha256:0'), names: ['desk:latest'], layers: ['a', 'b'], size: 1 },
    ...{ directories: ['/d/overlay2/l/A', '/d/overlay2/l/B'], history: [] },
  },
};

describe('hiding-layer-noted', () => {
  const gone = file('letter', { mode: 0o20000, rdev: [0, 0] });
  const layers = [
    image,
    listed('/d/overlay2/l/A', file('letter')),
    listed('/d/overlay2/l/B', gone),
  ];
  rows('hiding-layer-noted', { file: '/root/answer', path: 'letter' }, [
    ['there is no image', world([]), false, /No layer of an image here hides/],
    ['nothing is noted', world([], ...layers), false, /There is no file \/root\/answer yet/],
    [
      'the layer that has it is noted',
      world([], ...layers, note('/d/overlay2/AAA/diff')),
      false,
      /says \/d\/overlay2\/AAA\/diff\. A layer that hides/,
    ],
    [
      'the folder of all layers is noted',
      world([], ...layers, note('/d/overlay2')),
      false,
      /A layer that hides/,
    ],
    ['its name is noted', world([], ...layers, note('BBB')), true, /BBB\/diff has a whiteout/],
    [
      'the whiteout itself is noted',
      world([], ...layers, note('/d/overlay2/BBB/diff/letter')),
      true,
      /has a whiteout at letter/,
    ],
  ]);
});

describe('owner-noted', () => {
  const given = { asked: '/root/wanted', file: '/root/answer' };
  const wanted = read('/root/wanted', '20\n');
  rows('owner-noted', given, [
    ['nothing is asked for', world([inBox], has()), false, /does not say yet/],
    ['it has ended', world([], wanted, note('box')), false, /No process of a container/],
    [
      'it is the host’s',
      world([sleep({ pid: 20 })], wanted, note('box')),
      false,
      /No process of a container/,
    ],
    ['another is noted', world([inBox], has(), wanted, note('bee')), false, /says bee/],
    ['its name is noted', world([inBox], has(), wanted, note('box')), true, /belongs to box/],
  ]);
});

describe('shared-kinds-noted', () => {
  const given = { one: 'box', two: 'cup', file: '/root/answer', everyone: 'user time' };
  const apart = { pid: 1, net: 1, mnt: 2, uts: 2, ipc: 2, cgroup: 2 };
  const left = {
    ...inBox,
    ...sleep({ pid: 20, apart: { ...apart, mnt: 1, uts: 1, ipc: 1, cgroup: 1 } }),
  };
  const right = sleep({ pid: 30, apart });
  const both = [has(), has({ id: containerId('4a'), name: 'cup', pid: 30 })];
  const about = (text: string) => world([left, right], ...both, note(text));
  rows('shared-kinds-noted', given, [
    ['one runs', world([left], has()), false, /do not both run/],
    ['nothing is noted', world([left, right], ...both), false, /There is no file/],
    ['one is missing', about('net'), false, /1 of the kinds they share are missing/],
    ['one is wrong', about('net pid mnt'), false, /Their mount namespaces are two/],
    ['both are noted', about('net, pid'), true, /share their PID and network namespaces/],
    ['those of everyone are noted too', about('user pid net'), true, /share their/],
  ]);
});

describe('diff-empty', () => {
  const upper = '/d/overlay2/x/diff';
  const base = [image, has({ upper }), listed('/d/overlay2/l/A', file('motd'))];
  const gone = file('motd', { mode: 0o20000, rdev: [0, 0] });
  rows('diff-empty', { name: 'box', shows: 'motd' }, [
    ['there is none', world([], image), false, /No container named box runs/],
    ['it does not run', world([], ...base, listed(upper)), false, /No container named box runs/],
    [
      'another runs',
      world([inBox], image, has({ upper, name: 'mess' }), listed(upper)),
      false,
      /No container named box/,
    ],
    [
      'it has a file of its own',
      world([inBox], ...base, listed(upper, file(''), file('motd'))),
      false,
      /has motd in it/,
    ],
    [
      'no layer has the file',
      world([inBox], image, has({ upper }), listed(upper, file(''))),
      false,
      /not show motd/,
    ],
    [
      'a layer hides the file',
      world([inBox], ...base, listed('/d/overlay2/l/B', gone), listed(upper, file(''))),
      false,
      /not show motd/,
    ],
    ['it is below', world([inBox], ...base, listed(upper, file(''))), true, /nothing in its own/],
  ]);
});
