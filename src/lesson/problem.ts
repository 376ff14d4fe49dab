import { UnknownMarkdown } from './text.ts';

/** Something wrong in a lesson's file. */
export interface Problem {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** A lesson's file with problems, all of them. */
export class LessonError extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map(({ line, text }) => `Line ${String(line)}: ${text}`).join('\n'));
    this.name = 'LessonError';
    this.problems = problems;
  }
}

/** Collects problems, so that an author sees them all at once. */
export class Problems {
  readonly #found: Problem[] = [];

  add(line: number, text: string): void {
    this.#found.push({ line, text });
  }

  /** The value of what is tried; if it throws, that is a problem of this line. */
  during<T>(line: number, attempt: () => T, otherwise: T): T {
    try {
      return attempt();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const where = error instanceof UnknownMarkdown ? `: ${firstLine(error.raw)}` : '';
      this.add(line, error.message + where);
      return otherwise;
    }
  }

  throwIfAny(): void {
    if (this.#found.length === 0) return;
    throw new LessonError(this.#found.toSorted((a, b) => a.line - b.line));
  }
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
