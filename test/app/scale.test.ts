import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { momentAt, placeOf, scaleOf } from '../../src/app/timeline/scale.ts';
import { commandId } from '../../src/world/id.ts';
import type { Segment } from '../../src/world/timeline.ts';

const segment = (nth: number, from: number, to: number | null): Segment => ({
  command: commandId(1, nth),
  terminal: 1,
  text: 'ls',
  from: { seq: from, at: from },
  to: to === null ? null : { seq: to, at: to },
  exit: to === null ? null : 0,
});
const spans = (...args: Parameters<typeof scaleOf>): string[] =>
  scaleOf(...args).pieces.map(
    ({ command, from, to }) => `${command ?? '-'} ${String(from)}..${String(to)}`,
  );

describe('scaleOf()', () => {
  test('has a piece for each command and for the time between', () =>
    expect(spans([segment(1, 100, 200), segment(2, 500, 600)], 0, 1000)).toEqual([
      '- 0..100',
      '1/1 100..200',
      '- 200..500',
      '1/2 500..600',
      '- 600..1000',
    ]));

  test('cuts a command where the next one starts', () =>
    expect(spans([segment(1, 0, null), segment(2, 50, 60)], 0, 100)).toEqual([
      '1/1 0..50',
      '1/2 50..60',
      '- 60..100',
    ]));

  test('lets a running command reach to the end', () =>
    expect(spans([segment(1, 10, null)], 10, 70)).toEqual(['1/1 10..70']));

  test('is empty where nothing happened', () => expect(spans([], 5, 5)).toEqual([]));
});

describe('placeOf()', () => {
  test('is undone by momentAt() and never runs backwards', () => {
    const moments = fc.uniqueArray(fc.nat(100_000), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(moments, fc.nat(100_000), (unsorted, asked) => {
        const times = unsorted.sort((a, b) => a - b);
        const segments = times
          .slice(1, -1)
          .map((at, index) => segment(index, at, times[index + 2] ?? null));
        const [first = 0, last = 0] = [times[0], times.at(-1)];
        const scale = scaleOf(segments, first, last);
        const at = Math.min(last, Math.max(first, asked));
        expect(momentAt(scale, placeOf(scale, at))).toBeCloseTo(at, 3);
        expect(placeOf(scale, at)).toBeLessThanOrEqual(placeOf(scale, last));
      }),
    );
  });
});
