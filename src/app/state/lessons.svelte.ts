import { language, type OtherLanguage } from '../../base/language.ts';
import type { Verdict } from '../../lesson/check.ts';
import { gazeOf, hintsNow, judge } from '../../lesson/judge.ts';
import type { Hint, Lesson, Step } from '../../lesson/lesson.ts';
import {
  askHint,
  goTo,
  holdTime,
  nextStep,
  observe,
  parseProgress,
  predict,
  progressOf,
  retry,
  showSolution,
  startProgress,
  untouched,
  type Progress,
  type StepProgress,
} from '../../lesson/progress.ts';
import { emptyWorld } from '../../world/empty.ts';
import { noGaze, type Gaze } from '../../world/gaze.ts';
import type { World } from '../../world/model.ts';
import { formatProgressFile, parseProgressFile } from '../../lesson/progress-file.ts';
import { Emitter } from '../../base/events.ts';
import { KeptProgress } from './kept-progress.ts';

/** A lesson and the name that progress is kept under: its path below lessons/. */
export interface NamedLesson {
  readonly name: string;
  readonly lesson: Lesson;
  /** The same lesson in other languages. */
  readonly others?: Readonly<Partial<Record<OtherLanguage, Lesson>>>;
}

/** The lesson in the language of the page, or as it was written where it was not translated. */
export function inPageLanguage(named: NamedLesson): NamedLesson {
  const spoken = language();
  const other = spoken === 'en' ? undefined : named.others?.[spoken];
  return other ? { ...named, lesson: other } : named;
}

/** The lessons of the page, the one that is open, and how far the person is in it. */
export class Lessons {
  #all: readonly NamedLesson[] = $state.raw([]);
  readonly #storage: Storage;
  readonly #kept: KeptProgress;
  readonly #entered = new Emitter<Step>();
  /** A person goes to a step. */
  readonly onEntered = this.#entered.event;
  /** Whether all lessons are listed. */
  listing = $state(false);
  readonly #now: () => number;
  #again: ReturnType<typeof setTimeout> | undefined;
  #open: NamedLesson | null = $state.raw(null);
  #progress: Progress | null = $state.raw(null);
  #world: World | null = $state.raw(null);

  /** `now` is the clock by which a step must hold for a while. */
  constructor(
    all: readonly NamedLesson[],
    storage: Storage,
    now: () => number = () => performance.now(),
  ) {
    this.#all = all;
    this.#now = now;
    this.#storage = storage;
    this.#kept = new KeptProgress(storage);
    const last = storage.getItem('fishbowl.lesson');
    const first = all.find(({ name }) => name === last) ?? all[0];
    if (first) this.open(first.name);
  }

  get all(): readonly NamedLesson[] {
    return this.#all.map(inPageLanguage);
  }

  get lesson(): NamedLesson | null {
    return this.#open && inPageLanguage(this.#open);
  }

  get step(): Step | null {
    const { current } = this.#progress ?? {};
    return this.lesson?.lesson.steps.find(({ id }) => id === current) ?? null;
  }

  /** What each check of the open step says of the present world. */
  get verdicts(): readonly Verdict[] {
    return this.step && this.#world ? judge(this.step, this.#world) : [];
  }

  /** What of the file systems must be known to judge the open step. */
  gaze(world: World): Gaze {
    return this.step ? gazeOf(this.step, world) : noGaze;
  }

  /** The hints that help in the present world, in the order in which they are given. */
  get hints(): readonly Hint[] {
    return this.step ? hintsNow(this.step, this.#world ?? emptyWorld) : [];
  }

  get done(): StepProgress {
    return this.stateOf(this.step?.id ?? '');
  }

  get next(): string | null {
    return this.#open && this.#progress ? nextStep(this.#progress, this.#open.lesson) : null;
  }

  /** The lesson after the open one. */
  get following(): NamedLesson | null {
    const at = this.all.findIndex(({ name }) => name === this.#open?.name);
    return at < 0 ? null : (this.all[at + 1] ?? null);
  }

  stateOf(step: string): StepProgress {
    return this.#progress ? progressOf(this.#progress, step) : untouched;
  }

  open(name: string): void {
    const found = this.#all.find((each) => each.name === name);
    if (!found) return;
    this.#open = found;
    this.#progress = parseProgress(this.#kept.read(name), found.lesson);
    this.#storage.setItem('fishbowl.lesson', name);
    this.#look();
  }

  /** Goes to a lesson, to the step where the person was last. */
  enter(name: string): void {
    this.open(name);
    this.#enter();
  }

  /** Goes to a lesson that is not one of the site's. */
  give(given: NamedLesson): void {
    this.#all = [...this.#all.filter(({ name }) => name !== given.name), given];
    this.enter(given.name);
  }

  /** How many steps of a lesson are solved. */
  solvedOf(name: string): { readonly solved: number; readonly of: number } {
    const lesson = this.#all.find((each) => each.name === name)?.lesson;
    const open = name === this.#open?.name ? this.#progress : null;
    if (!lesson) return { solved: 0, of: 0 };
    const progress = open ?? parseProgress(this.#kept.read(name), lesson);
    const solved = lesson.steps.filter(({ id }) => progressOf(progress, id).state === 'solved');
    return { solved: solved.length, of: lesson.steps.length };
  }

  /** The text of a file with all progress. */
  exported(): string {
    return formatProgressFile(this.#kept.all());
  }

  /** Takes the progress of a file in the place of what is kept; throws an `Error` where it is none. Answers of how many lessons. */
  import(text: string): number {
    const found = parseProgressFile(text);
    for (const [name, progress] of found) this.#kept.write(name, progress);
    if (this.#open) this.open(this.#open.name);
    return found.size;
  }

  /** The lessons were written anew: the person stays in the step where they are, if it is still there. */
  renew(all: readonly NamedLesson[]): void {
    this.#all = all;
    const found = all.find(({ name }) => name === this.#open?.name) ?? all[0];
    if (found) this.open(found.name);
  }

  /** The world has become this: a step may be solved by it. */
  observe(world: World): void {
    this.#world = world;
    this.#look();
  }

  goTo(step: string): void {
    this.#change((progress, lesson) => goTo(progress, lesson, step));
    this.#look();
    this.#enter();
  }

  /** Commits to a choice, or to none with ''. */
  predict(choice: string): void {
    this.#change((progress) => predict(progress, choice));
  }

  askHint(): void {
    this.#change(askHint);
  }

  showSolution(): void {
    this.#change(showSolution);
  }

  retry(): void {
    this.#change(retry);
    this.#look();
  }

  startOver(): void {
    this.#change((_progress, lesson) => startProgress(lesson));
    this.#look();
  }

  #enter(): void {
    if (this.step) this.#entered.fire(this.step);
  }

  #look(): void {
    const world = this.#world;
    if (!world) return;
    this.#change((progress, lesson) => observe(progress, lesson, { world, now: this.#now() }));
    clearTimeout(this.#again);
    const since = this.#progress?.holdingSince ?? null;
    if (since === null) return;
    this.#again = setTimeout(() => this.#look(), holdTime - (this.#now() - since) + 1);
  }

  #change(how: (progress: Progress, lesson: Lesson) => Progress): void {
    if (!this.#open || !this.#progress) return;
    const next = how(this.#progress, this.#open.lesson);
    if (next === this.#progress) return;
    this.#progress = next;
    this.#kept.write(this.#open.name, next);
  }
}
