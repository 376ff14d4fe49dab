import type { Lesson } from '../../lesson/lesson.ts';
import type { NamedLesson } from '../state/lessons.svelte.ts';
import { deckOf, type Cue, type Slide } from './deck.ts';

export type Layout = 'both' | 'picture' | 'terminal';
const layouts: readonly Layout[] = ['both', 'picture', 'terminal'];

/** A lesson being presented: which slide, which command comes next, and for how long the talk goes on. */
export class Talk {
  readonly deck: readonly Slide[];
  readonly #now: () => number;
  #at = $state(0);
  /** For each slide, how many of its lines were typed. */
  #typed: readonly number[] = $state.raw([]);
  /** When the clock was started, by `now`; null while it stands at 0. */
  #since: number | null = $state(null);
  blank = $state(false);
  layout: Layout = $state('both');

  /** Begins at the step of that id; with the title where that is the first, or none. */
  constructor(lesson: Lesson, step: string | null, now: () => number = () => Date.now()) {
    this.deck = deckOf(lesson);
    this.#now = now;
    this.#typed = this.deck.map(() => 0);
    const at = this.deck.findIndex(({ id }) => id === step && id !== '');
    this.#at = at > 1 ? at : 0;
  }

  get at(): number {
    return this.#at;
  }

  get slide(): Slide {
    return (
      this.deck[this.#at] ?? { id: '', title: '', purpose: [], view: '', lines: [], notes: [] }
    );
  }

  get following(): Slide | null {
    return this.deck[this.#at + 1] ?? null;
  }

  /** How many lines of the slide were typed. */
  get typed(): number {
    return this.#typed[this.#at] ?? 0;
  }

  /** The line that comes next on this slide; null when all were typed. */
  get line(): Cue | null {
    return this.slide.lines[this.typed] ?? null;
  }

  /** Takes the next line, to be typed; with none left it goes to the next slide instead and answers null. */
  take(): Cue | null {
    this.#since ??= this.#now();
    const { line } = this;
    if (line === null) {
      this.go(1);
      return null;
    }
    this.#typed = this.#typed.map((count, at) => (at === this.#at ? count + 1 : count));
    return line;
  }

  /** So many slides on or back. */
  go(by: number): void {
    this.#at = Math.min(this.deck.length - 1, Math.max(0, this.#at + by));
  }

  /** A fresh machine knows nothing of what was typed. */
  startOver(): void {
    this.#typed = this.deck.map(() => 0);
  }

  nextLayout(): void {
    this.layout = layouts[(layouts.indexOf(this.layout) + 1) % layouts.length] ?? 'both';
  }

  /** Milliseconds since the first command, or since the clock was set to 0. */
  elapsed(now: number): number {
    return this.#since === null ? 0 : Math.max(0, now - this.#since);
  }

  restartClock(): void {
    this.#since = this.#now();
  }
}

/** The talk that is being given: it goes on when a recording takes the machine's place. */
export class Talks {
  #current: { readonly name: string; readonly talk: Talk } | null = null;

  /** The talk of a lesson; another one begins at the step that is open. */
  of({ name, lesson }: NamedLesson, step: string | null): Talk {
    if (this.#current?.name !== name) this.#current = { name, talk: new Talk(lesson, step) };
    return this.#current.talk;
  }

  /** The next talk begins anew. */
  end(): void {
    this.#current = null;
  }
}
