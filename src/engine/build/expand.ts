// Variables and quotes in an instruction's words, as docker's own little shell reads them.

export type Variables = ReadonlyMap<string, string>;

/** One word: variables replaced, quotes and escapes taken away. */
export function expandWord(word: string, variables: Variables, escape: string): string {
  return new Reader(word, variables, escape).whole().text;
}

/** As `expandWord`, cut at blanks that were not quoted. */
export function expandWords(word: string, variables: Variables, escape: string): string[] {
  return new Reader(word, variables, escape).whole().words;
}

interface Expanded {
  readonly text: string;
  readonly words: string[];
}

const name = /^[A-Za-z_][A-Za-z0-9_]*/;
const special = /^[@*#?\-$!0-9]/;

class Reader {
  readonly #word: string;
  readonly #variables: Variables;
  readonly #escape: string;
  #at = 0;

  constructor(word: string, variables: Variables, escape: string) {
    this.#word = word;
    this.#variables = variables;
    this.#escape = escape;
  }

  whole(): Expanded {
    try {
      return this.#until('');
    } catch (error) {
      const why = (error as Error).message;
      throw new Error(`failed to process ${JSON.stringify(this.#word)}: ${why}`, { cause: error });
    }
  }

  #until(stop: string): Expanded {
    const words = new Words();
    for (;;) {
      const letter = this.#word[this.#at];
      if (letter === undefined) {
        if (stop !== '') throw new Error(`syntax error: missing '${stop}'`);
        return words.result();
      }
      if (letter === stop) {
        this.#at++;
        return words.result();
      }
      if (letter === "'") words.addQuoted(this.#single());
      else if (letter === '"') words.addQuoted(this.#double());
      else if (letter === '$') words.addRaw(this.#dollar());
      else if (letter === this.#escape) {
        this.#at++;
        // The last character of a word stands for itself.
        words.addQuoted(this.#take() ?? this.#escape);
      } else words.addRaw(this.#take() ?? '');
    }
  }

  #take(): string | undefined {
    return this.#word[this.#at++];
  }

  #single(): string {
    const end = this.#word.indexOf("'", this.#at + 1);
    if (end < 0)
      throw new Error('unexpected end of statement while looking for matching single-quote');
    const text = this.#word.slice(this.#at + 1, end);
    this.#at = end + 1;
    return text;
  }

  #double(): string {
    let text = '';
    this.#at++;
    for (;;) {
      const letter = this.#word[this.#at];
      if (letter === undefined) {
        throw new Error('unexpected end of statement while looking for matching double-quote');
      }
      if (letter === '"') {
        this.#at++;
        return text;
      }
      if (letter === '$') text += this.#dollar();
      else if (letter === this.#escape) text += this.#escaped();
      else text += this.#take() ?? '';
    }
  }

  /** Inside double quotes only `"`, `$` and the escape itself can be escaped. */
  #escaped(): string {
    this.#at++;
    const letter = this.#take();
    if (letter === undefined)
      throw new Error('unexpected end of statement while looking for matching double-quote');
    return letter === '"' || letter === '$' || letter === this.#escape
      ? letter
      : this.#escape + letter;
  }

  #dollar(): string {
    this.#at++;
    if (this.#word[this.#at] === '{') return this.#braces();
    const found = this.#name();
    return found === '' ? '$' : (this.#variables.get(found) ?? '');
  }

  #name(): string {
    const rest = this.#word.slice(this.#at);
    const found = name.exec(rest)?.[0] ?? special.exec(rest)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #braces(): string {
    this.#at++;
    const found = this.#name();
    if (this.#at >= this.#word.length) throw new Error("syntax error: missing '}'");
    if (found === '') throw new Error('syntax error: bad substitution');
    const value = this.#variables.get(found);
    const letter = this.#take();
    if (letter === '}') return value ?? '';
    if (letter === '?') return this.#otherwise(letter, found, value);
    if (letter !== ':') throw new Error("missing ':' in substitution");
    return this.#otherwise(this.#take() ?? '', found, value || undefined);
  }

  #otherwise(modifier: string, name: string, value: string | undefined): string {
    const other = this.#until('}').text;
    if (!['-', '+', '?'].includes(modifier)) {
      throw new Error(`unsupported modifier (${modifier}) in substitution`);
    }
    return substitute(modifier, name, { value, other });
  }
}

function substitute(
  modifier: string,
  name: string,
  { value, other }: { value: string | undefined; other: string },
): string {
  if (modifier === '+') return value === undefined ? '' : other;
  if (value !== undefined) return value;
  if (modifier === '-') return other;
  throw new Error(`${name}: ${other || 'is not allowed to be unset'}`);
}

class Words {
  #text = '';
  #words: string[] = [];
  #word: string | null = null;

  addQuoted(text: string): void {
    this.#text += text;
    this.#word = (this.#word ?? '') + text;
  }

  addRaw(text: string): void {
    this.#text += text;
    for (const letter of text) {
      if (!/\s/.test(letter)) this.#word = (this.#word ?? '') + letter;
      else if (this.#word !== null) {
        this.#words.push(this.#word);
        this.#word = null;
      }
    }
  }

  result(): Expanded {
    return {
      text: this.#text,
      words: this.#word === null ? this.#words : [...this.#words, this.#word],
    };
  }
}
