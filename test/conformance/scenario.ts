// What is done in a scenario: lines that a person could type, in files that a person can read (README.md).
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const folder = fileURLToPath(new URL('.', import.meta.url));

/** Where every scenario begins; empty at first. */
export const directory = '/srv';

export interface Step {
  readonly line: string;
  readonly stdin: string | null;
  /** The order of the lines of standard output is left to chance by the real engine. */
  readonly sorted: boolean;
  /** Files written before the line runs, by path relative to the working directory. */
  readonly files: ReadonlyMap<string, string>;
}

export interface Scenario {
  /** Name of the file that it stands in. */
  readonly area: string;
  readonly title: string;
  readonly steps: readonly Step[];
}

/** All scenarios, by area. */
export function readScenarios(): Scenario[] {
  const names = readdirSync(join(folder, 'scenarios')).sort();
  return names.flatMap((name) =>
    parseScenarios(basename(name, '.txt'), readFileSync(join(folder, 'scenarios', name), 'utf8')),
  );
}

/** What comes before the next line of a scenario. */
interface Preparation {
  stdin: string | null;
  sorted: boolean;
  files: Map<string, string>;
}

const nothing = (): Preparation => ({ stdin: null, sorted: false, files: new Map() });

export function parseScenarios(area: string, text: string): Scenario[] {
  const scenarios: { area: string; title: string; steps: Step[] }[] = [];
  let next = nothing();
  const lines = text.split('\n');
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith('== ')) scenarios.push({ area, title: line.slice(3), steps: [] });
    else if (line.startsWith('@')) prepare(line, takeText(lines), next);
    else {
      const scenario = scenarios.at(-1);
      if (!scenario) throw new Error(`${area}: "${line}" stands before the first title`);
      scenario.steps.push({ line, ...next });
      next = nothing();
    }
  }
  return scenarios;
}

function prepare(line: string, text: string, next: Preparation): void {
  const [word, path = ''] = line.split(' ');
  if (word === '@put') next.files.set(path, text);
  else if (word === '@stdin') next.stdin = text;
  else if (word === '@sorted') next.sorted = true;
  else throw new Error(`Unknown preparation: ${line}`);
}

/** The lines that begin with "| ", without that. */
function takeText(lines: string[]): string {
  let text = '';
  while (lines[0]?.startsWith('|')) text += `${(lines.shift() ?? '').slice(2)}\n`;
  return text;
}
