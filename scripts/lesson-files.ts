// Which files below lessons/ are lessons. A folder's index.md is one, unless there are lessons below the folder: then it is a part,
// whose front matter the lessons inherit.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { isLanguage, type OtherLanguage } from '../src/base/language.ts';
import type { Lesson } from '../src/lesson/lesson.ts';
import { parseLesson, parsePart, type FrontMatter } from '../src/lesson/parse.ts';
import { parseTranslation } from '../src/lesson/parse-translation.ts';
import type { LessonTranslation } from '../src/lesson/translation.ts';
import { project } from './project.ts';

export const lessonsFolder = join(project, 'lessons');
const index = 'index.md';

/** Every lesson of the project, by name. */
export function lessonFiles(): string[] {
  return readdirSync(lessonsFolder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path === index || path.endsWith(sep + index))
    .map((path) => join(lessonsFolder, path))
    .filter((file) => !isPart(file))
    .sort();
}

/** "01-what-a-container-is/index": what progress is kept under. */
export function nameOfFile(file: string): string {
  return relative(lessonsFolder, file).replaceAll(sep, '/').replace(/\.md$/, '');
}

/** Whether other lessons stand below this file's folder. */
export function isPart(file: string): boolean {
  const folder = dirname(file);
  return (
    file.endsWith(sep + index) &&
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((path) =>
      path.endsWith(sep + index),
    )
  );
}

/** The parts that a lesson is in, the outermost first. */
export function partsOf(file: string): string[] {
  const parts: string[] = [];
  let folder = dirname(resolve(file));
  while (folder !== lessonsFolder && folder.startsWith(lessonsFolder + sep)) {
    folder = dirname(folder);
    const part = join(folder, index);
    if (existsSync(part)) parts.unshift(part);
  }
  return parts;
}

/** The lesson of a file, with what it inherits; throws a `LessonError`. */
export function readLesson(file: string, source = readFileSync(file, 'utf8')): Lesson {
  const inherited = partsOf(file).map((part) => parsePart(readFileSync(part, 'utf8')));
  return parseLesson(source, Object.assign({}, ...inherited) as FrontMatter);
}

/** Every translation of a lesson of the project: "de.md" beside its index.md. */
export function translationFiles(): string[] {
  return readdirSync(lessonsFolder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(lessonsFolder, path))
    .filter((file) => languageOf(file) !== null)
    .sort();
}

/** The language that a file translates a lesson into; null for a file that is no translation. */
export function languageOf(file: string): OtherLanguage | null {
  const name = basename(file, '.md');
  return file.endsWith('.md') && isLanguage(name) && name !== 'en' ? name : null;
}

export function originalOf(translation: string): string {
  return join(dirname(translation), index);
}

/** The translation of a file; throws a `LessonError`. */
export function readTranslation(
  file: string,
  source = readFileSync(file, 'utf8'),
): LessonTranslation {
  const language = languageOf(file);
  if (!language) throw new Error(`${basename(file)} is not named by a language of the site`);
  return parseTranslation(source, language, readLesson(originalOf(file)));
}
