import { isMap, isScalar, type YAMLMap } from 'yaml';
import { canAnswer, type AnswerSource } from './answer.ts';
import { answers } from './answers.ts';
import type { Call } from './check.ts';
import type { Prediction } from './lesson.ts';
import { parseCall } from './parse-calls.ts';
import { readYaml, type YamlBlock } from './parse-yaml.ts';
import type { Problems } from './problem.ts';
import { typeset } from './text.ts';

const parts = ['ask', 'answer', 'choices'];
const form = 'A predict block has "ask", "answer" and "choices"';
const fewestChoices = 2;

/** The question of a `predict` block. `line` is that of its first line. */
export function parsePrediction(text: string, line: number, problems: Problems): Prediction | null {
  const yaml = readYaml(text, line, problems);
  if (!yaml) return null;
  const { contents } = yaml;
  if (!isMap(contents)) {
    problems.add(line, form);
    return null;
  }
  for (const { key } of contents.items)
    if (!parts.includes(String(key)))
      problems.add(yaml.lineOf(key), `${form}, not "${String(key)}"`);
  const ask = textOf(contents.get('ask', true));
  if (ask === '') problems.add(line, 'The prediction asks nothing');
  const answer = answerOf(contents, { yaml, line, problems });
  const choices = choicesOf(contents, { yaml, line, problems });
  const source = answer && answers.get(answer.name);
  for (const each of choices) if (source) expectKey(source, each, problems);
  return answer && { ask, answer, choices: choices.map(({ key, text }) => ({ key, text })) };
}

interface Place {
  readonly yaml: YamlBlock;
  readonly line: number;
  readonly problems: Problems;
}

interface Choice {
  readonly key: string;
  readonly text: string;
  readonly line: number;
}

function answerOf(block: YAMLMap, { yaml, line, problems }: Place): Call | null {
  const node: unknown = block.get('answer', true);
  const value: unknown = node === undefined ? '' : block.toJSON()['answer'];
  const at = node === undefined ? line : yaml.lineOf(node);
  return parseCall(value, at, { word: 'answer', among: answers }, problems);
}

function choicesOf(block: YAMLMap, { yaml, line, problems }: Place): Choice[] {
  const node: unknown = block.get('choices', true);
  const items = isMap(node) ? node.items : [];
  if (items.length < fewestChoices)
    problems.add(line, `The prediction needs at least ${String(fewestChoices)} choices`);
  return items.map(({ key, value }) => {
    const choice = { key: String(key), text: textOf(value), line: yaml.lineOf(key) };
    if (choice.text === '') problems.add(choice.line, `The choice "${choice.key}" has no text`);
    return choice;
  });
}

function expectKey(source: AnswerSource, { key, line }: Choice, problems: Problems): void {
  if (canAnswer(source, key)) return;
  const can = source.keys === 'count' ? 'a whole number' : source.keys.join(' or ');
  problems.add(line, `The answer is never "${key}": it is ${can}`);
}

function textOf(node: unknown): string {
  return isScalar(node) ? typeset(String(node.value ?? '').trim()) : '';
}
