import { describe, expect, test } from 'vitest';
import { shiftsBy } from '../../src/views/motion.ts';

const frames = Array.from({ length: 61 }, (_, frame) => (frame * 1000) / 60 + 0.3);

describe('shiftsBy()', () => {
  test('follows every frame in a picture of few rows', () =>
    expect(frames.map((now) => shiftsBy({ rows: 20, restsAt: Infinity }, now))).toEqual(frames));

  test('follows every second frame in a crowd, and is never far behind', () => {
    const moments = frames.map((now) => shiftsBy({ rows: 200, restsAt: Infinity }, now));
    expect(new Set(moments).size).toBe(31);
    for (const [frame, now] of frames.entries()) {
      const behind = now - (moments[frame] ?? NaN);
      expect(behind).toBeGreaterThanOrEqual(0);
      expect(behind).toBeLessThan(1000 / 30);
    }
  });

  test('is there when the picture comes to rest', () =>
    expect(shiftsBy({ rows: 200, restsAt: 1001 }, 1001)).toBe(1001));
});
