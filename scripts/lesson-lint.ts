import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { paneNames, parsePanes } from '../src/app/stage/views.ts';
import { LessonError, type Problem } from '../src/lesson/problem.ts';
import type { Lesson } from '../src/lesson/lesson.ts';
import {
  lessonFiles,
  lessonsFolder,
  nameOfFile,
  originalOf,
  readLesson,
  readTranslation,
} from './lesson-files.ts';

export interface Linted {
  /** Null where the file is not a lesson. */
  readonly lesson: Lesson | null;
  readonly problems: readonly Problem[];
}

/** Everything that can be told of a lesson's file without playing it, by line. */
export function lintLesson(file: string, source = readFileSync(file, 'utf8')): Linted {
  const outside = [...viewProblems(source), ...linkProblems(file, source)];
  try {
    return { lesson: readLesson(file, source), problems: outside };
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    const problems = [...error.problems, ...outside].sort((a, b) => a.line - b.line);
    return { lesson: null, problems };
  }
}

/** Everything that is wrong with a translation, by line. */
export function lintTranslation(file: string, source = readFileSync(file, 'utf8')): Problem[] {
  if (!existsSync(originalOf(file)))
    return [
      { line: 1, text: 'There is no index.md beside it, of which it could be a translation' },
    ];
  const links = linkProblems(file, source);
  try {
    readTranslation(file, source);
    return links;
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    return [...error.problems, ...links].sort((a, b) => a.line - b.line);
  }
}

function viewProblems(source: string): Problem[] {
  return source.split('\n').flatMap((line, at) => {
    const view = /^view:\s*(\S+)\s*$/.exec(line)?.[1];
    if (view === undefined || parsePanes(view).length > 0) return [];
    return { line: at + 1, text: `There is no view "${view}"; there are ${paneNames.join(', ')}` };
  });
}

/** Links lead to the web, to another lesson's folder or to a file beside the lesson. */
function linkProblems(file: string, source: string): Problem[] {
  const names = lessonFiles().map((each) => nameOfFile(each).replace(/\/index$/, ''));
  let fenced = false;
  return source.split('\n').flatMap((line, at) => {
    if (/^```/.test(line)) fenced = !fenced;
    if (fenced) return [];
    return [...line.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, href = '']) => {
      const path = href.replace(/[#?].*$/, '');
      if (/^https?:\/\//.test(href) || path === '' || names.includes(path)) return [];
      if (existsSync(join(dirname(file), path)) || existsSync(join(lessonsFolder, path))) return [];
      return { line: at + 1, text: `The link leads nowhere: ${href}` };
    });
  });
}
