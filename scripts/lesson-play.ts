import type { Guest } from '../src/backend/guest.ts';
import type { Lesson, Route, Step } from '../src/lesson/lesson.ts';
import type { Problem } from '../src/lesson/problem.ts';
import { LessonPlayer } from './lesson-player.ts';

export interface Counts {
  readonly steps: number;
  readonly solutions: number;
  readonly alternatives: number;
  readonly wrong: number;
}

/** Plays every route of a lesson; what does not do as it should is a problem of the line that the route stands in. */
export async function playLesson(guest: Guest, lesson: Lesson): Promise<Problem[]> {
  const problems: Problem[] = [];
  const player = new LessonPlayer(guest, lesson);
  try {
    for (const [index, step] of lesson.steps.entries())
      problems.push(...(await playStep(player, step, index)));
  } finally {
    player.dispose();
  }
  return problems;
}

async function playStep(player: LessonPlayer, step: Step, index: number): Promise<Problem[]> {
  const problems: Problem[] = [];
  const { solved: early, reasons: why } = await player.begin(index);
  if (early)
    problems.push({
      line: step.solution.line,
      text: `The step "${step.title}" is solved before anything is done: ${why}`,
    });
  for (const { route, solves } of routesOf(step)) {
    const { solved, reasons } = await player.play(step, route, solves);
    if (solved === solves) continue;
    const said = solves ? 'does not solve the step' : 'solves the step, and should not';
    problems.push({ line: route.line, text: `${nameOf(route)} ${said}: ${reasons}` });
  }
  return problems;
}

export function countsOf({ steps }: Lesson): Counts {
  const sum = (of: (step: Step) => number): number =>
    steps.reduce((total, step) => total + of(step), 0);
  return {
    steps: steps.length,
    solutions: steps.length,
    alternatives: sum(({ alternatives }) => alternatives.length),
    wrong: sum(({ wrong }) => wrong.length),
  };
}

function routesOf({ solution, alternatives, wrong }: Step) {
  return [
    ...[solution, ...alternatives].map((route) => ({ route, solves: true })),
    ...wrong.map((route) => ({ route, solves: false })),
  ];
}

function nameOf({ label }: Route): string {
  return label === '' ? 'The solution' : `"${label}"`;
}
