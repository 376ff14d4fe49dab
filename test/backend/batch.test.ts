import { describe, expect, test } from 'vitest';
import { Batch } from '../../src/backend/batch.ts';

describe('Batch', () => {
  test('hands on the first at once, and what follows within a frame together', () => {
    const due: (() => void)[] = [];
    const sent: (readonly number[])[] = [];
    const batch = new Batch<number>(
      {
        now: () => 0,
        after: (_ms, task) => {
          due.push(task);
          return () => undefined;
        },
      },
      (values) => sent.push(values),
    );
    batch.add([1]);
    batch.add([2, 3]);
    batch.add([4]);
    expect(sent).toEqual([[1]]);
    due.shift()?.();
    expect(sent).toEqual([[1], [2, 3, 4]]);
    due.shift()?.();
    expect(due).toEqual([]);
    batch.add([5]);
    expect(sent).toEqual([[1], [2, 3, 4], [5]]);
  });
});
