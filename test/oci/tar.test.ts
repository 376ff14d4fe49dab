import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText, encodeText } from '../../src/base/bytes.ts';
import { TarError } from '../../src/oci/tar-header.ts';
import { readTar, type TarEntry } from '../../src/oci/tar-read.ts';
import { writeTar } from '../../src/oci/tar-write.ts';
import { tarEntry, tarFile } from '../fake/registry.ts';

const read = (bytes: Uint8Array): TarEntry[] => [...readTar(bytes)];

const isText = (text: string): boolean => decodeText(encodeText(text)) === text;

const entries = fc.array(
  fc
    .record({
      path: fc
        .string({ minLength: 1, maxLength: 150 })
        .filter((path) => !/\0|\/$/.test(path) && isText(path)),
      type: fc.constantFrom('file' as const, 'symlink' as const, 'fifo' as const),
      mode: fc.integer({ min: 0, max: 0o7777 }),
      uid: fc.integer({ min: 0, max: 2 ** 31 }),
      gid: fc.integer({ min: 0, max: 2 ** 31 }),
      mtime: fc.integer({ min: -1000, max: 2 ** 33 - 1 }),
      target: fc
        .string({ maxLength: 150 })
        .filter((target) => !target.includes('\0') && isText(target)),
      data: fc.uint8Array({ maxLength: 1500 }),
    })
    .map((made) =>
      tarEntry(
        made.path,
        made.type === 'file' ? { ...made, target: '' } : { ...made, data: new Uint8Array() },
      ),
    ),
  { maxLength: 5 },
);

describe('tar', () => {
  test('reads back what it wrote', () => {
    fc.assert(
      fc.property(entries, (list) => {
        expect(read(writeTar(list))).toEqual(list);
      }),
    );
  });

  test('keeps extended attributes', () => {
    const value = Uint8Array.of(1, 0, 10, 255);
    const entry = tarEntry('a', { xattrs: new Map([['security.capability', value]]) });
    expect(read(writeTar([entry]))[0]?.xattrs.get('security.capability')).toEqual(value);
  });

  test.each(['ustar', 'pax', 'gnu', 'v7'])("reads GNU tar's %s format", (format) => {
    const folder = mkdtempSync(join(tmpdir(), 'tar-'));
    const long = format === 'v7' || format === 'ustar' ? 'name' : 'long'.repeat(40);
    writeFileSync(join(folder, long), 'content');
    const bytes = execFileSync('tar', [`--format=${format}`, '-C', folder, '-cf', '-', long]);
    expect(read(bytes).map(({ path, data }) => [path, [...data]])).toEqual([
      [long, [...encodeText('content')]],
    ]);
  });

  test('is read by GNU tar, long names and all', () => {
    const name = 'x'.repeat(200);
    const listing = execFileSync('tar', ['-tvf', '-'], {
      input: writeTar([tarFile(name, 'abc')]),
    }).toString();
    expect(listing).toContain(name);
  });

  test.each([
    ['cut in a header', (bytes: Uint8Array) => bytes.slice(0, 300)],
    ['cut in its data', (bytes: Uint8Array) => bytes.slice(0, 700)],
    ['with a changed byte in its header', (bytes: Uint8Array) => bytes.with(0, 0x7a)],
    ['with a size that is no number', (bytes: Uint8Array) => resum(bytes, 124, 'zzzzzzz')],
    ['with a size of 2 GB', (bytes: Uint8Array) => resum(bytes, 124, '20000000000')],
    ['with an unknown type', (bytes: Uint8Array) => resum(bytes, 156, 'Q')],
    ['with a sparse file', (bytes: Uint8Array) => resum(bytes, 156, 'S')],
  ])('an archive %s is refused', (_, damage) => {
    const archive = writeTar([tarFile('a', 'x'.repeat(600))]);
    expect(() => read(damage(archive))).toThrow(TarError);
  });

  test('damage anywhere ends in entries or in a TarError', () => {
    const archive = writeTar([tarFile('a', 'text'), tarEntry('y'.repeat(150)), tarEntry('d/')]);
    const damage = fc.array(fc.tuple(fc.nat(archive.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(damage, (changes) => {
        const bytes = archive.slice();
        for (const [at, value] of changes) bytes[at] = value;
        try {
          read(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(TarError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** Writes a text into the first header and sets its checksum right. */
function resum(bytes: Uint8Array, at: number, text: string): Uint8Array {
  const changed = bytes.slice();
  changed.set(encodeText(text), at);
  changed.fill(0x20, 148, 156);
  const sum = changed.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  changed.set(encodeText(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  return changed;
}
