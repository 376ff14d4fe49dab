import type { Evidence, Millis, World } from '../world/model.ts';
import { finite, isObject, list, object, text } from '../world/shape.ts';
import type { Answer } from './answer.ts';
import { answer, isSolved } from './judge.ts';
import type { Lesson, Step } from './lesson.ts';

/** How far a person is in a lesson: plain data, to be kept. */
export interface Progress {
  /** Id of the step that is open. */
  readonly current: string;
  readonly steps: Readonly<Record<string, StepProgress>>;
  /** Since when all checks of the open step pass, while that is not yet long enough. */
  readonly holdingSince: Millis | null;
}

export interface StepProgress {
  /** `shown`: its solution was shown before it was solved, which never counts as solved. */
  readonly state: 'open' | 'solved' | 'shown';
  /** Hints that were asked for. */
  readonly hints: number;
  /** Key of the choice that the person committed to; '' if they would not choose, null before. */
  readonly predicted: string | null;
  /** What the kernel then did. */
  readonly outcome: Answer | null;
}

/** For so long all checks of a step must pass before it counts as solved: what was there for a moment only does not. */
export const holdTime: Millis = 1000;

export const untouched: StepProgress = {
  state: 'open',
  hints: 0,
  predicted: null,
  outcome: null,
};

export function startProgress(lesson: Lesson): Progress {
  return { current: lesson.steps[0]?.id ?? '', steps: {}, holdingSince: null };
}

/** How far the person is in one step. */
export function progressOf(progress: Progress, step: string): StepProgress {
  return progress.steps[step] ?? untouched;
}

/**
 * Progress when this is the world at the time `now`: the open step is solved once all its checks have passed for `holdTime`, and stays so.
 * While `holdingSince` is set, it must be asked again when that time is over.
 */
export function observe(
  progress: Progress,
  lesson: Lesson,
  { world, now }: { readonly world: World; readonly now: Millis },
): Progress {
  const step = lesson.steps.find(({ id }) => id === progress.current);
  if (step && progressOf(progress, step.id).state === 'solved')
    return reveal(progress, step, world);
  const passes = step && progressOf(progress, step.id).state === 'open' && isSolved(step, world);
  if (!passes)
    return progress.holdingSince === null ? progress : { ...progress, holdingSince: null };
  if (progress.holdingSince === null) return { ...progress, holdingSince: now };
  if (now - progress.holdingSince < holdTime) return progress;
  const solved = change({ ...progress, holdingSince: null }, step.id, { state: 'solved' });
  return reveal(solved, step, world);
}

/** What was asked before a step is answered by a world in which the step is solved. */
function reveal(progress: Progress, step: Step, world: World): Progress {
  if (!step.prediction || progressOf(progress, step.id).outcome || !isSolved(step, world))
    return progress;
  const outcome = answer(step, world);
  return outcome ? change(progress, step.id, { outcome }) : progress;
}

/** Commits to a choice of the open step, or to none with ''. What is committed to stays. */
export function predict(progress: Progress, choice: string): Progress {
  const { predicted, state } = progressOf(progress, progress.current);
  return predicted === null && state !== 'solved'
    ? change(progress, progress.current, { predicted: choice })
    : progress;
}

/** One more hint of the open step, as far as there are some. */
export function askHint(progress: Progress, lesson: Lesson): Progress {
  const step = lesson.steps.find(({ id }) => id === progress.current);
  const { hints } = progressOf(progress, progress.current);
  return step && hints < step.hints.length
    ? change(progress, step.id, { hints: hints + 1 })
    : progress;
}

/** The solution of the open step was shown. */
export function showSolution(progress: Progress): Progress {
  return progressOf(progress, progress.current).state === 'open'
    ? change(progress, progress.current, { state: 'shown' })
    : progress;
}

/** Opens a step anew: what was shown counts no more. */
export function retry(progress: Progress): Progress {
  return change({ ...progress, holdingSince: null }, progress.current, {
    state: 'open',
    outcome: null,
  });
}

/** Goes to a step of the lesson. */
export function goTo(progress: Progress, lesson: Lesson, step: string): Progress {
  return lesson.steps.some(({ id }) => id === step)
    ? { ...progress, current: step, holdingSince: null }
    : progress;
}

/** The step after the open one, or null at the end. */
export function nextStep(progress: Progress, lesson: Lesson): string | null {
  const index = lesson.steps.findIndex(({ id }) => id === progress.current);
  return lesson.steps[index + 1]?.id ?? null;
}

function change(progress: Progress, step: string, part: Partial<StepProgress>): Progress {
  const next = { ...progressOf(progress, step), ...part };
  return { ...progress, steps: { ...progress.steps, [step]: next } };
}

/** Progress that was kept as JSON; what no longer fits the lesson is left out. */
export function parseProgress(value: unknown, lesson: Lesson): Progress {
  const start = startProgress(lesson);
  if (!isObject(value) || !isObject(value['steps'])) return start;
  const kept = value['steps'];
  const steps = Object.fromEntries(
    lesson.steps.flatMap(({ id }) => {
      const each = Object.hasOwn(kept, id) ? parseStep(kept[id]) : null;
      return each ? [[id, each]] : [];
    }),
  );
  return goTo({ ...start, steps }, lesson, String(value['current']));
}

function parseStep(value: unknown): StepProgress | null {
  if (!isObject(value)) return null;
  const { state, hints, predicted, outcome } = value;
  if (state !== 'open' && state !== 'solved' && state !== 'shown') return null;
  return {
    state,
    hints: typeof hints === 'number' && hints >= 0 ? Math.floor(hints) : 0,
    predicted: typeof predicted === 'string' ? predicted : null,
    outcome: answerShape(outcome) === null ? (outcome as Answer) : null,
  };
}

const answerShape = object<Answer>({
  key: text<string>(),
  text: text<string>(),
  evidence: list(object<Evidence>({ path: text<string>(), text: text<string>(), at: finite })),
});
