import {
  inheritedFrom,
  parseHead,
  readFrontMatter,
  splitFrontMatter,
  type FrontMatter,
} from './front-matter.ts';
import type { Lesson } from './lesson.ts';
import { Problems } from './problem.ts';
import { placedTokens, splitSteps, unified } from './markdown.ts';
import { parseStep } from './parse-step.ts';
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
  const { introduction, steps } = splitSteps(placedTokens(text, length));
  if (steps.length === 0) problems.add(1, 'The lesson has no step: a step begins with "## "');
  const ids = new Set<string>();
  const lesson: Lesson = {
    ...facts,
    introduction: introduction.flatMap(({ token, line }) =>
      problems.during(line, () => blocksOf([token]), []),
    ),
    steps: steps.map((tokens) => {
      const step = parseStep(tokens, facts.view, problems);
      if (ids.has(step.id))
        problems.add(tokens[0]?.line ?? 1, `Another step has the name "${step.id}"`);
      ids.add(step.id);
      return step;
    }),
  };
  problems.throwIfAny();
  return lesson;
}
