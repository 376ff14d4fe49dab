import { Lexer, type Tokens } from 'marked';
import { parseChecks, parseCondition } from './parse-calls.ts';
import type { Placed } from './markdown.ts';
import { parseOptions, type StepOptions } from './parse-options.ts';
import { parsePrediction } from './parse-prediction.ts';
import type { Hint, Prediction, Route, Step } from './lesson.ts';
import type { Problems } from './problem.ts';
import { blocksOf, plainText, typeset, type Block } from './text.ts';

/** Sections of a step, by the heading that begins each; what stands before the first is its purpose. */
export const sections = new Map([
  ['Do', 'todo'],
  ['Expect', 'expect'],
  ['Meaning', 'meaning'],
] as const);
export type Section = 'purpose' | 'todo' | 'expect' | 'meaning';

const fewest = { alternative: 1, wrong: 3, hint: 1 } as const;

/** A step of tokens of which the first is its title; `view` is the lesson's. */
export function parseStep(
  [title, ...body]: readonly Placed[],
  view: string,
  problems: Problems,
): Step {
  const text = title ? typeset((title.token as Tokens.Heading).text) : '';
  const line = title?.line ?? 1;
  const reader = new StepReader(view, problems);
  for (const each of body) reader.take(each);
  return reader.finish(text, line);
}

class StepReader {
  readonly #view: string;
  readonly #problems: Problems;
  readonly #text: Record<Section, Block[]> = { purpose: [], todo: [], expect: [], meaning: [] };
  readonly #routes: Record<'solution' | 'alternative' | 'wrong', Route[]> = {
    solution: [],
    alternative: [],
    wrong: [],
  };
  readonly #hints: Hint[] = [];
  readonly #checks: Step['checks'][number][] = [];
  #prediction: Prediction | null = null;
  #options: StepOptions = {};
  #section: Section = 'purpose';

  constructor(view: string, problems: Problems) {
    this.#view = view;
    this.#problems = problems;
  }

  take({ token, line }: Placed): void {
    if (token.type === 'heading') return this.#enter((token as Tokens.Heading).text, line);
    if (token.type === 'code' && this.#takeBlock(token as Tokens.Code, line)) return;
    this.#text[this.#section].push(...this.#problems.during(line, () => blocksOf([token]), []));
  }

  /** False for a fenced block that is a part of the text. */
  #takeBlock({ lang, text }: Tokens.Code, line: number): boolean {
    const [word = '', ...label] = wordsOf(lang);
    switch (word) {
      case 'predict':
        if (this.#prediction) this.#problems.add(line, 'A step asks for one prediction at most');
        this.#prediction ??= parsePrediction(text, line + 1, this.#problems);
        return true;
      case 'check':
        this.#checks.push(...parseChecks(text, line + 1, this.#problems));
        return true;
      case 'step':
        this.#options = parseOptions(text, line + 1, this.#problems);
        return true;
      case 'hint':
        this.#takeHint(label.join(' '), text, line);
        return true;
      case 'solution':
      case 'alternative':
      case 'wrong':
        this.#routes[word].push({ label: label.join(' '), lines: linesOf(text), line });
        return true;
      default:
        return false;
    }
  }

  #takeHint(label: string, text: string, line: number): void {
    const blocks = this.#problems.during(
      line,
      () => blocksOf(new Lexer({ gfm: true }).lex(text)),
      [],
    );
    const when = label === '' ? null : parseCondition(label, line, this.#problems);
    this.#hints.push({ when, blocks });
  }

  finish(title: string, line: number): Step {
    this.#expectAll(title, line);
    const [solution = { label: '', lines: [], line }] = this.#routes.solution;
    return {
      id: this.#options.id ?? idOf(title),
      title,
      view: this.#options.view ?? this.#view,
      ...this.#text,
      prediction: this.#prediction,
      checks: this.#checks,
      hints: this.#hints,
      solution,
      alternatives: this.#routes.alternative,
      wrong: this.#routes.wrong,
    };
  }

  #enter(heading: string, line: number): void {
    const section = [...sections].find(([name]) => name === heading)?.[1];
    if (section) this.#section = section;
    else
      this.#problems.add(
        line,
        `A step has the sections ${[...sections.keys()].join(', ')}, not "${heading}"`,
      );
  }

  #expectAll(title: string, line: number): void {
    const step = `The step "${title}"`;
    for (const section of ['purpose', 'todo', 'expect', 'meaning'] as const)
      if (plainText(this.#text[section]) === '')
        this.#problems.add(line, `${step} has no ${section}`);
    if (this.#checks.length === 0) this.#problems.add(line, `${step} has no check`);
    if (this.#routes.solution.length !== 1)
      this.#problems.add(line, `${step} must have one solution`);
    const found = {
      alternative: this.#routes.alternative.length,
      wrong: this.#routes.wrong.length,
      hint: this.#hints.filter(({ when }) => when === null).length,
    };
    for (const [name, least] of Object.entries(fewest))
      if (found[name as keyof typeof fewest] < least)
        this.#problems.add(line, `${step} needs at least ${String(least)} of: ${name}`);
  }
}

function wordsOf(lang = ''): string[] {
  return lang.split(' ').filter((word) => word !== '');
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

function idOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
