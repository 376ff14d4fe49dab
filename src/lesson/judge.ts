import type { World } from '../world/model.ts';
import type { Verdict } from './check.ts';
import type { Step } from './lesson.ts';
import { answers } from './answers.ts';
import type { Answer } from './answer.ts';
import { checks } from './registry.ts';

/** What each check of a step says of the world, in the order of the step's text. */
export function judge(step: Step, world: World): Verdict[] {
  return step.checks.map(({ name, arguments: given }) => {
    const check = checks.get(name);
    if (!check) throw new Error(`The lesson was not parsed: there is no check "${name}"`);
    return check.judge(world, given);
  });
}

/** True when every check of a step passes at once. */
export function isSolved(step: Step, world: World): boolean {
  return judge(step, world).every(({ passed }) => passed);
}

/** What the kernel has shown of what a step asks to foretell; null while it has not, or nothing is asked. */
export function answer({ prediction }: Step, world: World): Answer | null {
  if (!prediction) return null;
  const source = answers.get(prediction.answer.name);
  if (!source)
    throw new Error(`The lesson was not parsed: there is no answer "${prediction.answer.name}"`);
  return source.find(world, prediction.answer.arguments);
}
