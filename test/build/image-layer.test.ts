import { expect, test } from 'vitest';
import { LayerFiles } from '../../src/guest/images/layer.ts';
import { upstreamVersion, versionTags } from '../../src/guest/images/recipe.ts';
import { Tree } from '../../src/guest/tree.ts';
import type { TarEntry } from '../../src/oci/tar-read.ts';

function made(make: (tree: Tree) => void): LayerFiles {
  const tree = new Tree();
  make(tree);
  const files = new LayerFiles();
  files.addTree(tree);
  return files;
}

/** A 32-bit program that asks for one library: header, a load and a dynamic segment, its table, the strings. */
function program(library: string): Buffer {
  const bytes = Buffer.alloc(256);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 1, 1]);
  bytes.writeUInt32LE(52, 28);
  bytes.writeUInt16LE(32, 42);
  bytes.writeUInt16LE(2, 44);
  [1, 0, 0, 0, 256].forEach((word, at) => bytes.writeUInt32LE(word, 52 + at * 4));
  [2, 128, 128, 128, 16].forEach((word, at) => bytes.writeUInt32LE(word, 84 + at * 4));
  [5, 160, 1, 1].forEach((word, at) => bytes.writeUInt32LE(word, 128 + at * 4));
  bytes.write(`\0${library}\0`, 160, 'latin1');
  return bytes;
}

const link = (path: string, target: string, like: TarEntry): TarEntry => ({
  ...like,
  path,
  type: 'link',
  target,
  data: new Uint8Array(),
});

test('programs that ask for a library that is not there are left out, and what hangs on them', () => {
  const files = made((tree) => {
    tree.file('usr/bin/whole', program('libhere.so.1'));
    tree.file('usr/bin/below', program('libbelow.so.1'));
    tree.file('usr/bin/broken', program('libhalf.so.1'));
    tree.file('usr/lib/i386-linux-gnu/libhere.so.1', program('libbelow.so.1'));
    tree.file('usr/lib/i386-linux-gnu/libhalf.so.1', program('libgone.so.1'));
  });
  files.add([link('usr/bin/other', 'usr/bin/broken', files.get('usr/bin/broken'))]);
  expect(files.removeUnlinkable(['libbelow.so.1'])).toEqual([
    'usr/bin/broken',
    'usr/lib/i386-linux-gnu/libhalf.so.1',
  ]);
  expect(['whole', 'below', 'broken', 'other'].map((name) => files.has(`usr/bin/${name}`))).toEqual(
    [true, true, false, false],
  );
});

test('a layer has its parents first and hard links last', () => {
  const files = made((tree) => tree.file('b/c/file', 'x'));
  files.add([link('a', 'b/c/file', files.get('b/c/file'))]);
  files.remove(({ path }) => path === 'b');
  expect(files.entries().map(({ path, type }) => `${type} ${path}`)).toEqual([
    'directory b',
    'directory b/c',
    'file b/c/file',
    'link a',
  ]);
});

test('files of ours keep the owner and mode of a folder that a package brought', () => {
  const files = made((tree) => tree.directory('tmp', 0o1777));
  files.chown('tmp', [0, 8]);
  const own = new Tree();
  own.file('tmp/x', '');
  files.addTree(own);
  expect(files.get('tmp')).toMatchObject({ mode: 0o1777, gid: 8 });
});

test.each([
  ['2.4.68-1~deb12u1', '2.4.68'],
  ['5:7.0.15-1~deb12u7', '7.0.15'],
  ['1.22.1-9+deb12u9', '1.22.1'],
])('upstreamVersion(%s)', (version, upstream) => {
  expect(upstreamVersion(version)).toBe(upstream);
});

test('versionTags() gives each prefix', () => {
  expect(versionTags('2.4.68')).toEqual(['2', '2.4', '2.4.68']);
});
