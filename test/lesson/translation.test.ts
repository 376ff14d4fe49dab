import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  lessonFiles,
  languageOf,
  nameOfFile,
  originalOf,
  readLesson,
  readTranslation,
  translationFiles,
} from '../../scripts/lesson-files.ts';
import { lintTranslation } from '../../scripts/lesson-lint.ts';
import type { Step } from '../../src/lesson/lesson.ts';
import { parseLesson } from '../../src/lesson/parse.ts';
import { parseTranslation } from '../../src/lesson/parse-translation.ts';
import { LessonError } from '../../src/lesson/problem.ts';
import { plainText } from '../../src/lesson/text.ts';
import { translateLesson } from '../../src/lesson/translation.ts';

const original = parseLesson(`---
title: A lesson
summary: A summary.
---

Before.

## First

Purpose.

\`\`\`predict
ask: Which?
answer: { namespace-of: { command: sleep, kind: uts } }
choices:
  own: Its own.
  shared: The host's.
\`\`\`

### Do

\`\`\`sh
sleep 100 &
\`\`\`

### Expect

Seen.

### Meaning

Meant.

\`\`\`check
- process-on-host: { command: sleep }
\`\`\`

\`\`\`solution
sleep 100 &
\`\`\`

\`\`\`alternative Another
sleep 101 &
\`\`\`

\`\`\`wrong One
true
\`\`\`

\`\`\`wrong Two
false
\`\`\`

\`\`\`wrong Three
sleep 0
\`\`\`

\`\`\`hint when container-exited
It is over.
\`\`\`

\`\`\`hint
Help.
\`\`\`
`);

const german = `---
title: Eine Lektion
summary: Eine Zusammenfassung.
---

Davor.

## Erstens

\`\`\`step
id: first
\`\`\`

Zweck.

\`\`\`predict
ask: Welcher?
choices:
  own: Ein eigener.
  shared: Der des Hosts.
\`\`\`

### Do

Tu dies:

\`\`\`sh
sleep 100 &
\`\`\`

### Expect

Gesehen.

### Meaning

Gemeint.

\`\`\`hint
Es ist vorbei.
\`\`\`

\`\`\`hint
Hilfe.
\`\`\`
`;

function problems(source: string): string[] {
  try {
    parseTranslation(source, 'de', original);
    return [];
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    return error.problems.map(({ line, text }) => `${String(line)}: ${text}`);
  }
}

describe('translateLesson()', () => {
  const lesson = translateLesson(original, parseTranslation(german, 'de', original));
  const [step] = lesson.steps;
  const [was] = original.steps;
  const conditionsOf = (of: Step | undefined) => of?.hints.map(({ when }) => when);

  test('takes the texts of the translation', () => {
    expect([lesson.title, lesson.summary, lesson.language]).toEqual([
      'Eine Lektion',
      'Eine Zusammenfassung.',
      'de',
    ]);
    expect(plainText(lesson.introduction)).toBe('Davor.');
  });

  test('takes the texts of its steps, in the order of the original', () => {
    expect(step?.title).toBe('Erstens');
    expect(plainText(step?.todo ?? [])).toBe('Tu dies:\nsleep 100 &');
    expect(step?.prediction?.ask).toBe('Welcher?');
    expect(step?.prediction?.choices).toEqual([
      { key: 'own', text: 'Ein eigener.' },
      { key: 'shared', text: 'Der des Hosts.' },
    ]);
    expect(step?.hints.map(({ blocks }) => plainText(blocks))).toEqual([
      'Es ist vorbei.',
      'Hilfe.',
    ]);
  });

  test('leaves all else as the original has it', () => {
    for (const part of ['id', 'view', 'checks', 'solution', 'alternatives', 'wrong'] as const)
      expect(step?.[part], part).toBe(was?.[part]);
    expect(step?.prediction?.answer).toBe(was?.prediction?.answer);
    expect(conditionsOf(step)).toEqual(conditionsOf(was));
    expect(conditionsOf(was)).toHaveLength(2);
  });
});

describe('parseTranslation()', () => {
  test('finds nothing in a whole translation', () => {
    expect(problems(german)).toEqual([]);
  });

  test.each([
    [
      'a step of another name',
      'id: first',
      'id: fist',
      /^8: The lesson has no step "fist"; .*first/,
    ],
    ['a step that is not there', /## Erstens[^]*$/, '', /^1: The step "first" is not translated/],
    ['a step without a name', /```step\n.*\n```/, '', /^8: A translated step has a step block/],
    ['a section without text', 'Gemeint.', '', /^8: The step "first" has no meaning/],
    ['a heading of its own', '### Meaning', '### Bedeutung', /^35: The sections keep their names/],
    ['other commands', 'sleep 100 &', 'sleep 200 &', /^8: .* other commands in its todo/],
    ['a hint less', /```hint\nHilfe.\n```/, '', /^8: .* has 1 hints, the lesson's has 2/],
    [
      'a choice less',
      / {2}shared: .*\n/,
      '',
      /^8: .* the choices "own", the lesson's has "own, shared"/,
    ],
    ['a check', '```hint\nHilfe', '```check\nHilfe', /A translation has no check/],
    ['no title', /title: .*\n/, '', /^1: The front matter has no "title"/],
    ['facts in its front matter', 'summary:', 'minutes: 3\nsummary:', /not "minutes"/],
    ['no introduction', 'Davor.', '', /^1: What stands before the first step/],
  ])('tells of %s by line', (_, text, other, expected) => {
    const found = problems(german.replace(text, other));
    expect(
      found.some((problem) => expected.test(problem)),
      found.join('\n'),
    ).toBe(true);
  });
});

describe('the translations of the site', () => {
  test.each(translationFiles().map((file) => [nameOfFile(file), file]))(
    '%s is whole',
    (_, file) => {
      expect(lintTranslation(file ?? '')).toEqual([]);
    },
  );

  test('are there in German for the first three lessons', () => {
    const translated = translationFiles()
      .filter((file) => languageOf(file) === 'de')
      .map(originalOf);
    expect(
      lessonFiles()
        .slice(0, 3)
        .filter((file) => !translated.includes(file)),
    ).toEqual([]);
  });

  test('have no text that is the original’s', () => {
    for (const file of translationFiles()) {
      const lesson = readLesson(originalOf(file));
      const other = translateLesson(lesson, readTranslation(file));
      expect(other.title).not.toBe(lesson.title);
      for (const [at, step] of other.steps.entries()) {
        const was = lesson.steps[at];
        expect(step.title, file).not.toBe(was?.title);
        for (const section of ['purpose', 'expect', 'meaning'] as const)
          expect(plainText(step[section]), file).not.toBe(plainText(was?.[section] ?? []));
      }
    }
  });

  test('have German quotation marks and no hard spaces', () => {
    for (const file of translationFiles()) {
      const text = readFileSync(file, 'utf8')
        .replace(/```(sh|step)\n[^]*?```/g, '')
        .replace(/`[^`]*`/g, '')
        .replace(/^title: '.*'$/m, '');
      expect(text.match(/["“][^"”]*["”]|\u00a0/g) ?? [], file).toEqual([]);
    }
  });
});
