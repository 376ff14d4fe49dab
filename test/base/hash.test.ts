import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { encodeText } from '../../src/base/bytes.ts';
import { lendDigest, sha256Hex } from '../../src/base/hash.ts';

afterEach(() => vi.unstubAllGlobals());

describe.each([
  ['by the platform', () => undefined],
  ['in JavaScript', () => void vi.stubGlobal('crypto', {})],
])('sha256Hex() %s', (_way, prepare) => {
  test('answers as FIPS 180-4 does', async () => {
    prepare();
    expect(await sha256Hex(encodeText('abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  test.each([0, 1, 55, 56, 63, 64, 65, 1000, 70_000])('agrees on %i bytes', async (length) => {
    prepare();
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 31) % 251);
    expect(await sha256Hex(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
  });
});

describe('lendDigest()', () => {
  afterEach(() => lendDigest(null));

  test('has large amounts hashed elsewhere where the platform has no way of its own', async () => {
    vi.stubGlobal('crypto', {});
    const asked: number[] = [];
    lendDigest((bytes) => {
      asked.push(bytes.length);
      return Promise.resolve(Uint8Array.of(0xab, 1).buffer);
    });
    expect(await sha256Hex(new Uint8Array(100_000))).toBe('ab01');
    expect(await sha256Hex(encodeText('abc'))).toMatch(/^ba7816bf/);
    expect(asked).toEqual([100_000]);
  });
});
