import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseLesson, parsePart } from '../../src/lesson/parse.ts';
import { LessonError } from '../../src/lesson/problem.ts';
import { plainText } from '../../src/lesson/text.ts';

const good = `---
title: First
summary: In one sentence.
view: namespaces
---

Hello *there*.

## Start a process

Its purpose.

### Do

Type \`sleep\`:

\`\`\`sh
sleep 9 &

ps
\`\`\`

### Expect

- a row
- **two** rows

### Meaning

It [runs](https://example.org/a).

\`\`\`check
- process-on-host: { command: sleep }
- container-running
\`\`\`

\`\`\`solution
sleep 9 &
\`\`\`

\`\`\`alternative in a shell
sh -c 'sleep 9' &
\`\`\`

\`\`\`wrong one
true
\`\`\`

\`\`\`wrong two
true
\`\`\`

\`\`\`wrong three
true
\`\`\`

\`\`\`hint
Use \`&\`.
\`\`\`
`;

const predict = `\`\`\`predict
ask: Same number?
answer: { number-inside: { command: sleep } }
choices:
  same: Yes
  other: No
\`\`\`

`;
const withOptions = `${good.replace('### Do', '```step\nid: first\nview: layers\n```\n\n### Do')}
\`\`\`hint when container-exited: { name: web }
Look at its logs.
\`\`\`

\`\`\`hint when not container-running
Start one.
\`\`\`
`;
const asking = good.replace('### Do', `${predict}### Do`);

function problemsOf(text: string): string[] {
  try {
    parseLesson(text);
    return [];
  } catch (error) {
    if (error instanceof LessonError)
      return error.problems.map(({ line, text: said }) => `${String(line)}: ${said}`);
    throw error;
  }
}

describe('parseLesson()', () => {
  test('reads front matter, steps, checks and routes', () => {
    const lesson = parseLesson(good);
    expect(lesson).toMatchObject({ title: 'First', language: 'en', view: 'namespaces' });
    expect(plainText(lesson.introduction)).toBe('Hello there.');
    expect(lesson.steps).toHaveLength(1);
    expect(lesson.steps[0]).toMatchObject({
      id: 'start-a-process',
      title: 'Start a process',
      checks: [
        { name: 'process-on-host', arguments: { command: 'sleep' } },
        { name: 'container-running', arguments: {} },
      ],
      solution: { lines: ['sleep 9 &'] },
      alternatives: [{ label: 'in a shell', lines: ["sh -c 'sleep 9' &"] }],
      wrong: [{ label: 'one' }, { label: 'two' }, { label: 'three' }],
    });
  });

  test('reads what a step asks before it begins', () => {
    const [step] = parseLesson(asking).steps;
    expect(step?.prediction).toEqual({
      ask: 'Same number?',
      answer: { name: 'number-inside', arguments: { command: 'sleep' } },
      choices: [
        { key: 'same', text: 'Yes' },
        { key: 'other', text: 'No' },
      ],
    });
    expect(parseLesson(good).steps[0]?.prediction).toBeNull();
  });

  test('reads what a step says of itself, and hints that depend on the state', () => {
    const [step] = parseLesson(withOptions).steps;
    expect(step).toMatchObject({ id: 'first', view: 'layers' });
    expect(step?.hints.map(({ when }) => when)).toEqual([
      null,
      { check: { name: 'container-exited', arguments: { name: 'web' } }, passes: true },
      { check: { name: 'container-running', arguments: {} }, passes: false },
    ]);
    expect(parseLesson(good).steps[0]).toMatchObject({ id: 'start-a-process', view: 'namespaces' });
  });

  test('inherits what the part says and the lesson does not', () => {
    const part = parsePart('---\ntitle: Basics\nsummary: x\nview: pids\nminutes: 5\n---\n');
    const own = good.replace('view: namespaces\n', 'minutes: 12\n');
    const inherited = parseLesson(own, part);
    expect(inherited).toMatchObject({ title: 'First', part: 'Basics', view: 'pids', minutes: 12 });
    expect(inherited.steps[0]?.view).toBe('pids');
    expect(parseLesson(good, part).view).toBe('namespaces');
    expect(parseLesson(good)).toMatchObject({ part: '', minutes: null });
  });

  test('gives text as plain blocks', () => {
    const [step] = parseLesson(good).steps;
    expect(step?.todo).toEqual([
      {
        type: 'paragraph',
        parts: [
          { type: 'text', text: 'Type ' },
          { type: 'code', text: 'sleep' },
          { type: 'text', text: ':' },
        ],
      },
      { type: 'commands', lines: ['sleep 9 &', 'ps'], host: false },
    ]);
    expect(step?.expect).toMatchObject([{ type: 'list', ordered: false }]);
    expect(step?.meaning[0]).toMatchObject({
      parts: [
        { type: 'text' },
        { type: 'link', href: 'https://example.org/a' },
        { type: 'text', text: '.' },
      ],
    });
  });

  test('prints the apostrophe, in running text and titles but not in commands', () => {
    const typed = good
      .replace('Type `sleep`', "It's the hosts' own: `it's`")
      .replace('## ', "## The host's ");
    const [step] = parseLesson(typed).steps;
    expect(step?.title).toMatch(/^The host’s /);
    expect(plainText(step?.todo.slice(0, 1) ?? [])).toContain("It’s the hosts’ own: it's");
  });

  test('tells a block of commands by where it belongs', () => {
    const blocks = (text: string) => parseLesson(good.replace('```sh\nsleep', text)).steps[0]?.todo;
    expect(blocks('```sh host\nsleep')).toContainEqual({
      ...{ type: 'commands', lines: ['sleep 9 &', 'ps'], host: true },
    });
    expect(() => blocks('```sh there\nsleep')).toThrow('Lessons have no block "sh there"');
  });

  test('does not mind the line ends of Windows', () => {
    expect(parseLesson(good.replaceAll('\n', '\r\n'))).toEqual(parseLesson(good));
  });

  test.each([
    ['no front matter', good.slice(good.indexOf('Hello')), '1: The front matter has no "title"'],
    ['an unknown check', good.replace('container-running', 'x'), /^34: There is no check "x"/],
    [
      'a check without its argument',
      good.replace('{ command: sleep }', '{}'),
      '33: The check "process-on-host": command is not a text',
    ],
    [
      'an argument that a check does not take',
      good.replace('command: sleep', 'command: sleep, colour: red'),
      '33: The check "process-on-host": colour is not one of its arguments',
    ],
    ['checks that are not YAML', good.replace('{ command', '{ [command'), /^33: Not YAML/],
    ['HTML', good.replace('Its purpose.', '<b>x</b>'), /^11: Lessons have no html/],
    ['an unsafe link', good.replace('https:', 'javascript:'), /^30: Lessons have no link/],
    ['an unknown section', good.replace('### Expect', '### Hope'), /^23: A step has the sections/],
    ['too few wrong ways', good.replace('```wrong one', '```'), /^9: .*at least 3 of: wrong/],
    [
      'no purpose',
      good.replace('Its purpose.', ''),
      '9: The step "Start a process" has no purpose',
    ],
    [
      'an unknown option',
      withOptions.replace('view: l', 'views: l'),
      /^15: A step block has id and view/,
    ],
    [
      'a hint’s unknown check',
      withOptions.replace('when container-exited', 'when x'),
      /^66: .*check "x"/,
    ],
    [
      'a hint’s unknown word',
      withOptions.replace('when container', 'if container'),
      /^66: A hint has/,
    ],
    [
      'an unknown fact',
      good.replace('view: n', 'views: n'),
      /^4: The front matter has .* not "views"/,
    ],
    ['minutes that are none', good.replace('view: n', 'minutes: soon\nview: n'), /^4: The minutes/],
    ['an unknown answer', asking.replace('number-inside', 'x'), /^15: There is no answer "x"/],
    ['no answer', asking.replace(/answer:.*/, ''), /^14: There is no answer ""/],
    [
      'an answer that cannot be',
      asking.replace('other:', 'third:'),
      /^18: .*never "third".*same or/,
    ],
    ['one choice', asking.replace('  other: No\n', ''), /^14: .*at least 2 choices/],
    [
      'no question',
      asking.replace('ask: Same number?', 'ask:'),
      /^14: The prediction asks nothing/,
    ],
    ['another word', asking.replace('ask:', 'asks:'), /^14: A predict block has .* not "asks"/],
    ['a prediction that is not YAML', asking.replace('choices:', '}'), /^16: Not YAML/],
    ['two predictions', asking.replace('### Do', `${predict}### Do`), /^21: .*one prediction/],
    [
      'no step',
      good.replace('## Start', 'Start'),
      '1: The lesson has no step: a step begins with "## "',
    ],
    [
      'two steps of one title',
      good + good.slice(good.indexOf('##')),
      /: Another step has the name/,
    ],
  ])('tells the line of %s', (_, text, problem) => {
    expect(problemsOf(text)).toContainEqual(
      typeof problem === 'string' ? problem : expect.stringMatching(problem),
    );
  });

  test('throws nothing but LessonError, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.nat(good.length),
        fc.nat(40),
        fc.string({ unit: 'binary' }),
        (at, cut, put) => {
          problemsOf(good.slice(0, at) + put + good.slice(at + cut));
        },
      ),
      { numRuns: 60 },
    );
  });
});
