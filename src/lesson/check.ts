import { noGaze, type Gaze } from '../world/gaze.ts';
import { isObject, object, type Shape } from '../world/shape.ts';
import type { Evidence, World } from '../world/model.ts';

/** What a check says of a world. */
export interface Verdict {
  readonly passed: boolean;
  /** What is so, if it passed; else what is in the way, told from the present state. */
  readonly text: string;
  /** Where the kernel says so. */
  readonly evidence: readonly Evidence[];
}

/** A question about the world, of which lessons say by name and arguments what it is about. */
export interface Check {
  /** What is wrong with arguments, or null. */
  problem(given: Arguments): string | null;
  /** The arguments must be such in which `problem` finds nothing. */
  judge(world: World, given: Arguments): Verdict;
  /** What of the file systems must be known for that. */
  gaze(world: World, given: Arguments): Gaze;
}

export type Arguments = Readonly<Record<string, unknown>>;

/** A check, or the source of an answer, as a lesson names it. */
export interface Call {
  readonly name: string;
  readonly arguments: Arguments;
}

/** A check from the shapes of its arguments, its judgement, and what it has to look at. */
export function defineCheck<A extends object>(
  takes: { readonly [K in keyof A]-?: Shape<A[K]> },
  judge: (world: World, given: A) => Verdict,
  gaze: (world: World, given: A) => Gaze = () => noGaze,
): Check {
  return {
    problem: problemOf(takes),
    judge: (world, given) => judge(world, given as A),
    gaze: (world, given) => gaze(world, given as A),
  };
}

/** What is wrong with arguments that are to have these shapes. */
export function problemOf<A extends object>(takes: { readonly [K in keyof A]-?: Shape<A[K]> }) {
  const shape = object<A>(takes);
  return (given: Arguments): string | null => {
    const unknown = Object.keys(given).find((key) => !Object.hasOwn(takes, key));
    return unknown === undefined ? shape(given) : `${unknown} is not one of its arguments`;
  };
}

/** Arguments as a lesson's text has them. */
export function isArguments(value: unknown): value is Arguments {
  return isObject(value);
}

export function passed(text: string, evidence: readonly Evidence[]): Verdict {
  return { passed: true, text, evidence };
}

export function failed(text: string, evidence: readonly Evidence[] = []): Verdict {
  return { passed: false, text, evidence };
}
