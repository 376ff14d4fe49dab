// Lessons that are not part of the site: from a file that the person has, or from the same site by URL. Only they need the parser.
import { LessonError } from '../../lesson/problem.ts';
import { texts } from '../text/texts.ts';
import type { NamedLesson } from '../state/lessons.svelte.ts';

/** Characters of a lesson's file; more is not read. */
const limit = 500_000;

/** Why there is no lesson, for the person. */
export class NoLesson extends Error {}

export async function lessonOfFile(file: File): Promise<NamedLesson> {
  return parse(`file:${file.name}`, await file.text());
}

/** Fetches a lesson from the page's own site, which is all that its policy allows. */
export async function lessonAt(address: string): Promise<NamedLesson> {
  const url = new URL(address, document.baseURI);
  if (url.origin !== location.origin) throw new NoLesson(texts.lesson.otherSite(url.origin));
  const response = await fetch(url).catch(() => null);
  if (!response?.ok) throw new NoLesson(texts.lesson.notFound(address));
  return parse(address, await response.text());
}

/** Whether an address may be that of a lesson's file, rather than a lesson's name. */
export function isLessonFile(address: string): boolean {
  return address.endsWith('.md');
}

async function parse(name: string, text: string): Promise<NamedLesson> {
  if (text.length > limit) throw new NoLesson(texts.lesson.tooLarge);
  const { parseLesson } = await import('../../lesson/parse.ts');
  try {
    return { name, lesson: parseLesson(text) };
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    throw new NoLesson(texts.lesson.faulty(name, error.message), { cause: error });
  }
}
