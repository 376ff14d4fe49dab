import { joinGazes, type Gaze } from '../world/gaze.ts';
import type { World } from '../world/model.ts';
import type { Check, CheckCall, Verdict } from './check.ts';
import type { Step } from './lesson.ts';
import { checks } from './registry.ts';

/** What each check of a step says of the world, in the order of the step's text. */
export function judge(step: Step, world: World): Verdict[] {
  return step.checks.map((call) => checkOf(call).judge(world, call.arguments));
}

/** True when every check of a step passes at once. */
export function isSolved(step: Step, world: World): boolean {
  return judge(step, world).every(({ passed }) => passed);
}

/** What of the file systems must be known to judge a step. */
export function gazeOf(step: Step, world: World): Gaze {
  return joinGazes(step.checks.map((call) => checkOf(call).gaze(world, call.arguments)));
}

function checkOf({ name }: CheckCall): Check {
  const check = checks.get(name);
  if (!check) throw new Error(`The lesson was not parsed: there is no check "${name}"`);
  return check;
}
