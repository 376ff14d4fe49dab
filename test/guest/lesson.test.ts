import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openNodeGuest } from '../../scripts/open-guest.ts';
import type { Guest } from '../../src/backend/guest.ts';
import type { Checkpoint, Terminal } from '../../src/backend/backend.ts';
import { gazeOf, isSolved, judge } from '../../src/lesson/judge.ts';
import type { Lesson, Route, Step } from '../../src/lesson/lesson.ts';
import { parseLesson } from '../../src/lesson/parse.ts';
import {
  goTo,
  observe,
  progressOf,
  startProgress,
  type Progress,
} from '../../src/lesson/progress.ts';

const files = import.meta.glob<string>('/lessons/**/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const slow = { timeout: 240_000 };
/** A route that is to fail has failed when nothing more has happened for so long, ms. */
const calm = 1500;

let guest: Guest;

beforeAll(async () => {
  guest = await openNodeGuest();
});
afterAll(() => guest.shutdown());

/** A new shell on the host at which a route's lines are typed, as a student would. */
class Desk {
  static #open: Desk[] = [];
  readonly #terminal: Terminal;
  readonly #stop;
  #last = performance.now();

  private constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#stop = guest.onEvents(() => (this.#last = performance.now()));
    terminal.onOutput((bytes) => {
      this.#last = performance.now();
      terminal.acknowledge(bytes.length);
    });
  }

  static async open(): Promise<Desk> {
    const desk = new Desk(await guest.openTerminal({ rows: 24, cols: 80 }));
    Desk.#open.push(desk);
    return desk;
  }

  /** Machines that are restored have no terminals. */
  static closeAll(): void {
    for (const desk of Desk.#open.splice(0)) {
      desk.#stop();
      desk.#terminal.close();
    }
  }

  type({ lines }: Route): void {
    for (const line of lines) this.#terminal.write(`${line}\n`);
  }

  /** Every command typed here has ended, and neither the terminal nor the kernel has said anything for a while. */
  async rest(): Promise<void> {
    const isQuiet = (): boolean => {
      const own = [...guest.world.commands.values()].filter(
        ({ terminal }) => terminal === this.#terminal.id,
      );
      const ended = own.every(({ finishedAt }) => finishedAt !== null);
      return ended && performance.now() - this.#last > calm;
    };
    await expect.poll(isQuiet, { timeout: 150_000, interval: 100 }).toBe(true);
    await guest.settle();
  }
}

/** A person on a step of a lesson, by a clock of theirs. */
class Learner {
  readonly #lesson: Lesson;
  readonly #step: Step;
  readonly #now: () => number;
  #progress: Progress;

  constructor(lesson: Lesson, step: Step, now: () => number) {
    this.#lesson = lesson;
    this.#step = step;
    this.#now = now;
    this.#progress = goTo(startProgress(lesson), lesson, step.id);
  }

  /** True once the step counts as solved. */
  look(): boolean {
    const seen = { world: guest.world, now: this.#now() };
    this.#progress = observe(this.#progress, this.#lesson, seen);
    return progressOf(this.#progress, this.#step.id).state === 'solved';
  }
}

/** Has `look` called at every change, and the guest asked for what the step's checks look at, as the page does it. */
async function attend(step: Step, look: () => void, during: () => Promise<void>): Promise<void> {
  let told = '';
  const see = (): void => {
    const gaze = gazeOf(step, guest.world);
    const text = JSON.stringify(gaze);
    if (text !== told) guest.lookAt(gaze);
    told = text;
    look();
  };
  const stop = guest.onEvents(see);
  try {
    see();
    await during();
  } finally {
    stop();
  }
}

async function expectSolved(lesson: Lesson, step: Step, route: Route): Promise<void> {
  const learner = new Learner(lesson, step, () => performance.now());
  await attend(
    step,
    () => learner.look(),
    async () => {
      const desk = await Desk.open();
      desk.type(route);
      const look = (): string => (learner.look() ? 'solved' : reasons(step));
      await expect.poll(look, { timeout: 150_000, interval: 50 }).toBe('solved');
    },
  );
}

async function expectUnsolved(lesson: Lesson, step: Step, route: Route): Promise<void> {
  // By the guest's own clock, which a slow test does not move.
  const learner = new Learner(lesson, step, () => guest.world.at);
  await attend(
    step,
    () => learner.look(),
    async () => {
      const desk = await Desk.open();
      desk.type(route);
      await desk.rest();
      expect(learner.look() || isSolved(step, guest.world), reasons(step)).toBe(false);
    },
  );
}

async function expectOpen(step: Step): Promise<void> {
  await attend(
    step,
    () => undefined,
    async () => {
      await guest.settle();
      expect(isSolved(step, guest.world), reasons(step)).toBe(false);
    },
  );
}

describe.each(Object.entries(files))('%s', (_, text) => {
  const lesson = parseLesson(text);
  const starts = new Map<string, Checkpoint>();

  describe.each(lesson.steps.map((step, index) => ({ step, index, title: step.title })))(
    '$title',
    ({ step, index }) => {
      test('begins unsolved', slow, async () => {
        const before = lesson.steps[index - 1];
        if (before) {
          await restore(starts.get(before.id));
          await expectSolved(lesson, before, before.solution);
        } else {
          await guest.reset();
        }
        await expectOpen(step);
        starts.set(step.id, (await guest.checkpoint()).checkpoint);
      });

      test.each([{ ...step.solution, label: 'its solution' }, ...step.alternatives])(
        'is solved by: $label',
        slow,
        async (route) => {
          await restore(starts.get(step.id));
          await expectSolved(lesson, step, route);
        },
      );

      test.each(step.wrong)('is not solved by: $label', slow, async (route) => {
        await restore(starts.get(step.id));
        await expectUnsolved(lesson, step, route);
      });
    },
  );
});

async function restore(checkpoint: Checkpoint | undefined): Promise<void> {
  if (!checkpoint) throw new Error('The step before has no checkpoint');
  Desk.closeAll();
  await guest.restore(checkpoint);
}

function reasons(step: Step): string {
  return judge(step, guest.world)
    .map(({ text }) => text)
    .join('\n');
}
