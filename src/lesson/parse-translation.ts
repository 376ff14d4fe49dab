// Translations of lessons: Markdown like a lesson's, without anything that is checked or played.
import { Lexer, type Tokens } from 'marked';
import { isMap, isScalar } from 'yaml';
import type { OtherLanguage } from '../base/language.ts';
import { readFrontMatter, splitFrontMatter } from './front-matter.ts';
import type { Lesson, Step } from './lesson.ts';
import { placedTokens, splitSteps, unified, type Placed } from './markdown.ts';
import { parseOptions } from './parse-options.ts';
import { sections, type Section } from './parse-step.ts';
import { readYaml } from './parse-yaml.ts';
import { Problems } from './problem.ts';
import { blocksOf, commandsIn, plainText, type Block } from './text.ts';
import type { LessonTranslation, PredictionTranslation, StepTranslation } from './translation.ts';

/** The translation of a lesson; throws a `LessonError` that lists by line everything that it lacks, or has and the lesson has not. */
export function parseTranslation(
  source: string,
  language: OtherLanguage,
  original: Lesson,
): LessonTranslation {
  const text = unified(source);
  const problems = new Problems();
  const { yaml, length } = splitFrontMatter(text);
  const head = headOf(yaml, problems);
  const { introduction, steps } = splitSteps(placedTokens(text, length));
  const found = new Map<string, StepTranslation>();
  const order: string[] = [];
  for (const tokens of steps) {
    const reader = new Reader(problems);
    const { id, step, line } = reader.read(tokens);
    const of = original.steps.find((each) => each.id === id);
    if (!of) problems.add(line, unknownStep(id, original));
    else if (found.has(id)) problems.add(line, `The step "${id}" was there already`);
    else problemsOf(step, of).forEach((problem) => problems.add(line, problem));
    found.set(id, step);
    order.push(id);
  }
  const blocks = introduction.flatMap(({ token, line }) =>
    problems.during(line, () => blocksOf([token]), []),
  );
  if (isEmpty(blocks) !== isEmpty(original.introduction))
    problems.add(1, 'What stands before the first step is not what the lesson has there');
  for (const { id } of original.steps)
    if (!found.has(id)) problems.add(1, `The step "${id}" is not translated`);
  if (order.join() !== original.steps.map(({ id }) => id).join() && order.length === found.size)
    problems.add(1, `The steps are not in the lesson's order`);
  problems.throwIfAny();
  return { language, ...head, introduction: blocks, steps: Object.fromEntries(found) };
}

function headOf(yaml: string, problems: Problems) {
  const { title, summary, ...rest } = problems.during(2, () => readFrontMatter(yaml), {});
  for (const name of Object.keys(rest))
    problems.add(2, `The front matter of a translation has title and summary, not "${name}"`);
  const word = (name: string, value: unknown): string => {
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    problems.add(1, `The front matter has no "${name}"`);
    return '';
  };
  return { title: word('title', title), summary: word('summary', summary) };
}

function unknownStep(id: string, { steps }: Lesson): string {
  const known = steps.map((step) => step.id).join(', ');
  return id === ''
    ? 'A translated step has a step block that names it: "id: …"'
    : `The lesson has no step "${id}"; it has ${known}`;
}

const isEmpty = (blocks: readonly Block[]): boolean => plainText(blocks) === '';

/** What a step's translation lacks. */
function problemsOf(step: StepTranslation, original: Step): string[] {
  const name = `The step "${original.id}"`;
  const problems: string[] = [];
  for (const section of ['purpose', 'todo', 'expect', 'meaning'] as const) {
    if (isEmpty(step[section]) && !isEmpty(original[section]))
      problems.push(`${name} has no ${section}`);
    if (linesOf(step[section]) !== linesOf(original[section]))
      problems.push(`${name} has other commands in its ${section} than the lesson`);
  }
  if (step.hints.length !== original.hints.length)
    problems.push(
      `${name} has ${String(step.hints.length)} hints, the lesson's has ${String(original.hints.length)}`,
    );
  const wanted = listed(original.prediction?.choices.map(({ key }) => key));
  const given = listed(Object.keys(step.prediction?.choices ?? {}));
  if (wanted !== given)
    problems.push(`${name} has the choices "${given}", the lesson's has "${wanted}"`);
  if (step.prediction?.ask === '') problems.push(`${name} asks nothing before it`);
  return problems;
}

/** Lines that can be clicked, and whether they are for the host. */
const linesOf = (blocks: readonly Block[]): string => JSON.stringify(commandsIn(blocks));

const listed = (keys: readonly string[] = []): string => keys.toSorted().join(', ');

/** Reads one step. */
class Reader {
  readonly #problems: Problems;
  readonly #text: Record<Section, Block[]> = { purpose: [], todo: [], expect: [], meaning: [] };
  readonly #hints: Block[][] = [];
  #prediction: PredictionTranslation | null = null;
  #id = '';
  #section: Section = 'purpose';

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  read([title, ...body]: readonly Placed[]) {
    for (const each of body) this.#take(each);
    const step: StepTranslation = {
      title: title ? (title.token as Tokens.Heading).text : '',
      ...this.#text,
      prediction: this.#prediction,
      hints: this.#hints,
    };
    return { id: this.#id, step, line: title?.line ?? 1 };
  }

  #take({ token, line }: Placed): void {
    if (token.type === 'heading') return this.#enter((token as Tokens.Heading).text, line);
    if (token.type === 'code' && this.#takeBlock(token as Tokens.Code, line)) return;
    this.#text[this.#section].push(...this.#problems.during(line, () => blocksOf([token]), []));
  }

  #enter(heading: string, line: number): void {
    const section = [...sections].find(([name]) => name === heading)?.[1];
    if (section) this.#section = section;
    else
      this.#problems.add(line, `The sections keep their names, ${[...sections.keys()].join(', ')}`);
  }

  /** False for a fenced block that is a part of the text. */
  #takeBlock({ lang = '', text }: Tokens.Code, line: number): boolean {
    const [word = ''] = lang.split(' ');
    switch (word) {
      case 'step':
        this.#id = parseOptions(text, line + 1, this.#problems).id ?? '';
        return true;
      case 'predict':
        this.#prediction = parseChoices(text, line + 1, this.#problems);
        return true;
      case 'hint':
        this.#hints.push(
          this.#problems.during(line, () => blocksOf(new Lexer({ gfm: true }).lex(text)), []),
        );
        return true;
      case 'check':
      case 'solution':
      case 'alternative':
      case 'wrong':
        this.#problems.add(line, `A translation has no ${word}: that is the lesson's`);
        return true;
      default:
        return false;
    }
  }
}

/** The texts of a `predict` block. */
function parseChoices(
  text: string,
  line: number,
  problems: Problems,
): PredictionTranslation | null {
  const yaml = readYaml(text, line, problems);
  if (!yaml) return null;
  const { contents } = yaml;
  const choices = isMap(contents) ? contents.get('choices', true) : undefined;
  if (!isMap(contents) || !isMap(choices)) {
    problems.add(line, 'A predict block of a translation has "ask" and "choices"');
    return null;
  }
  for (const { key } of contents.items)
    if (!['ask', 'choices'].includes(String(key)))
      problems.add(yaml.lineOf(key), `A predict block of a translation has no "${String(key)}"`);
  const textOf = (node: unknown): string => (isScalar(node) ? String(node.value ?? '').trim() : '');
  const entries = choices.items.map(({ key, value }) => [String(key), textOf(value)] as const);
  for (const [key, said] of entries)
    if (said === '') problems.add(line, `The choice "${key}" has no text`);
  return { ask: textOf(contents.get('ask', true)), choices: Object.fromEntries(entries) };
}
