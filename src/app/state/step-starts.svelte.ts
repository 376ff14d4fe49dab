import { texts } from '../text/texts.ts';
import type { History } from './history.svelte.ts';
import type { Lessons } from './lessons.svelte.ts';
import type { Point } from './points.ts';

/** The moments of this machine at which the steps of lessons were opened. */
export class StepStarts {
  readonly #lessons: Lessons;
  readonly #history: History;
  /** Numbers of checkpoints, by step. */
  #starts: Readonly<Record<string, number>> = $state.raw({});
  /** The step that is open when a machine starts begins at its first prompt, which is the earliest point. */
  #first: string | null = $state.raw(null);
  #earliest: number | null = null;

  constructor(lessons: Lessons, history: History) {
    this.#lessons = lessons;
    this.#history = history;
  }

  /** Where the open step began, as long as that moment is kept. */
  get point(): Point | null {
    const key = this.#key();
    const { points } = this.#history;
    this.#earliest ??= points[0]?.checkpoint.id ?? null;
    const id = this.#starts[key] ?? (key === this.#first ? this.#earliest : null);
    return points.find(({ checkpoint }) => checkpoint.id === id) ?? null;
  }

  /** Another machine has started: nothing was begun on it yet. */
  fresh(): void {
    this.#starts = {};
    this.#earliest = null;
    this.#first = this.#key();
  }

  /** The open step was just opened: keeps this moment, unless the step was begun before. */
  async mark(): Promise<void> {
    const key = this.#key();
    if (this.point) return;
    const point = await this.#history.hold(texts.lesson.startOf(this.#lessons.step?.title ?? ''));
    if (point) this.#starts = { ...this.#starts, [key]: point.checkpoint.id };
  }

  /** The machine becomes what it was when the step was opened. */
  async undo(): Promise<void> {
    const { point } = this;
    if (point) await this.#history.goTo(point);
  }

  #key(): string {
    return `${this.#lessons.lesson?.name ?? ''}#${this.#lessons.step?.id ?? ''}`;
  }
}
