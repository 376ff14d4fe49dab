import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseClockOffsets } from '../../../src/views/inside/clock-offsets.ts';
import { parseIdMap } from '../../../src/views/inside/id-map.ts';

describe('parseIdMap()', () => {
  it('reads the ranges, in their order', () => {
    expect(
      parseIdMap('         0     100000      65536\n     65536          7          1\n'),
    ).toEqual([
      { inside: 0, outside: 100000, count: 65536 },
      { inside: 65536, outside: 7, count: 1 },
    ]);
    expect(parseIdMap('         0          0 4294967295\n')).toEqual([
      { inside: 0, outside: 0, count: 4294967295 },
    ]);
  });

  it.each(['', '\n', '0 0', '0 0 0\n', '0 -1 5\n', '0 x 5\n', '0 0 4294967296\n', '1 2 3 4\n'])(
    'passes over %j',
    (text) => {
      expect(parseIdMap(text)).toEqual([]);
    },
  );

  it('takes any text, and answers whole numbers only', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789 \n-x') }), (text) => {
        for (const range of parseIdMap(text))
          for (const each of Object.values(range)) expect(Number.isSafeInteger(each)).toBe(true);
      }),
    );
  });
});

describe('parseClockOffsets()', () => {
  it('reads both clocks', () => {
    expect(
      parseClockOffsets('monotonic           0         0\nboottime         -100 500000000\n'),
    ).toEqual([
      { clock: 'monotonic', seconds: 0, nanoseconds: 0 },
      { clock: 'boottime', seconds: -100, nanoseconds: 500000000 },
    ]);
  });

  it.each(['', 'realtime 1 0\n', 'monotonic 1\n', 'boottime 1 x\n', 'monoton'])(
    'passes over %j',
    (text) => {
      expect(parseClockOffsets(text)).toEqual([]);
    },
  );
});
