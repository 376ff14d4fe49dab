import { describe, expect, test } from 'vitest';
import { patchTsc, readTsc, writeTsc } from '../../../src/machine/patches/tsc.ts';
import { unpatchedV86 } from '../bare.ts';

const second = 1_000_000_000n;
const savedAt = 28n * second;

describe('patchTsc()', () => {
  test('sets the same time in a second restore as in the first', async () => {
    const { cpu } = (await unpatchedV86()).v86;
    patchTsc(cpu);
    for (let restore = 0; restore < 3; restore++) {
      writeTsc(cpu, savedAt);
      expect(readTsc(cpu) - savedAt).toBeLessThan(second);
      expect(readTsc(cpu)).toBeGreaterThanOrEqual(savedAt);
    }
  });

  test('is needed: v86 itself misses the time by seconds in a second restore', async () => {
    const { cpu } = (await unpatchedV86()).v86;
    writeTsc(cpu, savedAt);
    writeTsc(cpu, savedAt);
    const missed = BigInt.asIntN(64, readTsc(cpu) - savedAt);
    expect(missed < -second || missed > second).toBe(true);
  });
});
