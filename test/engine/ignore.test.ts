// .dockerignore; the table's answers are those recorded from docker 20.10.24.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { globPattern } from '../../src/engine/build/glob.ts';
import { compileIgnore, readIgnore } from '../../src/engine/build/ignore.ts';

const ignoreOf = (text: string): ReturnType<typeof compileIgnore> =>
  compileIgnore(readIgnore(text));

describe('compileIgnore()', () => {
  test.each([
    ['*\n!a', 'a', false],
    ['*\n!a', 'b', true],
    ['sub', 'sub/x', true],
    ['**/*.o', 'x/y/z.o', true],
    ['**/y.md', 'y.md', true],
    ['*.o', 'x/z.o', false],
    ['# c\n/top/', 'top', true],
    ['a?c', 'abc', true],
    ['a**b', 'a/x/b', true],
    ['a**b', 'axb', false],
    ['**.txt', 'a/z.txt', false],
    ['a+b', 'a+b', false],
    ['a+b', 'aaab', true],
    ['bar[0-9]', 'bar1', true],
    ['[!a]*.md', 'README.md', false],
    ['! x', 'x', false],
    ['..\n.\n/', 'a', false],
  ])('%j leaves out %s: %s', (text, path, out) => {
    expect(ignoreOf(text).excludes(path)).toBe(out);
  });

  test.each([
    ['[', 'syntax error in pattern'],
    ['a\\', 'syntax error in pattern'],
    ['c++', 'syntax error in pattern'],
    ['!', 'illegal exclusion pattern: "!"'],
  ])('%j is refused: %s', (text, message) => {
    expect(() => ignoreOf(text)).toThrow(message);
  });

  test('looks into a directory only where an exception begins with its name', () => {
    const ignore = ignoreOf('*\n!a/b\n!**/*.md\n');
    expect(['a', 'a/b', 'docs', 'a/c'].map((each) => ignore.looksInto(each))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  const name = fc.stringMatching(/^[a-z]{1,3}$/);
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));

  test('takes plain names for paths and all below them, the last that fits deciding', () => {
    const line = fc.record({ path, isException: fc.boolean() });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), path, (lines, asked) => {
        const text = lines.map((each) => `${each.isException ? '!' : ''}${each.path}`).join('\n');
        const fitting = lines.filter((each) => `${asked}/`.startsWith(`${each.path}/`));
        expect(ignoreOf(text).excludes(asked)).toBe(fitting.at(-1)?.isException === false);
      }),
    );
  });

  test('answers or refuses, whatever is written in the file', () => {
    const letters = fc.constantFrom(...'ab/*?[]!\\.^-#{}()+|$ \n\ufeffé');
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 20 }), path, (text, asked) => {
        try {
          expect(typeof ignoreOf(text.join('')).excludes(asked)).toBe('boolean');
        } catch (error) {
          expect((error as Error).message).toMatch(/^(syntax error in|illegal exclusion) pattern/);
        }
      }),
    );
  });
});

describe('globPattern()', () => {
  test.each([
    ['*', 'a.b', true],
    ['a*', 'b', false],
    ['[a-c]x', 'bx', true],
    ['[^a-c]x', 'bx', false],
    ['[\\]]', ']', true],
    ['a\\*', 'a*', true],
    ['a\\*', 'ab', false],
    ['a+(', 'a+(', true],
    ['[a', '[a', false],
    ['?', 'é', true],
  ])('%s matches %s: %s', (glob, text, matches) => {
    expect(globPattern(glob).test(text)).toBe(matches);
  });

  test('is a pattern, whatever it was made of', () => {
    const letters = fc.constantFrom(...'ab*?[]^\\-.+(){}|$!/é');
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 12 }), (glob) => {
        expect(globPattern(glob.join('')).test('a')).toBeTypeOf('boolean');
      }),
    );
  });
});
