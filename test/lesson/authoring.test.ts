import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lintLesson } from '../../scripts/lesson-lint.ts';
import { lessonTemplate } from '../../scripts/lesson-template.ts';
import { project } from '../../scripts/project.ts';
import { parseLesson } from '../../src/lesson/parse.ts';
import { parseTranslation } from '../../src/lesson/parse-translation.ts';
import { answers } from '../../src/lesson/answers.ts';
import { checks } from '../../src/lesson/registry.ts';

const page = readFileSync(join(project, 'docs/authoring.md'), 'utf8');
const [example = '', translated = ''] = [...page.matchAll(/^````markdown\n([\s\S]*?)^````$/gm)].map(
  ([, text = '']) => text,
);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fishbowl-lesson-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function lint(source: string): readonly string[] {
  const file = join(folder, 'index.md');
  writeFileSync(file, source);
  return lintLesson(file).problems.map(({ line, text }) => `${String(line)}: ${text}`);
}

describe('the authoring page', () => {
  test('has a worked example that is a lesson', () => {
    expect(example).toContain('## A name of its own');
    expect(lint(example)).toEqual([]);
  });

  test('has a translation of it that lacks nothing', () => {
    const { title, steps } = parseTranslation(translated, 'de', parseLesson(example));
    expect(title).toBe('Woher der Name kommt');
    expect(Object.keys(steps)).toEqual(['a-name-of-its-own']);
  });

  test('names no check or answer that there is not', () => {
    const calls = [
      ...page.matchAll(/^- ([a-z-]+)|^```hint when (?:not )?([a-z-]+)|answer: \{ ([a-z-]+)/gm),
    ];
    const named = calls.flatMap(
      ([, check, condition, answer]) => check ?? condition ?? answer ?? [],
    );
    expect(named).toContain('hostname-apart');
    for (const name of named) expect(checks.has(name) || answers.has(name), name).toBe(true);
  });
});

describe('lintLesson()', () => {
  test('finds nothing in a lesson as it begins', () => {
    expect(lint(lessonTemplate('12-host-names'))).toEqual([]);
  });

  test.each([
    ['an unknown view', 'view: namespaces', 'view: nowhere', /^5: There is no view "nowhere"/],
    [
      'a link that leads nowhere',
      'Every machine',
      '[Every](no-lesson) machine',
      /^8: .*no-lesson$/,
    ],
    [
      'an unknown check',
      'hostname-apart',
      'hostname-here',
      /^\d+: There is no check "hostname-here"/,
    ],
  ])('tells the line of %s', (_, what, instead, problem) => {
    expect(lint(example.replace(what, instead))).toContainEqual(expect.stringMatching(problem));
  });

  test('knows the other lessons by their folders', () => {
    expect(lint(example.replace('Every machine', '[Every](02-namespaces) machine'))).toEqual([]);
  });
});
