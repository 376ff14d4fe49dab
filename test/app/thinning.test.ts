import { describe, expect, test } from 'vitest';
import { most, nextToForget, type Thinnable } from '../../src/app/state/thinning.ts';

/** Takes so many checkpoints, of `size` bytes each, and forgets what is to be forgotten. */
function take(count: number, size = 0, wanted: (id: number) => boolean = () => false): number[] {
  let points: Thinnable[] = [];
  for (let id = 1; id <= count; id++) {
    points = [...points, { id, wanted: wanted(id) }];
    for (;;) {
      const next = nextToForget(points, points.length * size);
      if (next === null) break;
      points = points.filter((point) => point.id !== next);
    }
  }
  return points.map(({ id }) => id);
}

describe('nextToForget()', () => {
  test('keeps all of the last fifty, whatever came before', () => {
    const kept = take(400);
    expect(kept.slice(-most.recent)).toEqual(Array.from({ length: 50 }, (_, at) => 351 + at));
    expect(kept).toHaveLength(most.recent + most.older);
  });

  test('thins older ones out more, the older they are', () => {
    const old = take(400).slice(0, most.older);
    const ages = old.map((id) => 400 - id);
    expect(ages[0]).toBeGreaterThan(250);
    const gaps = ages.slice(1).map((age, at) => (ages[at] ?? 0) - age);
    const [early, late] = [gaps.slice(0, 6), gaps.slice(-6)];
    const sum = (list: number[]): number => list.reduce((a, b) => a + b, 0);
    expect(sum(early)).toBeGreaterThan(2 * sum(late));
  });

  test('stays within the bytes, and keeps the newest', () => {
    const kept = take(60, 7_000_000);
    expect(kept.length * 7_000_000).toBeLessThanOrEqual(most.bytes);
    expect(kept).toContain(60);
    expect(take(3, 100_000_000)).toEqual([3]);
  });

  test('loses what is wanted last', () => {
    const kept = take(300, 0, (id) => id % 40 === 0);
    expect(kept).toEqual(expect.arrayContaining([40, 80, 120, 160, 200, 240]));
    expect(take(60, 30_000_000, (id) => id === 1)).toContain(1);
  });
});
