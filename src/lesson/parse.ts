import { Lexer, type Token, type Tokens } from 'marked';
import {
  inheritedFrom,
  parseHead,
  readFrontMatter,
  splitFrontMatter,
  type FrontMatter,
} from './front-matter.ts';
import type { Lesson } from './lesson.ts';
import { Problems } from './problem.ts';
import { parseStep, type Placed } from './parse-step.ts';
import { blocksOf } from './text.ts';

export type { FrontMatter };

/** What the lessons of a part inherit from its file; throws an `Error` where that cannot be read. */
export function parsePart(source: string): FrontMatter {
  return inheritedFrom(readFrontMatter(splitFrontMatter(unified(source)).yaml));
}

/** The lesson of a Markdown file; throws a `LessonError` that lists everything wrong with it, by line. */
export function parseLesson(source: string, inherited: FrontMatter = {}): Lesson {
  const text = unified(source);
  const problems = new Problems();
  const { yaml, length } = splitFrontMatter(text);
  const facts = parseHead(yaml, inherited, problems);
  const tokens = placed(text.slice(length), countLines(text.slice(0, length)));
  const starts = tokens.flatMap(({ token }, index) => (isTitle(token) ? [index] : []));
  if (starts.length === 0) problems.add(1, 'The lesson has no step: a step begins with "## "');
  const ids = new Set<string>();
  const introduction = tokens.slice(0, starts[0] ?? tokens.length);
  const lesson: Lesson = {
    ...facts,
    introduction: introduction.flatMap(({ token, line }) =>
      problems.during(line, () => blocksOf([token]), []),
    ),
    steps: starts.map((start, nth) => {
      const step = parseStep(tokens.slice(start, starts[nth + 1]), facts.view, problems);
      if (ids.has(step.id))
        problems.add(tokens[start]?.line ?? 1, `Another step has the name "${step.id}"`);
      ids.add(step.id);
      return step;
    }),
  };
  problems.throwIfAny();
  return lesson;
}

/** Line ends of Windows are like all others. */
function unified(source: string): string {
  return source.replaceAll('\r\n', '\n');
}

function isTitle(token: Token): boolean {
  return token.type === 'heading' && (token as Tokens.Heading).depth === 2;
}

/** Tokens with the lines that they begin in. */
function placed(text: string, linesBefore: number): Placed[] {
  let line = linesBefore + 1;
  const all: Placed[] = [];
  for (const token of new Lexer({ gfm: true }).lex(text)) {
    all.push({ token, line });
    line += countLines(token.raw);
  }
  return all.filter(({ token }) => token.type !== 'space');
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}
