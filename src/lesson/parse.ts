import { Lexer, type Token, type Tokens } from 'marked';
import { parse as parseYaml, YAMLError } from 'yaml';
import { isObject } from '../world/shape.ts';
import type { Lesson } from './lesson.ts';
import { Problems } from './problem.ts';
import { parseStep, type Placed } from './parse-step.ts';
import { blocksOf } from './text.ts';

/** Lines of a file's front matter, between two lines of dashes. */
const frontMatter = /^---\n([\s\S]*?\n)---\n/;

/** The lesson of a Markdown file; throws a `LessonError` that lists everything wrong with it, by line. */
export function parseLesson(source: string): Lesson {
  const text = source.replaceAll('\r\n', '\n');
  const problems = new Problems();
  const head = frontMatter.exec(text);
  const facts = parseHead(head?.[1] ?? '', problems);
  const tokens = placed(text.slice(head?.[0].length ?? 0), countLines(head?.[0] ?? ''));
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
      const step = parseStep(tokens.slice(start, starts[nth + 1]), problems);
      if (ids.has(step.id))
        problems.add(tokens[start]?.line ?? 1, `Another step has the title "${step.title}"`);
      ids.add(step.id);
      return step;
    }),
  };
  problems.throwIfAny();
  return lesson;
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

type Head = Pick<Lesson, 'title' | 'summary' | 'language' | 'view'>;

function parseHead(yaml: string, problems: Problems): Head {
  const head = problems.during(2, () => readYaml(yaml), {});
  const word = (name: keyof Head, otherwise?: string): string => {
    const value = head[name] ?? otherwise;
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    problems.add(1, `The front matter has no "${name}"`);
    return '';
  };
  return {
    title: word('title'),
    summary: word('summary'),
    language: word('language', 'en'),
    view: word('view', 'namespaces'),
  };
}

function readYaml(yaml: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = parseYaml(yaml);
    return isObject(value) ? value : {};
  } catch (error) {
    if (error instanceof YAMLError)
      throw new Error(`The front matter is not YAML: ${error.message}`, { cause: error });
    throw error;
  }
}
