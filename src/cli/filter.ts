// `--filter NAME=VALUE` as docker reads it; each list tells which names it knows.
import { EngineError } from '../engine/error.ts';

/** Refuses a condition without "=": a check for flags. */
export function checkFilter(text: string): void {
  if (text !== '' && !text.includes('=')) {
    throw new Error('bad format of filter (expected name=value)');
  }
}

export class Filters {
  readonly #values = new Map<string, string[]>();

  /** Throws "Invalid filter" for a name that is not among `accepted`. */
  constructor(conditions: readonly string[], accepted: string) {
    for (const condition of conditions) {
      if (condition === '') continue;
      const [name = '', value = ''] = condition.split(/=(.*)/s).map((part) => part.trim());
      const key = name.toLowerCase();
      this.#values.set(key, [...new Set([...this.values(key), value])]);
    }
    const known = accepted.split(' ');
    const unknown = [...this.#values.keys()].find((name) => !known.includes(name));
    if (unknown !== undefined) throw new EngineError('invalid', `Invalid filter '${unknown}'`);
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  values(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  /** True where there is no such condition, or where one of them is this text. */
  isExactly(name: string, text: string): boolean {
    return !this.has(name) || this.values(name).includes(text);
  }

  /** As `isExactly`, with regular expressions; what is no expression never fits. */
  fits(name: string, ...texts: readonly string[]): boolean {
    if (!this.has(name)) return true;
    return this.values(name).some((pattern) => texts.some((text) => isMatch(pattern, text)));
  }

  /** True where all labels asked for are there, with the values asked for. */
  fitsLabels(labels: Readonly<Record<string, string>>, name = 'label'): boolean {
    return this.values(name).every((wanted) => hasLabel(labels, wanted));
  }

  /** A switch: null where it was not asked for. */
  bool(name: string): boolean | null {
    if (!this.has(name)) return null;
    const values = this.values(name);
    if (values.some((value) => value === '1' || value === 'true')) return true;
    if (values.some((value) => value === '0' || value === 'false')) return false;
    throw new EngineError('invalid', `Invalid filter '${name}=[${values.join(' ')}]'`);
  }
}

function isMatch(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return false;
  }
}

function hasLabel(labels: Readonly<Record<string, string>>, wanted: string): boolean {
  const [name = '', value] = wanted.split(/=(.*)/s);
  return Object.hasOwn(labels, name) && (value === undefined || labels[name] === value);
}
