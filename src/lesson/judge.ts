import { joinGazes, type Gaze } from '../world/gaze.ts';
import type { World } from '../world/model.ts';
import type { Answer, AnswerSource } from './answer.ts';
import { answers } from './answers.ts';
import type { Call, Check, Verdict } from './check.ts';
import type { Hint, Step } from './lesson.ts';
import { checks } from './registry.ts';

/** What each check of a step says of the world, in the order of the step's text. */
export function judge(step: Step, world: World): Verdict[] {
  return step.checks.map((call) => checkOf(call).judge(world, call.arguments));
}

/** True when every check of a step passes at once. */
export function isSolved(step: Step, world: World): boolean {
  return judge(step, world).every(({ passed }) => passed);
}

/** What the kernel has shown of what a step asks to foretell; null while it has not, or nothing is asked. */
export function answer({ prediction }: Step, world: World): Answer | null {
  return prediction && sourceOf(prediction.answer).find(world, prediction.answer.arguments);
}

/** The hints that help now: first those that the present state calls for, then those that always do, mildest first. */
export function hintsNow({ hints }: Step, world: World): Hint[] {
  const called = hints.filter(
    ({ when }) =>
      when && checkOf(when.check).judge(world, when.check.arguments).passed === when.passes,
  );
  return [...called, ...hints.filter(({ when }) => when === null)];
}

/** What of the file systems must be known to judge a step, and to answer what it asks. */
export function gazeOf(step: Step, world: World): Gaze {
  const asked = step.prediction?.answer;
  return joinGazes([
    ...[...step.checks, ...step.hints.flatMap(({ when }) => when?.check ?? [])].map((call) =>
      checkOf(call).gaze(world, call.arguments),
    ),
    ...(asked ? [sourceOf(asked).gaze(world, asked.arguments)] : []),
  ]);
}

function checkOf({ name }: Call): Check {
  const check = checks.get(name);
  if (!check) throw new Error(`The lesson was not parsed: there is no check "${name}"`);
  return check;
}

function sourceOf({ name }: Call): AnswerSource {
  const source = answers.get(name);
  if (!source) throw new Error(`The lesson was not parsed: there is no answer "${name}"`);
  return source;
}
