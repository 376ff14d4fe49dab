import { parse as parseYaml, YAMLError } from 'yaml';
import { isObject } from '../world/shape.ts';
import type { Lesson } from './lesson.ts';
import type { Problems } from './problem.ts';
import { typeset } from './text.ts';

/** What stands before a lesson's text, by name. */
export type FrontMatter = Readonly<Record<string, unknown>>;

/** Lines of a file's front matter, between two lines of dashes. */
const pattern = /^---\n([\s\S]*?\n)---\n/;

type Head = Pick<Lesson, 'title' | 'summary' | 'language' | 'view' | 'part' | 'minutes'>;
const names = ['title', 'summary', 'language', 'view', 'minutes'];

/** A file's front matter as YAML, and the length of the text that it takes. */
export function splitFrontMatter(text: string): { readonly yaml: string; readonly length: number } {
  const found = pattern.exec(text);
  return { yaml: found?.[1] ?? '', length: found?.[0].length ?? 0 };
}

/** What lessons inherit from their part's front matter: all but what only the part itself is called. */
export function inheritedFrom(own: FrontMatter): FrontMatter {
  const { title, summary, ...rest } = own;
  void summary;
  return { ...rest, ...(title === undefined ? {} : { part: title }) };
}

/** A lesson's facts: its own, or else those that it inherits. */
export function parseHead(yaml: string, inherited: FrontMatter, problems: Problems): Head {
  const own = problems.during(2, () => readFrontMatter(yaml), {});
  for (const name of Object.keys(own))
    if (!names.includes(name))
      problems.add(lineOf(yaml, name), `The front matter has ${names.join(', ')}, not "${name}"`);
  const head: FrontMatter = { ...inherited, ...own };
  const word = (name: keyof Head, otherwise?: string): string => {
    const value = head[name] ?? otherwise;
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    problems.add(1, `The front matter has no "${name}"`);
    return '';
  };
  return {
    title: typeset(word('title')),
    summary: typeset(word('summary')),
    language: word('language', 'en'),
    view: word('view', 'namespaces'),
    part: typeof head['part'] === 'string' ? head['part'] : '',
    minutes: minutesOf(head['minutes'], lineOf(yaml, 'minutes'), problems),
  };
}

/** Front matter as it stands there; throws an `Error` that says why it cannot be read. */
export function readFrontMatter(yaml: string): FrontMatter {
  try {
    const value: unknown = parseYaml(yaml);
    return isObject(value) ? value : {};
  } catch (error) {
    if (error instanceof YAMLError)
      throw new Error(`The front matter is not YAML: ${error.message}`, { cause: error });
    throw error;
  }
}

function minutesOf(value: unknown, line: number, problems: Problems): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  problems.add(line, 'The minutes of a lesson are a whole number');
  return null;
}

/** The line of the file in which a name of the front matter stands; the first line is of dashes. */
function lineOf(yaml: string, name: string): number {
  const at = yaml.split('\n').findIndex((line) => line.startsWith(`${name}:`));
  return at < 0 ? 1 : at + 2;
}
