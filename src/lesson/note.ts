// What a student has written down in a file of the host's.
import { noGaze, type Gaze } from '../world/gaze.ts';
import type { World } from '../world/model.ts';
import { textOf } from './guest-file.ts';
import { say } from './say.ts';

/** Its words, of which paths are some; null where there is no file yet. */
export function wordsOf(world: World, file: string): string[] | null {
  const text = textOf(world, file);
  return text === null ? null : text.split(/[^\w./:-]+/).filter((word) => word !== '');
}

export function gazeAtNote(...files: readonly string[]): Gaze {
  return { ...noGaze, readings: files.map((path) => ({ path, changes: true })) };
}

/** "says …", or that there is nothing to read. */
export function sayingOf(file: string, words: readonly string[] | null): string {
  if (words === null) return say`There is no file ${file} yet.`;
  return words.length === 0
    ? say`${file} is empty.`
    : say`${file} says ${words.slice(0, 6).join(' ')}.`;
}
