import { noGaze, type Gaze } from '../world/gaze.ts';
import type { Shape } from '../world/shape.ts';
import type { Evidence, World } from '../world/model.ts';
import { problemOf, type Arguments } from './check.ts';

/** What the kernel has shown of a question. */
export interface Answer {
  /** Which of the possible answers it is. */
  readonly key: string;
  /** What is so, in a sentence. */
  readonly text: string;
  readonly evidence: readonly Evidence[];
}

/** Finds the answer to a question in the world; lessons ask by name and arguments before a person acts. */
export interface AnswerSource {
  /** What is wrong with arguments, or null. */
  problem(given: Arguments): string | null;
  /** The keys that answers can have, or `count` where they are whole numbers. */
  readonly keys: readonly string[] | 'count';
  /** Null while the world does not show it yet. The arguments must be such in which `problem` finds nothing. */
  find(world: World, given: Arguments): Answer | null;
  /** What of the file systems must be known to find it. */
  gaze(world: World, given: Arguments): Gaze;
}

/** A source of answers from the shapes of its arguments, the keys of its answers, and how they are found. */
export function defineAnswer<A extends object>(
  takes: { readonly [K in keyof A]-?: Shape<A[K]> },
  keys: AnswerSource['keys'],
  find: (world: World, given: A) => Answer | null,
  gaze: (world: World, given: A) => Gaze = () => noGaze,
): AnswerSource {
  return {
    problem: problemOf(takes),
    keys,
    find: (world, given) => find(world, given as A),
    gaze: (world, given) => gaze(world, given as A),
  };
}

/** Whether a source can give an answer of this key. */
export function canAnswer({ keys }: AnswerSource, key: string): boolean {
  return keys === 'count' ? /^(0|[1-9]\d*)$/.test(key) : keys.includes(key);
}
