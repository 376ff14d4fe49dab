// What is known not to be as recorded: on purpose (differences.yaml), or not yet (expected-failures.yaml).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { folder } from './scenario.ts';

interface Difference {
  readonly scenario: string;
  /** The line whose answer differs. */
  readonly step: string;
  /** Why a user would accept it. */
  readonly reason: string;
}

export function readDifferences(): readonly Difference[] {
  return (read('differences.yaml') ?? []) as readonly Difference[];
}

/** Reasons, by "area: title". */
export function readExpectedFailures(): ReadonlyMap<string, string> {
  return new Map(Object.entries((read('expected-failures.yaml') ?? {}) as Record<string, string>));
}

function read(name: string): unknown {
  return parse(readFileSync(join(folder, name), 'utf8')) as unknown;
}
