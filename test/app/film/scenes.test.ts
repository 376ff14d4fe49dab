import { describe, expect, test } from 'vitest';
import { isOfSlide, momentOf, parseScenes, stretchesOf } from '../../../src/app/film/scenes.ts';
import type { Slide } from '../../../src/app/present/deck.ts';

const slide = (id: string, ...lines: string[]): Slide => ({
  id,
  title: id,
  purpose: [],
  view: 'pids',
  lines: lines.map((text) => ({ text, host: false })),
  notes: [],
});
const slides = [slide(''), slide('one', 'a', 'b'), slide('lost', 'x'), slide('two', 'c')];
const scenes = parseScenes([
  { id: '', from: 10, lines: [] },
  {
    id: 'one',
    from: 20,
    lines: [
      { text: 'a', until: 30 },
      { text: 'b', until: 40 },
    ],
  },
  { id: 'two', from: 50, lines: [{ text: 'c', until: 60 }] },
]);

test('stretchesOf() gives each slide its part, and none to one that was not recorded', () => {
  expect(stretchesOf(slides, scenes)).toEqual([
    { from: 10, to: 10 },
    { from: 20, to: 40 },
    { from: 40, to: 40 },
    { from: 50, to: 60 },
  ]);
});

describe('momentOf()', () => {
  test.each([
    ['the beginning of a slide', 'one', 0, 20],
    ['after its first line', 'one', 1, 30],
    ['after its last', 'one', 2, 40],
    ['more lines than were recorded', 'one', 3, null],
    ['a slide that was not recorded', 'lost', 0, null],
  ])('%s', (_what, id, typed, expected) => {
    expect(momentOf(scenes, slide(id), typed)).toBe(expected);
  });
});

test('isOfSlide() tells a recording of other lines', () => {
  const [, one] = scenes;
  if (!one) throw new Error('No scene');
  expect(isOfSlide(one, slide('one', 'a', 'b'))).toBe(true);
  expect(isOfSlide(one, slide('one', 'a'))).toBe(false);
  expect(isOfSlide(one, slide('one', 'a', 'c'))).toBe(false);
});

test('parseScenes() leaves out what is none', () => {
  const good = { id: 'x', from: 1, lines: [{ text: 'a', until: 2 }] };
  const bad = [null, 'x', { ...good, from: '1' }, { ...good, lines: [{ text: 'a' }] }];
  expect(parseScenes([...bad, good])).toEqual([good]);
  expect(parseScenes({})).toEqual([]);
});
