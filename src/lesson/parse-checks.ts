import { isSeq, LineCounter, parseDocument } from 'yaml';
import { isArguments, type CheckCall } from './check.ts';
import type { Problems } from './problem.ts';
import { checks } from './registry.ts';

/** The calls of a `check` block: a YAML list of names, or of names with arguments. `line` is that of its first line. */
export function parseChecks(yaml: string, line: number, problems: Problems): CheckCall[] {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  for (const error of document.errors)
    problems.add(
      line + (error.linePos?.[0].line ?? 1) - 1,
      `Not YAML: ${error.message.split('\n')[0] ?? ''}`,
    );
  if (document.errors.length > 0) return [];
  if (!isSeq(document.contents)) {
    problems.add(line, 'A check block is a list: "- name: { argument: value }"');
    return [];
  }
  return document.contents.items.flatMap((item) => {
    const node = item as { toJS(document: unknown): unknown; range?: readonly number[] | null };
    const at = line + lines.linePos(node.range?.[0] ?? 0).line - 1;
    return parseCall(node.toJS(document), at, problems) ?? [];
  });
}

function parseCall(value: unknown, line: number, problems: Problems): CheckCall | null {
  const [name, given] = typeof value === 'string' ? [value, {}] : onlyEntry(value);
  const check = name === undefined ? undefined : checks.get(name);
  if (name === undefined || !check) {
    const known = [...checks.keys()].join(', ');
    problems.add(line, `There is no check "${name ?? String(value)}"; there are ${known}`);
    return null;
  }
  const problem = isArguments(given) ? check.problem(given) : 'its arguments are not an object';
  if (!isArguments(given) || problem) {
    problems.add(line, `The check "${name}": ${problem ?? ''}`);
    return null;
  }
  return { name, arguments: given };
}

function onlyEntry(value: unknown): [string | undefined, unknown] {
  const entries = isArguments(value) ? Object.entries(value) : [];
  const [entry] = entries;
  return entries.length === 1 && entry ? [entry[0], entry[1] ?? {}] : [undefined, undefined];
}
