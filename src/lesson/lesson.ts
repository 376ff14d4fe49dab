import type { Call } from './check.ts';
import type { Block } from './text.ts';

/** One Markdown file, read: plain data that the app can draw. */
export interface Lesson {
  readonly title: string;
  /** One sentence for lists of lessons. */
  readonly summary: string;
  /** BCP 47 tag of the language it is written in. */
  readonly language: string;
  /** Name of the view that it is told by. */
  readonly view: string;
  /** Title of the part that it is in; '' for none. */
  readonly part: string;
  /** How long it takes, about. */
  readonly minutes: number | null;
  /** What is said before the first step. */
  readonly introduction: readonly Block[];
  readonly steps: readonly Step[];
}

export interface Step {
  /** Made from the title, if the text names none; unique in the lesson. */
  readonly id: string;
  readonly title: string;
  /** Name of the view that opens with the step. */
  readonly view: string;
  /** One sentence: what the step is for. */
  readonly purpose: readonly Block[];
  /** What the person is asked to foretell before doing it. */
  readonly prediction: Prediction | null;
  /** What to do; commands in it can be clicked. */
  readonly todo: readonly Block[];
  /** What will be seen. */
  readonly expect: readonly Block[];
  /** What it meant; for when the step is solved. */
  readonly meaning: readonly Block[];
  /** All must hold. */
  readonly checks: readonly Call[];
  /** Mildest first. */
  readonly hints: readonly Hint[];
  readonly solution: Route;
  /** Other ways that solve the step, played by the tests. */
  readonly alternatives: readonly Route[];
  /** Ways that must not solve it, played by the tests. */
  readonly wrong: readonly Route[];
}

export interface Hint {
  /** What must be so now for the hint to help; null for one that always does. */
  readonly when: Condition | null;
  readonly blocks: readonly Block[];
}

/** A check that passes, or does not. */
export interface Condition {
  readonly check: Call;
  readonly passes: boolean;
}

/** A question that the kernel will answer, and what a person may expect. */
export interface Prediction {
  readonly ask: string;
  /** Names what finds the answer in the world. */
  readonly answer: Call;
  /** By the key that the answer may have. */
  readonly choices: readonly { readonly key: string; readonly text: string }[];
}

/** Lines to type at a shell, in order. */
export interface Route {
  /** What it is or why it fails, in a few words; '' for the solution. */
  readonly label: string;
  readonly lines: readonly string[];
  /** Where it stands in the file, from 1. */
  readonly line: number;
}
