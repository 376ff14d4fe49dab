import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FlagError, parseFlags } from '../../src/cli/flag.ts';
import { flagTable } from '../../src/cli/flag-table.ts';

const flags = flagTable(`
-a, --all | A switch
-e, --env list | A list
-n, --last int | A number
--name string | A text
`);
const parse = (
  line: string,
  interspersed = true,
): [Record<string, readonly string[]>, readonly string[]] => {
  const parsed = parseFlags(line.split(' ').filter(Boolean), flags, interspersed);
  const given = parsed.flags.names().map((name) => [name, parsed.flags.list(name)] as const);
  return [Object.fromEntries(given), parsed.arguments];
};

describe('parseFlags()', () => {
  test.each<[string, ReturnType<typeof parse>]>([
    ['-a x', [{ all: ['true'] }, ['x']]],
    ['x -a', [{ all: ['true'] }, ['x']]],
    ['-ae A=1 -e B', [{ all: ['true'], env: ['A=1', 'B'] }, []]],
    ['-eA=1', [{ env: ['A=1'] }, []]],
    ['-e=A', [{ env: ['A'] }, []]],
    ['-n5 --last=6 --last 7', [{ last: ['5', '6', '7'] }, []]],
    ['--all=false --name= x', [{ all: ['false'], name: [''] }, ['x']]],
    ['-- -a', [{}, ['-a']]],
    ['- x', [{}, ['-', 'x']]],
    ['--name -a', [{ name: ['-a'] }, []]],
  ])('%s', (line, parsed) => {
    expect(parse(line)).toEqual(parsed);
  });

  test('leaves everything behind the first argument alone, where that is wanted', () => {
    expect(parse('-a x -a -- y', false)).toEqual([{ all: ['true'] }, ['x', '-a', '--', 'y']]);
  });

  test.each([
    ['--nope', 'unknown flag: --nope'],
    ['--al', 'unknown flag: --al'],
    ['-ax', "unknown shorthand flag: 'x' in -x"],
    ['--name', 'flag needs an argument: --name'],
    ['-ae', "flag needs an argument: 'e' in -e"],
    ['--=x', 'bad flag syntax: --=x'],
    ['---x', 'bad flag syntax: ---x'],
    [
      '-n x',
      'invalid argument "x" for "-n, --last" flag: strconv.ParseInt: parsing "x": invalid syntax',
    ],
    [
      '--all=x',
      'invalid argument "x" for "-a, --all" flag: strconv.ParseBool: parsing "x": invalid syntax',
    ],
  ])('%s is refused', (line, message) => {
    expect(() => parse(line)).toThrow(new FlagError(message));
  });

  test('takes or refuses any words', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom('-a', '--', '-', '--name', '-e', '--last=', '-n', '=', '--all'),
    );
    fc.assert(
      fc.property(fc.array(word), fc.boolean(), (words, interspersed) => {
        try {
          parseFlags(words, flags, interspersed);
        } catch (error) {
          expect(error).toBeInstanceOf(FlagError);
        }
      }),
    );
  });
});
