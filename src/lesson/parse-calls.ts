import { isSeq } from 'yaml';
import { isArguments, type Arguments, type Call } from './check.ts';
import type { Condition } from './lesson.ts';
import { readYaml } from './parse-yaml.ts';
import type { Problems } from './problem.ts';
import { checks } from './registry.ts';

/** What can be named with arguments: checks, and sources of answers. */
export interface Named {
  readonly word: 'check' | 'answer';
  readonly among: ReadonlyMap<string, { problem(given: Arguments): string | null }>;
}

/** The calls of a `check` block: a YAML list of names, or of names with arguments. `line` is that of its first line. */
export function parseChecks(text: string, line: number, problems: Problems): Call[] {
  const yaml = readYaml(text, line, problems);
  if (!yaml) return [];
  if (!isSeq(yaml.contents)) {
    problems.add(line, 'A check block is a list: "- name: { argument: value }"');
    return [];
  }
  return yaml.contents.items.flatMap((item) => {
    const value = (item as { toJS(document: unknown): unknown }).toJS(yaml.document);
    return parseCall(value, yaml.lineOf(item), { word: 'check', among: checks }, problems) ?? [];
  });
}

/** What stands behind "hint": "when container-exited: { name: web }", or "when not" and a check. */
export function parseCondition(label: string, line: number, problems: Problems): Condition | null {
  const [, not, call] = /^when (not )?(\S.*)$/.exec(label) ?? [];
  if (call === undefined) {
    problems.add(line, `A hint has a condition or none: "hint when NAME: { argument: value }"`);
    return null;
  }
  const yaml = readYaml(call, line, problems);
  const value: unknown = yaml?.document.toJS();
  const check = yaml && parseCall(value, line, { word: 'check', among: checks }, problems);
  return check && { check, passes: not === undefined };
}

/** "name" or { name: { argument: value } } */
export function parseCall(
  value: unknown,
  line: number,
  { word, among }: Named,
  problems: Problems,
): Call | null {
  const [name, given] = typeof value === 'string' ? [value, {}] : onlyEntry(value);
  const found = name === undefined ? undefined : among.get(name);
  if (name === undefined || !found) {
    const known = [...among.keys()].join(', ');
    problems.add(
      line,
      `There is no ${word} "${name ?? JSON.stringify(value)}"; there are ${known}`,
    );
    return null;
  }
  const problem = isArguments(given) ? found.problem(given) : 'its arguments are not an object';
  if (!isArguments(given) || problem) {
    problems.add(line, `The ${word} "${name}": ${problem ?? ''}`);
    return null;
  }
  return { name, arguments: given };
}

function onlyEntry(value: unknown): [string | undefined, unknown] {
  const entries = isArguments(value) ? Object.entries(value) : [];
  const [entry] = entries;
  return entries.length === 1 && entry ? [entry[0], entry[1] ?? {}] : [undefined, undefined];
}
