import { isMap, isScalar } from 'yaml';
import { readYaml } from './parse-yaml.ts';
import type { Problems } from './problem.ts';

/** What a `step` block says of its step. */
export interface StepOptions {
  /** Keeps the progress of a step whose title changes. */
  readonly id?: string;
  readonly view?: string;
}

const names = ['id', 'view'];

/** The options of a `step` block. `line` is that of its first line. */
export function parseOptions(text: string, line: number, problems: Problems): StepOptions {
  const yaml = readYaml(text, line, problems);
  if (!yaml) return {};
  if (!isMap(yaml.contents)) {
    problems.add(line, `A step block has ${names.join(' and ')}: "view: layers"`);
    return {};
  }
  const options: Record<string, string> = {};
  for (const { key, value } of yaml.contents.items) {
    const name = String(key);
    const word = isScalar(value) ? String(value.value ?? '').trim() : '';
    if (!names.includes(name) || word === '')
      problems.add(yaml.lineOf(key), `A step block has ${names.join(' and ')}: "view: layers"`);
    else options[name] = word;
  }
  return options;
}
