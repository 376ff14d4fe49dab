// Command line flags as docker parses them (the rules of Go's pflag).

/** How a flag's value is read. */
export type FlagKind = 'bool' | 'text' | 'list' | 'number';

export interface Flag {
  readonly name: string;
  readonly short?: string;
  readonly kind: FlagKind;
  /** Word for the value in the help text; '' for none. */
  readonly value: string;
  readonly usage: string;
  /** Shown as "(default …)", with its own quotes. */
  readonly shown?: string;
  /** Works, but help does not speak of it. */
  readonly hidden?: boolean;
  /** The flag that this is another name of. */
  readonly meaning?: string;
  /** Checks one value; throws with the reason. */
  readonly check?: (value: string) => void;
}

export class FlagError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FlagError';
  }
}

/** Values given, by flag name, in order. */
export class FlagValues {
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(values: ReadonlyMap<string, readonly string[]>) {
    this.#values = values;
  }

  /** Names of all flags given. */
  names(): string[] {
    return [...this.#values.keys()];
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  bool(name: string, otherwise = false): boolean {
    const value = this.text(name);
    return value === null ? otherwise : parseBool(value);
  }

  /** The last value given. */
  text(name: string): string | null {
    return this.#values.get(name)?.at(-1) ?? null;
  }

  list(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  number(name: string): number | null {
    const value = this.text(name);
    return value === null ? null : Number(value);
  }
}

export interface ParsedFlags {
  readonly flags: FlagValues;
  readonly arguments: readonly string[];
}

/** Splits words into flags and arguments; not `interspersed`, the first argument ends the flags. */
export function parseFlags(
  words: readonly string[],
  known: readonly Flag[],
  interspersed: boolean,
): ParsedFlags {
  const values = new Map<string, string[]>();
  const rest: string[] = [];
  const left = [...words];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === '--') {
      rest.push(...left.splice(0));
    } else if (word.startsWith('--')) {
      parseLong(word, left, { known, values });
    } else if (word.startsWith('-') && word !== '-') {
      parseShort(word, left, { known, values });
    } else {
      rest.push(word);
      if (!interspersed) rest.push(...left.splice(0));
    }
  }
  return { flags: new FlagValues(values), arguments: rest };
}

interface Parsing {
  readonly known: readonly Flag[];
  readonly values: Map<string, string[]>;
}

function parseLong(word: string, left: string[], parsing: Parsing): void {
  const body = word.slice(2);
  if (body.startsWith('-') || body.startsWith('=')) throw new FlagError(`bad flag syntax: ${word}`);
  const equals = body.indexOf('=');
  const name = equals < 0 ? body : body.slice(0, equals);
  const flag = parsing.known.find((each) => each.name === name);
  if (!flag) throw new FlagError(`unknown flag: --${name}`);
  if (equals >= 0) return take(flag, body.slice(equals + 1), parsing);
  if (flag.kind === 'bool') return take(flag, 'true', parsing);
  const next = left.shift();
  if (next === undefined) throw new FlagError(`flag needs an argument: --${name}`);
  take(flag, next, parsing);
}

/** One word of short flags: "-it", "-n5", "-n=5", "-n" "5". */
function parseShort(word: string, left: string[], parsing: Parsing): void {
  let body = word.slice(1);
  while (body !== '') {
    const letter = body[0] ?? '';
    const flag = parsing.known.find((each) => each.short === letter);
    if (!flag) throw new FlagError(`unknown shorthand flag: '${letter}' in -${body}`);
    const after = body.slice(1);
    if (after.startsWith('=')) return take(flag, after.slice(1), parsing);
    if (flag.kind === 'bool') {
      take(flag, 'true', parsing);
      body = after;
      continue;
    }
    const value = after === '' ? left.shift() : after;
    if (value === undefined) throw new FlagError(`flag needs an argument: '${letter}' in -${body}`);
    return take(flag, value, parsing);
  }
}

function take(flag: Flag, value: string, { values }: Parsing): void {
  try {
    if (flag.kind === 'bool') parseBool(value);
    if (flag.kind === 'number') checkInteger(value);
    flag.check?.(value);
  } catch (cause) {
    const name = flag.short ? `-${flag.short}, --${flag.name}` : `--${flag.name}`;
    const why = (cause as Error).message;
    throw new FlagError(`invalid argument ${JSON.stringify(value)} for "${name}" flag: ${why}`);
  }
  const meaning = flag.meaning ?? flag.name;
  values.set(meaning, [...(values.get(meaning) ?? []), value]);
}

function parseBool(text: string): boolean {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) return true;
  if (['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text)) return false;
  throw new Error(`strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`);
}

function checkInteger(text: string): void {
  const isInteger = /^[+-]?(?:0[xX][0-9a-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9][0-9_]*)$/.test(
    text,
  );
  if (!isInteger)
    throw new Error(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
}
