import type { Checkpoint, Terminal } from '../src/backend/backend.ts';
import type { Guest } from '../src/backend/guest.ts';
import { gazeOf, isSolved, judge } from '../src/lesson/judge.ts';
import type { Lesson, Route, Step } from '../src/lesson/lesson.ts';
import { programOf } from '../src/lesson/program.ts';
import { goTo, observe, progressOf, startProgress } from '../src/lesson/progress.ts';
import { only } from '../src/views/parts/exchanges.ts';
import type { World } from '../src/world/model.ts';

/** How often it is looked whether a route has come to its end, ms. */
const glance = 20;
/** A guest at rest executes fewer instructions than this between two looks. */
const few = 600_000;
/** A guest at rest in which nothing has happened for so long has done what it was told, ms. */
const calm = 240;
/** For so long a route that should solve its step is waited for, though the guest rests, ms. */
const patience = 10_000;
/** Whatever still runs after this is not waited for, ms. */
const limit = 150_000;
/** A `sleep` of at most so many seconds is waited for: what comes after it belongs to the route. */
const shortSleep = 10;

export interface Played {
  readonly solved: boolean;
  /** What the checks say in the end. */
  readonly reasons: string;
}

interface Start {
  readonly checkpoint: Checkpoint;
  /** The terminal, at its prompt, at which a route's lines are typed. */
  readonly terminal: number;
}

/** Plays the routes of one lesson's steps on a guest, each from the moment at which its step begins. */
export class LessonPlayer {
  readonly #guest: Guest;
  readonly #lesson: Lesson;
  readonly #starts = new Map<string, Start>();

  constructor(guest: Guest, lesson: Lesson) {
    this.#guest = guest;
    this.#lesson = lesson;
  }

  /** Brings the guest to where a step begins, from where the one before it began; steps are begun in their order. */
  async begin(index: number): Promise<Played> {
    const before = this.#lesson.steps[index - 1];
    if (before) await this.play(before, before.solution, true);
    else await this.#guest.reset();
    const step = this.#lesson.steps[index];
    if (!step) throw new Error(`The lesson has no step ${String(index + 1)}`);
    const terminal = await this.#guest.openTerminal({ rows: 24, cols: 80 });
    const desk = new Desk(this.#guest, terminal);
    // A docker command under way would not be there after a return: its client's conversation is not part of a checkpoint.
    const began = performance.now();
    const waits = (): boolean =>
      asksDocker(this.#guest.world) && performance.now() - began < patience * 2;
    await desk.rest(() => performance.now() - desk.last > calm && !waits());
    const solved = await this.#attend(step, async () => {
      await this.#guest.settle();
      return isSolved(step, this.#guest.world);
    });
    const { checkpoint } = await this.#guest.checkpoint();
    this.#starts.set(step.id, { checkpoint, terminal: terminal.id });
    desk.close();
    return { solved, reasons: this.#reasons(step) };
  }

  /** Types a route's lines where its step begins, and tells whether the step is solved once the guest has done them. */
  async play(step: Step, route: Route, hopeful: boolean): Promise<Played> {
    const start = this.#starts.get(step.id);
    if (!start) throw new Error(`The step "${step.title}" was not begun`);
    const terminals = await this.#guest.restore(start.checkpoint);
    const terminal = terminals.find(({ id }) => id === start.terminal);
    if (!terminal) throw new Error('The terminal of the step is gone');
    const learner = new Learner(this.#lesson, step);
    const desk = new Desk(this.#guest, terminal);
    const stop = this.#guest.onEvents(() => learner.look(this.#guest.world));
    try {
      const solved = await this.#attend(step, async () => {
        desk.type(route);
        const holds = (): boolean => isSolved(step, this.#guest.world);
        const lasts = (): boolean => holds() && !sleepsShortly(this.#guest.world);
        // What must not solve the step is let come to its end: on the way there it may look as if it did.
        await desk.rest(() => (hopeful && lasts()) || desk.hasEnded(hopeful ? patience : calm));
        await this.#guest.settle();
        return learner.solved || holds();
      });
      return { solved, reasons: this.#reasons(step) };
    } finally {
      stop();
      desk.close();
    }
  }

  /** Gives up what was kept of the lesson. */
  dispose(): void {
    for (const { checkpoint } of this.#starts.values()) this.#guest.forget(checkpoint);
    this.#starts.clear();
  }

  /** Meanwhile the guest is asked for what the step's checks look at, as the page does it. */
  async #attend<T>(step: Step, during: () => Promise<T>): Promise<T> {
    let told = '';
    const see = (): void => {
      const gaze = gazeOf(step, this.#guest.world);
      const text = JSON.stringify(gaze);
      if (text !== told) this.#guest.lookAt(gaze);
      told = text;
    };
    const stop = this.#guest.onEvents(see);
    try {
      see();
      return await during();
    } finally {
      stop();
    }
  }

  #reasons(step: Step): string {
    return judge(step, this.#guest.world)
      .map(({ text }) => text)
      .join('\n');
  }
}

/** A person on a step, by the guest's own clock, which a slow computer does not move. */
class Learner {
  readonly #lesson: Lesson;
  readonly #step: Step;
  #progress;

  constructor(lesson: Lesson, step: Step) {
    this.#lesson = lesson;
    this.#step = step;
    this.#progress = goTo(startProgress(lesson), lesson, step.id);
  }

  get solved(): boolean {
    return progressOf(this.#progress, this.#step.id).state === 'solved';
  }

  look(world: World): void {
    this.#progress = observe(this.#progress, this.#lesson, { world, now: world.at });
  }
}

/** A shell on the host, as a student types at it. */
class Desk {
  readonly #guest: Guest;
  readonly #terminal: Terminal;
  readonly #stops: readonly (() => void)[];
  readonly #commandsBefore: number;
  #began = performance.now();
  /** When the terminal or the kernel last said anything. */
  last = performance.now();

  constructor(guest: Guest, terminal: Terminal) {
    this.#guest = guest;
    this.#terminal = terminal;
    this.#commandsBefore = this.#commands().length;
    this.#stops = [
      guest.onEvents(() => (this.last = performance.now())),
      terminal.onOutput((bytes) => {
        this.last = performance.now();
        terminal.acknowledge(bytes.length);
      }),
    ];
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  type({ lines }: Route): void {
    this.#began = this.last = performance.now();
    for (const line of lines) this.#terminal.write(`${line}\n`);
  }

  /** Every command typed here has ended, and nothing has happened for so long. */
  hasEnded(quiet: number): boolean {
    const own = this.#commands();
    const ended = own.every(({ finishedAt }) => finishedAt !== null);
    const { world } = this.#guest;
    if (performance.now() - this.#began > limit) return true;
    if (own.length === this.#commandsBefore || !ended || sleepsShortly(world)) return false;
    return performance.now() - this.last > quiet;
  }

  /** Resolves when the guest rests, and is as it should be. */
  async rest(isReady: () => boolean): Promise<void> {
    for (let before = this.#guest.machine.instructions(); ;) {
      await new Promise((resolve) => setTimeout(resolve, glance));
      const now = this.#guest.machine.instructions();
      if (now - before < few && isReady()) return;
      before = now;
    }
  }

  #commands() {
    const { id } = this.#terminal;
    return [...this.#guest.world.commands.values()].filter(({ terminal }) => terminal === id);
  }
}

/** A docker command is under way that is not joined with a container for as long as that runs. */
function asksDocker({ traffic }: World): boolean {
  const open = traffic.filter(({ answer }) => answer === null);
  const joined = new Set(only(open, 'attach').map(({ command }) => command));
  return only(open, 'command').some(({ id }) => !joined.has(id));
}

function sleepsShortly(world: World): boolean {
  return [...world.processes.values()].some(
    (process) =>
      process.status !== 'zombie' &&
      programOf(process) === 'sleep' &&
      Number(process.argv[1]) <= shortSleep,
  );
}
