import { isObject } from '../world/shape.ts';

const form = 'fishbowl progress';
const version = 1;
/** Characters; more is not read. */
const limit = 1_000_000;

/** The text of a file with a person's progress: what is kept of each lesson, by name. */
export function formatProgressFile(lessons: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ form, version, lessons }, null, 2)}\n`;
}

/** What a file keeps of each lesson; throws an `Error` where it is no such file. Each lesson reads its own part. */
export function parseProgressFile(text: string): ReadonlyMap<string, unknown> {
  if (text.length > limit) throw new Error('It is too large');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error('It is not JSON', { cause });
  }
  if (!isObject(value) || value['form'] !== form || !isObject(value['lessons']))
    throw new Error('It holds no progress of Fishbowl');
  if (value['version'] !== version) throw new Error('It was written by a newer Fishbowl');
  return new Map(Object.entries(value['lessons']).filter(([, kept]) => isObject(kept)));
}
