import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeLayers, type Name } from '../../src/world/merge.ts';
import { file, filesOf } from '../views/layer-files.ts';

/** A tree as an ASCII drawing: "+" added, "~" changed, "=" replaced, "m" attributes, "r" renamed, "-" deleted, "." hidden. */
function drawing(names: readonly Name[], indent = ''): string[] {
  const signs = {
    ...{ same: ' ', added: '+', modified: '~', replaced: '=' },
    ...{ metadata: 'm', renamed: 'r', deleted: '-', hidden: '.' },
  };
  return names.flatMap((name) => [
    `${signs[name.change]} ${indent}${name.name}${name.directory ? '/' : ''} ${String(name.provider)}`,
    ...drawing(name.children, `${indent}  `),
  ]);
}

const upper = filesOf;
const lower = filesOf(file('a'), file('d/'), file('d/x'), file('d/y'), file('e/'), file('e/z'));

describe('mergeLayers()', () => {
  test.each([
    [
      'what is only below is seen from there',
      upper(),
      ['  a 1', '  d/ 1', '    x 1', '    y 1', '  e/ 1', '    z 1'],
    ],
    [
      'a file copied up and written hides the lower one',
      upper(file('a', { origin: true, size: 11, mtime: 2 })),
      ['~ a 0', '  d/ 1', '    x 1', '    y 1', '  e/ 1', '    z 1'],
    ],
    [
      'a file copied up for its mode alone',
      upper(file('a', { origin: true, mode: 0o100600 })),
      ['m a 0', '  d/ 1', '    x 1', '    y 1', '  e/ 1', '    z 1'],
    ],
    [
      'a new file under an old name replaces it',
      upper(file('a', { mtime: 2 })),
      ['= a 0', '  d/ 1', '    x 1', '    y 1', '  e/ 1', '    z 1'],
    ],
    [
      'directories of both layers are seen as one',
      upper(file('d/'), file('d/new')),
      ['  a 1', '  d/ 0', '+   new 0', '    x 1', '    y 1', '  e/ 1', '    z 1'],
    ],
    [
      'a whiteout takes a name away, and all below it',
      upper(file('!d'), file('!a')),
      ['- a -1', '- d/ -1', '-   x -1', '-   y -1', '  e/ 1', '    z 1'],
    ],
    [
      'an opaque directory hides the names below',
      upper(file('d/', { opaque: true }), file('d/x')),
      ['  a 1', '= d/ 0', '=   x 0', '-   y -1', '  e/ 1', '    z 1'],
    ],
    [
      'a renamed directory shows what is under its old name',
      upper(file('f/', { redirect: '/d' }), file('!d')),
      [
        '  a 1',
        '- d/ -1',
        '-   x -1',
        '-   y -1',
        '  e/ 1',
        '    z 1',
        'r f/ 0',
        '    x 1',
        '    y 1',
      ],
    ],
    ['a file in place of a directory', upper(file('d')), ['  a 1', '= d 0', '  e/ 1', '    z 1']],
  ])('%s', (_, top, expected) => {
    expect(drawing(mergeLayers([top, lower], 0))).toEqual(expected);
  });

  test('tells what a layer in the middle did, whatever is above it', () => {
    const top = filesOf(file('a', { mtime: 9 }));
    const middle = filesOf(file('!a'), file('b'));
    const base = filesOf(file('a'), file('c'));
    expect(drawing(mergeLayers([top, middle, base], 1))).toEqual(['- a 0', '+ b 1', '  c 2']);
  });

  test('a lower layer’s whiteout hides for good', () => {
    const layers = [filesOf(), filesOf(file('!a')), filesOf(file('a'))];
    expect(drawing(mergeLayers(layers, 0))).toEqual(['. a -1']);
    expect(drawing(mergeLayers(layers, -1))).toEqual(['. a -1']);
  });

  const anyFile = fc
    .tuple(
      fc.constantFrom('', '!'),
      fc.constantFrom('a', 'd', 'd/a', 'd/b', 'e/a'),
      fc.constantFrom('', '/'),
    )
    .map(([gone, path, slash]) => file(gone === '' ? path + slash : `!${path}`));
  const anyLayer = fc.array(anyFile, { maxLength: 6 }).map((files) => filesOf(...files));

  test('never shows a name of which no layer has a file, and counts what it holds', () => {
    fc.assert(
      fc.property(fc.array(anyLayer, { minLength: 1, maxLength: 4 }), (layers) => {
        const check = (names: readonly Name[]): number => {
          let count = 0;
          for (const { provider, versions, children, below } of names) {
            if (provider >= 0) expect(versions[provider]).toBeDefined();
            expect(check(children)).toBe(below);
            count += 1 + below;
          }
          return count;
        };
        check(mergeLayers(layers, 0));
      }),
    );
  });
});
