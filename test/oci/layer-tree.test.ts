import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LayerError, type LayerDirectory, parseLayer } from '../../src/oci/layer-tree.ts';
import type { TarEntry } from '../../src/oci/tar-read.ts';
import { writeTar } from '../../src/oci/tar-write.ts';
import { tarEntry, tarFile } from '../fake/registry.ts';

const symlink = (path: string, target: string): TarEntry =>
  tarEntry(path, { type: 'symlink', target });
const link = (path: string, target: string): TarEntry => tarEntry(path, { type: 'link', target });

/** The tree as lines: "a/b file", directories with a slash. */
function draw(directory: LayerDirectory, path = ''): string[] {
  const own = directory.opaque ? [`${path} opaque`] : [];
  const rows = [...directory.entries].flatMap(([name, node]) => {
    if (node.kind === 'directory') return draw(node, `${path}${name}/`);
    return [`${path}${name} ${node.kind === 'leaf' ? node.entry.type : 'whiteout'}`];
  });
  return rows.length + own.length > 0 ? [...own, ...rows] : [path];
}

const parse = (entries: readonly TarEntry[]): string[] => draw(parseLayer(writeTar(entries)));

describe('parseLayer()', () => {
  test.each<[string, TarEntry[], string[]]>([
    ['makes missing directories', [tarFile('a/b/c', '')], ['a/b/c file']],
    ['counts absolute names from its root', [tarFile('/etc/x', '')], ['etc/x file']],
    ['lets the last of two entries win', [tarFile('a', ''), symlink('a', 'b')], ['a symlink']],
    [
      'keeps what is in a directory that comes twice',
      [tarFile('d/x', ''), tarEntry('d/')],
      ['d/x file'],
    ],
    [
      'reads whiteouts',
      [tarFile('d/.wh.gone', ''), tarFile('e/.wh..wh..opq', '')],
      ['d/gone whiteout', 'e/ opaque'],
    ],
    ["passes over aufs' own files", [tarFile('.wh..wh.aufs', '')], ['']],
    [
      'follows symlinks within the layer',
      [tarEntry('usr/bin/'), symlink('bin', 'usr/bin'), tarFile('bin/sh', '')],
      ['usr/bin/sh file', 'bin symlink'],
    ],
    [
      'keeps absolute symlinks within the layer',
      [symlink('a', '/etc'), tarFile('a/passwd', '')],
      ['a symlink', 'etc/passwd file'],
    ],
    [
      'keeps symlinks above the root within the layer',
      [symlink('a', '../../etc'), tarFile('a/passwd', '')],
      ['a symlink', 'etc/passwd file'],
    ],
    ['links to a file of the layer', [tarFile('a', 'x'), link('d/b', 'a')], ['a file', 'd/b file']],
  ])('%s', (_, entries, drawing) => {
    expect(parse(entries)).toEqual(drawing);
  });

  test.each<[string, TarEntry[]]>([
    ['names above its root', [tarFile('../x', '')]],
    ['names that lead above its root later', [tarFile('a/../../x', '')]],
    ['links to names above its root', [link('a', '../../etc/shadow')]],
    ['links to what is not in it', [link('a', 'etc/shadow')]],
    ['links to directories', [tarEntry('d/'), link('a', 'd')]],
    ['files as directories', [tarFile('a', ''), tarFile('a/b', '')]],
    ['symlinks in a circle', [symlink('a', 'b'), symlink('b', 'a'), tarFile('a/x', '')]],
  ])('refuses %s', (_, entries) => {
    expect(() => parse(entries)).toThrow(LayerError);
  });

  test('no names lead out of the tree', () => {
    const part = fc.constantFrom('..', '.', '', 'a', 'b', 'c');
    const path = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
    const entry = fc.oneof(
      path.filter((text) => text !== '').map((text) => tarFile(text, '')),
      fc
        .tuple(path, path)
        .filter(([text]) => text !== '')
        .map(([text, target]) => symlink(text, target)),
    );
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 6 }), (entries) => {
        try {
          for (const line of parse(entries)) expect(line.split(/[/ ]/)).not.toContain('..');
        } catch (error) {
          expect(error).toBeInstanceOf(LayerError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
