// What the real engine answered, in answers/: one file an area, by the titles of its scenarios.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, Scalar, stringify } from 'yaml';
import { Placeholders } from './placeholder.ts';
import { folder, type Step } from './scenario.ts';

/** What a program answered, as it came. */
export interface Ran {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The same with placeholders where the real engine differs from run to run. */
export interface Answer {
  readonly run: string;
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

interface Stored {
  readonly run: string;
  readonly exit?: number;
  readonly out?: string;
  readonly err?: string;
}

type StoredAnswers = Readonly<Record<string, readonly Stored[]>>;

export function sameAnswer(a: Answer, b: Answer | undefined): boolean {
  return a.run === b?.run && a.exit === b.exit && a.out === b.out && a.err === b.err;
}

/** Answers of one scenario's steps, in order: an id that comes twice is the same id. */
export class Answers {
  readonly #placeholders = new Placeholders();

  of(step: Step, { exit, stdout, stderr }: Ran): Answer {
    return {
      run: step.line,
      exit,
      out: this.#placeholders.put(step.sorted ? sortLines(stdout) : stdout),
      err: this.#placeholders.put(stderr),
    };
  }
}

export function readAnswers(area: string): ReadonlyMap<string, readonly Answer[]> {
  const path = pathOf(area);
  if (!existsSync(path)) return new Map();
  const stored = (parse(readFileSync(path, 'utf8')) ?? {}) as StoredAnswers;
  const filled = Object.entries(stored).map(
    ([title, steps]) =>
      [title, steps.map((step) => ({ exit: 0, out: '', err: '', ...step }))] as const,
  );
  return new Map(filled);
}

export function writeAnswers(area: string, answers: ReadonlyMap<string, readonly Answer[]>): void {
  const stored = Object.fromEntries(
    [...answers].map(([title, steps]) => [title, steps.map(withoutDefaults)]),
  );
  writeFileSync(pathOf(area), stringify(stored, { lineWidth: 0 }));
}

function withoutDefaults({ run, exit, out, err }: Answer): object {
  return {
    run,
    ...(exit !== 0 && { exit }),
    ...(out && { out: scalar(out) }),
    ...(err && { err: scalar(err) }),
  };
}

/** Lines of nothing but white space would lose it in a block. */
function scalar(text: string): Scalar<string> | string {
  if (text.trim() !== '') return text;
  const quoted = new Scalar(text);
  quoted.type = Scalar.QUOTE_DOUBLE;
  return quoted;
}

function pathOf(area: string): string {
  return join(folder, 'answers', `${area}.yaml`);
}

/** Identities do not count, as they are different each time. */
function sortLines(text: string): string {
  const key = (line: string): string => line.replace(/[0-9a-f]{12,64}/g, '');
  const lines = text.split(/(?<=\n)/);
  return lines.sort((a, b) => (key(a) < key(b) ? -1 : 1)).join('');
}
