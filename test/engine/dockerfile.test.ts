// The parser of Dockerfiles; sentences are those recorded from docker 20.10.24.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../src/engine/build/dockerfile.ts';
import { expandWord, expandWords } from '../../src/engine/build/expand.ts';
import { planBuild } from '../../src/engine/build/plan.ts';
import { EngineError } from '../../src/engine/error.ts';

const plan = (text: string): ReturnType<typeof planBuild> =>
  planBuild(text, { target: '', labels: {} });

describe('planBuild()', () => {
  test.each([
    ['FOO bar\n', 'dockerfile parse error line 1: unknown instruction: FOO'],
    ['FROM busybox\nFOO bar\n', 'dockerfile parse error line 2: unknown instruction: FOO'],
    ['FROM a b\n', 'dockerfile parse error line 1: FROM requires either one or three arguments'],
    ['# hi\n', 'failed to parse Dockerfile: file with no instructions'],
    ['RUN x\n', 'no build stage in current context'],
    ['FROM busybox\nENV a\n', 'failed to parse Dockerfile: ENV must have two arguments'],
    [
      'FROM busybox\nENV a=b c\n',
      `failed to parse Dockerfile: Syntax error - can't find = in "c". Must be of the form: name=value`,
    ],
    [
      'FROM busybox\nLABEL\n',
      'dockerfile parse error line 2: LABEL requires at least one argument',
    ],
    ['FROM busybox\nUSER\n', 'dockerfile parse error line 2: USER requires exactly one argument'],
    [
      'FROM busybox\nHEALTHCHECK --interval=x CMD y\n',
      'dockerfile parse error line 2: time: invalid duration "x"',
    ],
    [
      'FROM busybox\nONBUILD ONBUILD RUN x\n',
      "dockerfile parse error line 2: Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed",
    ],
    ['FROM busybox\nCOPY --foo=x a b\n', 'dockerfile parse error line 2: Unknown flag: foo'],
    [
      'FROM busybox\nSHELL sh\n',
      'dockerfile parse error line 2: SHELL requires the arguments to be in JSON form',
    ],
    [
      'FROM busybox AS 1x\n',
      `dockerfile parse error line 1: invalid name for build stage: "1x", name can't start with a number or contain symbols`,
    ],
    [
      '# escape=x\nFROM busybox\n',
      "failed to parse Dockerfile: invalid escape token 'x' does not match ` or \\",
    ],
    [
      'FROM busybox\nRUN --network=none x\n',
      'dockerfile parse error line 2: Unknown flag: network',
    ],
    [
      'FROM busybox\nHEALTHCHECK --interval=0s CMD y\n',
      'dockerfile parse error line 2: Interval "interval" cannot be less than 1ms',
    ],
    [
      'FROM busybox\n\n# c\nRUN --mount=type=x y\n',
      'dockerfile parse error line 4: unsupported mount type "x"',
    ],
    [
      'FROM busybox\nRUN [ "a", 1 ]\n',
      'failed to parse Dockerfile: when using JSON array syntax, arrays must be comprised of strings only',
    ],
    [
      'FROM busybox\nRUN <<EOF\necho x\nEOF\n',
      'dockerfile parse error line 3: unknown instruction: ECHO',
    ],
  ])('%j: %s', (text, message) => {
    expect(() => plan(text)).toThrow(new EngineError('invalid', message));
  });

  test('puts labels behind the last step of the target stage', () => {
    const text = 'FROM a AS one\nCMD x\nFROM b\nCMD y\n';
    const { stages } = planBuild(text, { target: 'ONE', labels: { q: '1', a: '2' } });
    expect(stages.map(({ from }) => from.original)).toEqual(['FROM a AS one']);
    expect(stages[0]?.steps.map(({ original }) => original)).toEqual(['CMD x', 'LABEL a=2 q=1']);
  });

  test('knows a target by its name alone, not by its number', () => {
    const fault = 'failed to reach build target 0 in Dockerfile';
    expect(() => planBuild('FROM a\n', { target: '0', labels: {} })).toThrow(fault);
  });

  test('ends every text with a plan or one of docker’s sentences', () => {
    const word = fc.constantFrom(
      'FROM',
      'run',
      'ENV a=',
      '\\',
      '"',
      "'",
      '$',
      '{',
      '\n',
      ' ',
      '[',
      ']',
      '#',
      '--x',
      '=',
      'a',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        try {
          plan(words.join(' '));
        } catch (error) {
          expect(error).toBeInstanceOf(EngineError);
        }
      }),
    );
  });
});

describe('parseDockerfile()', () => {
  test('joins lines, passes over comments, and tells of empty lines between', () => {
    const { nodes, warnings } = parseDockerfile('FROM a\nRUN x \\\n# no\n\n  y\n');
    expect(nodes.map(({ original, line }) => [original, line])).toEqual([
      ['FROM a', 1],
      ['RUN x   y', 2],
    ]);
    expect(warnings).toHaveLength(2);
  });

  test.each([
    ['RUN a \\\n', 'RUN a'],
    ['RUN a \\\\\nRUN b', 'RUN a \\\\'],
    ['RUN a \\ \t\n  b', 'RUN a   b'],
  ])('%j begins with the instruction %j', (text, original) => {
    expect(parseDockerfile(text).nodes[0]?.original).toBe(original);
  });

  test('finds each instruction again on the line where it was written', () => {
    const blank = fc.constantFrom('', '# comment', '   ', '\t# more');
    const name = fc.constantFrom('RUN', 'copy', 'Env');
    const argument = fc.stringMatching(/^[a-z0-9=./]{1,8}$/);
    const instruction = fc.record({
      above: fc.array(blank, { maxLength: 3 }),
      name,
      words: fc.array(argument, { minLength: 2, maxLength: 5 }),
      isBroken: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(instruction, { minLength: 1, maxLength: 8 }), (written) => {
        const lines: string[] = [];
        const expected: [number, string, string[]][] = [];
        for (const each of written) {
          lines.push(...each.above);
          expected.push([lines.length + 1, each.name.toLowerCase(), each.words]);
          const [first = '', ...rest] = each.words;
          if (each.isBroken) lines.push(`${each.name} ${first} \\`, rest.join(' '));
          else lines.push(`${each.name} ${each.words.join(' ')}`);
        }
        const withoutEnv = expected.map(([line, keyword, words]) =>
          keyword === 'env' ? [line, keyword] : [line, keyword, words.join(' ')],
        );
        const parse = (): unknown[] =>
          parseDockerfile(lines.join('\n')).nodes.map(({ line, keyword, words }) =>
            keyword === 'env' ? [line, keyword] : [line, keyword, words.join(' ')],
          );
        try {
          expect(parse()).toEqual(withoutEnv);
        } catch (error) {
          // ENV alone may find its words wanting.
          if (!(error as Error).message.startsWith('Syntax error')) throw error;
        }
      }),
    );
  });
});

describe('expandWord()', () => {
  const variables = new Map([
    ['a', '1 2'],
    ['empty', ''],
  ]);
  test.each([
    ['$a', '1 2'],
    ['${a}x', '1 2x'],
    ['${no:-d$a}', 'd1 2'],
    ['${empty:-d}', 'd'],
    ['${a:+yes}${no:+no}', 'yes'],
    ["'$a'", '$a'],
    ['"$a"', '1 2'],
    ['\\$a', '$a'],
    ['"\\x"', '\\x'],
  ])('%s is %s', (word, text) => {
    expect(expandWord(word, variables, '\\')).toBe(text);
  });

  test('cuts at blanks that are not quoted', () => {
    expect(expandWords('$a "$a"', variables, '\\')).toEqual(['1', '2', '1 2']);
  });

  test.each([
    ['${a-d}', "missing ':' in substitution"],
    ['${a:}', "syntax error: missing '}'"],
    ['${a:!x}', 'unsupported modifier (!) in substitution'],
    ['${}', 'syntax error: bad substitution'],
  ])('%s: %s', (word, fault) => {
    expect(() => expandWord(word, variables, '\\')).toThrow(`: ${fault}`);
  });

  test('names what an unset variable was to be', () => {
    const fault = 'failed to process "${no?told}": no: told';
    expect(() => expandWord('${no?told}', variables, '\\')).toThrow(fault);
  });
});
