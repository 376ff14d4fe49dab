// Container names: docker's rule, and its random names (adjective_surname).
import { adjectives, surnames } from './name-words.ts';
import { EngineError } from './error.ts';
import type { Random } from './random.ts';

const rule = '[a-zA-Z0-9][a-zA-Z0-9_.-]';
const valid = /^\/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/** The name without a leading slash; at least two characters. */
export function checkName(name: string): string {
  if (!valid.test(name)) {
    throw new EngineError('invalid', `Invalid container name (${name}), only ${rule} are allowed`);
  }
  return name.replace(/^\//, '');
}

/** A random name that is not taken. */
export function randomName(random: Random, taken: (name: string) => boolean): string {
  for (let attempt = 0; ; attempt++) {
    const bytes = random(4);
    const pick = (words: readonly string[], at: number): string =>
      words[((bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)) % words.length] ?? '';
    const name = `${pick(adjectives, 0)}_${pick(surnames, 2)}`;
    const candidate = attempt < 6 ? name : `${name}${String((bytes[0] ?? 0) % 10)}`;
    if (name !== 'boring_wozniak' && !taken(candidate)) return candidate;
  }
}
