// Listings of a layer by the agent, compiled for this machine, against trees that are odd or change under it.
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LayerEntry, LayerRecord } from '../../src/agent/record.ts';
import { startNativeAgent } from './native-agent.ts';
import type { NativeAgent } from './native-agent.ts';

let native: NativeAgent;
beforeAll(async () => {
  native = await startNativeAgent();
}, 120_000);
afterAll(() => native.stop());

/** A new directory that is to be listed. */
const layer = (): string => mkdtempSync(join(realpathSync(native.folder), 'layer-'));

interface Look {
  readonly path: string;
  readonly known?: string;
  /** Hears of each part of the listing as it arrives. */
  readonly onPart?: () => void;
}

async function look({ path, known = '0', onPart }: Look): Promise<LayerRecord[]> {
  const parts: LayerRecord[] = [];
  const stop = native.agent.onRecords((records) => {
    const found = records.filter((record) => record.type === 'layer');
    parts.push(...found);
    if (found.length > 0) onPart?.();
  });
  await native.agent.lookAtLayer({ pid: process.pid, path, known });
  stop();
  return parts;
}

async function entriesOf(path: string): Promise<readonly LayerEntry[]> {
  return (await look({ path })).flatMap(({ entries }) => entries);
}

const pathsOf = async (path: string): Promise<string[]> =>
  (await entriesOf(path)).map((entry) => entry.path).sort();

describe('a listing', () => {
  test('tells every name below the directory, with what lstat(2) says and where symlinks lead', async () => {
    const root = layer();
    mkdirSync(join(root, 'etc/deep'), { recursive: true });
    writeFileSync(join(root, 'etc/deep/file'), '12345', { mode: 0o640 });
    symlinkSync('../../../etc/passwd', join(root, 'etc/link'));
    const entries = new Map((await entriesOf(root)).map((entry) => [entry.path, entry]));
    expect([...entries.keys()].sort()).toEqual([
      '',
      'etc',
      'etc/deep',
      'etc/deep/file',
      'etc/link',
    ]);
    const { ino, mode, mtimeMs } = lstatSync(join(root, 'etc/deep/file'));
    expect(entries.get('etc/deep/file')).toMatchObject({ size: 5, links: 1, inode: ino, mode });
    expect(entries.get('etc/deep/file')?.mtime).toBeCloseTo(mtimeMs / 1000, 3);
    expect(entries.get('etc/link')).toMatchObject({ target: '../../../etc/passwd' });
  });

  test('goes below no symlink, wherever it leads', async () => {
    const root = layer();
    for (const [name, target] of [
      ['up', '..'],
      ['self', '.'],
      ['loop', 'loop'],
      ['root', '/'],
      ['gone', 'nowhere'],
    ] as const)
      symlinkSync(target, join(root, name));
    expect(await pathsOf(root)).toEqual(['', 'gone', 'loop', 'root', 'self', 'up']);
  });

  test('tells the same tree once, and again when anything in it changed', async () => {
    const root = layer();
    writeFileSync(join(root, 'a'), 'one');
    const [{ fingerprint = '' } = {}] = await look({ path: root });
    expect(await look({ path: root, known: fingerprint })).toEqual([]);
    writeFileSync(join(root, 'a'), 'other');
    const [again] = await look({ path: root, known: fingerprint });
    expect(again?.entries.map(({ path }) => path)).toEqual(['', 'a']);
    expect(again?.fingerprint).not.toBe(fingerprint);
  });

  test('comes in parts, of which only the first and the last say that they are', async () => {
    const root = layer();
    const names = Array.from({ length: 1000 }, (_, at) => `name-${String(at)}`);
    for (const name of names) writeFileSync(join(root, name), '');
    const parts = await look({ path: root });
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.map(({ first }) => first)).toEqual(parts.map((_, at) => at === 0));
    expect(parts.map(({ last }) => last)).toEqual(parts.map((_, at) => at === parts.length - 1));
    const paths = parts.flatMap(({ entries }) => entries.map(({ path }) => path));
    expect(paths.sort()).toEqual(['', ...names].sort());
  });

  test('of random trees is what they are made of', async () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((text) => !/[/\0]/.test(text) && text !== '.' && text !== '..');
    const paths = fc.array(fc.array(name, { minLength: 1, maxLength: 5 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(paths, async (made) => {
        const root = layer();
        const expected = new Set(['']);
        for (const parts of made) {
          mkdirSync(join(root, ...parts), { recursive: true });
          parts.forEach((_, at) => expected.add(parts.slice(0, at + 1).join('/')));
        }
        expect(await pathsOf(root)).toEqual([...expected].sort());
        rmSync(root, { recursive: true });
      }),
      { numRuns: 30 },
    );
  });

  // A directory may be replaced between being listed and being opened: the names below it must not lead elsewhere.
  test('stays in the layer when a directory above becomes a symlink out of it', async () => {
    const root = layer();
    const outside = layer();
    const inner = Array.from({ length: 20 }, (_, at) => `inner-${String(at)}`);
    for (const name of inner) {
      mkdirSync(join(root, 'dir', name), { recursive: true });
      mkdirSync(join(outside, name));
      writeFileSync(join(outside, name, 'secret'), '');
    }
    // So much that the agent waits for its reader before it comes to all of the others.
    mkdirSync(join(root, 'dir/wide'));
    for (let at = 0; at < 20_000; at++) writeFileSync(join(root, 'dir/wide', String(at)), '');
    let swapped = false;
    const onPart = (): void => {
      if (swapped) return;
      swapped = true;
      renameSync(join(root, 'dir'), join(root, 'moved'));
      symlinkSync(outside, join(root, 'dir'));
    };
    const entries = (await look({ path: root, onPart })).flatMap((part) => part.entries);
    expect(swapped).toBe(true);
    expect(entries.length).toBeGreaterThan(1000);
    expect(entries.map(({ path }) => path).filter((path) => path.endsWith('secret'))).toEqual([]);
  });
});

describe('what cannot be listed', () => {
  test.each([
    ['is not there', 'nowhere', 2],
    ['is a file', 'file', 20],
    ['is a symlink that leads in circles', 'circle', 40],
  ])('%s: the error is told', async (_, name, errno) => {
    const root = layer();
    writeFileSync(join(root, 'file'), '');
    symlinkSync('circle', join(root, 'circle'));
    expect(await look({ path: join(root, name) })).toMatchObject([{ errno, entries: [] }]);
  });

  test('a path that is not absolute is refused', async () => {
    expect(await look({ path: 'etc' })).toMatchObject([{ errno: 22, entries: [] }]);
  });

  test('a process that is gone has no files', async () => {
    const parts: LayerRecord[] = [];
    const stop = native.agent.onRecords((records) =>
      parts.push(...records.filter((record) => record.type === 'layer')),
    );
    await native.agent.lookAtLayer({ pid: 2 ** 30, path: '/', known: '0' });
    stop();
    expect(parts).toMatchObject([{ errno: 2, entries: [] }]);
  });
});
