// A template's text as tokens, by the rules of Go's text/template.

export type TokenKind =
  | 'error'
  | 'bool'
  | 'char'
  | 'charConstant'
  | 'declare'
  | 'assign'
  | 'eof'
  | 'field'
  | 'identifier'
  | 'leftDelimiter'
  | 'leftParen'
  | 'number'
  | 'pipe'
  | 'rawString'
  | 'rightDelimiter'
  | 'rightParen'
  | 'space'
  | 'string'
  | 'text'
  | 'variable'
  | 'dot'
  | 'nil'
  | 'keyword';

/** What an argument of a command can begin with. */
export const operands: ReadonlySet<TokenKind> = new Set([
  'bool',
  'charConstant',
  'dot',
  'field',
  'identifier',
  'number',
  'nil',
  'rawString',
  'string',
  'variable',
  'leftParen',
]);

export interface Token {
  readonly kind: TokenKind;
  /** Where it begins in the text. */
  readonly at: number;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

const keywords = new Set('block break continue define else end if range template with'.split(' '));
const space = /[ \t\r\n]/;
const alphanumeric = /[\p{L}\p{Nd}_]/u;

/** All tokens; the last is the end of the text or an error. */
export function lexTemplate(source: string): Token[] {
  return new Lexer(source).run();
}

class Lexer {
  readonly #source: string;
  readonly #tokens: Token[] = [];
  #at = 0;
  #start = 0;
  #line = 1;
  #depth = 0;
  #failed = false;

  constructor(source: string) {
    this.#source = source;
  }

  run(): Token[] {
    while (!this.#failed && this.#at < this.#source.length) this.#text();
    if (!this.#failed) this.#emit('eof');
    return this.#tokens;
  }

  /** Text up to the next action, and that action. */
  #text(): void {
    const open = this.#source.indexOf('{{', this.#at);
    const end = open < 0 ? this.#source.length : open;
    const trims = open >= 0 && /^-[ \t\r\n]/.test(this.#source.slice(open + 2, open + 4));
    const text = this.#source.slice(this.#at, end);
    const kept = trims ? text.trimEnd().length : text.length;
    this.#at += kept;
    if (kept > 0) this.#emit('text');
    this.#at = end;
    this.#skip();
    if (open < 0) return;
    this.#at += trims ? 4 : 2;
    if (this.#source.startsWith('/*', this.#at)) return this.#comment();
    this.#emitFrom('leftDelimiter', open, '{{');
    this.#depth = 0;
    this.#action();
  }

  #comment(): void {
    const end = this.#source.indexOf('*/', this.#at + 2);
    if (end < 0) return this.#fail('unclosed comment');
    this.#at = end + 2;
    const close = this.#rightDelimiter();
    if (close === 0) return this.#fail('comment ends before closing delimiter');
    this.#close(close);
  }

  /** Length of the right delimiter that stands here; 0 for none. */
  #rightDelimiter(): number {
    const rest = this.#source.slice(this.#at, this.#at + 4);
    if (/^[ \t\r\n]-\}\}/.test(rest)) return 4;
    return rest.startsWith('}}') ? 2 : 0;
  }

  #close(length: number): void {
    this.#at += length;
    if (length === 4) while (space.test(this.#source[this.#at] ?? '')) this.#at++;
    this.#skip();
  }

  #action(): void {
    for (;;) {
      const close = this.#rightDelimiter();
      if (close > 0) {
        if (this.#depth > 0) return this.#fail('unclosed left paren');
        this.#emitFrom('rightDelimiter', this.#at, '}}');
        return this.#close(close);
      }
      this.#token();
      if (this.#failed) return;
    }
  }

  #token(): void {
    const character = this.#next();
    if (character === '') return this.#fail('unclosed action');
    if (space.test(character)) return this.#spaces();
    if (/[+\-0-9]/.test(character) || (character === '.' && this.#isNumber())) {
      this.#at -= 1;
      return this.#number();
    }
    if (alphanumeric.test(character)) return this.#identifier();
    const special = this.#special[character];
    if (special) return special();
    if (/^[\x20-\x7e]$/.test(character)) return this.#emit('char');
    this.#fail(`unrecognized character in action: ${formatRune(character)}`);
  }

  readonly #special: Readonly<Record<string, () => void>> = {
    '=': () => this.#emit('assign'),
    ':': () => {
      if (this.#next() === '=') this.#emit('declare');
      else this.#fail('expected :=');
    },
    '|': () => this.#emit('pipe'),
    '"': () => this.#quoted('"', 'string', 'unterminated quoted string'),
    "'": () => this.#quoted("'", 'charConstant', 'unterminated character constant'),
    '`': () => this.#raw(),
    $: () => this.#name('variable'),
    '.': () => this.#name('field'),
    '(': () => {
      this.#emit('leftParen');
      this.#depth++;
    },
    ')': () => {
      this.#emit('rightParen');
      if (--this.#depth < 0) this.#fail(`unexpected right paren ${formatRune(')')}`);
    },
  };

  /** After a dot: a digit, or the end of the text, makes it a number. */
  #isNumber(): boolean {
    const next = this.#source[this.#at];
    return next === undefined || /[0-9]/.test(next);
  }

  #spaces(): void {
    while (space.test(this.#source[this.#at] ?? '') && this.#rightDelimiter() === 0) this.#at++;
    if (this.#source.startsWith('-}}', this.#at)) {
      // The last space belongs to the delimiter.
      this.#at--;
      if (this.#at === this.#start) return;
    }
    this.#emit('space');
  }

  #identifier(): void {
    while (alphanumeric.test(this.#peek())) this.#next();
    if (!this.#isTerminated()) return this.#badCharacter();
    const word = this.#source.slice(this.#start, this.#at);
    if (keywords.has(word)) this.#emit('keyword');
    else if (word === 'nil') this.#emit('nil');
    else this.#emit(word === 'true' || word === 'false' ? 'bool' : 'identifier');
  }

  /** A field or a variable; its first character was taken. */
  #name(kind: 'field' | 'variable'): void {
    if (this.#isTerminated()) return this.#emit(kind === 'field' ? 'dot' : kind);
    while (alphanumeric.test(this.#peek())) this.#next();
    if (!this.#isTerminated()) return this.#badCharacter();
    this.#emit(kind);
  }

  #isTerminated(): boolean {
    const next = this.#peek();
    if (next === '' || space.test(next) || '.,|:)('.includes(next)) return true;
    return this.#source.startsWith('}}', this.#at);
  }

  #badCharacter(): void {
    this.#fail(`bad character ${formatRune(this.#peek())}`);
  }

  #quoted(quote: string, kind: TokenKind, unterminated: string): void {
    for (;;) {
      let character = this.#next();
      if (character === '\\') {
        character = this.#next();
        if (character !== '' && character !== '\n') continue;
      }
      if (character === '' || character === '\n') return this.#fail(unterminated);
      if (character === quote) return this.#emit(kind);
    }
  }

  #raw(): void {
    const end = this.#source.indexOf('`', this.#at);
    if (end < 0) return this.#fail('unterminated raw quoted string');
    this.#at = end + 1;
    this.#emit('rawString');
  }

  #number(): void {
    const rest = this.#source.slice(this.#at);
    const number =
      /^[+-]?(?:0[xX][0-9a-fA-F_]*\.?[0-9a-fA-F_]*(?:[pP][+-]?[0-9_]*)?|0[oO][0-7_]*|0[bB][01_]*|[0-9_]*\.?[0-9_]*(?:[eE][+-]?[0-9_]*)?)/;
    this.#at += number.exec(rest)?.[0].length ?? 0;
    if (alphanumeric.test(this.#peek())) {
      this.#next();
      return this.#fail(
        `bad number syntax: ${JSON.stringify(this.#source.slice(this.#start, this.#at))}`,
      );
    }
    this.#emit('number');
  }

  #peek(): string {
    const code = this.#source.codePointAt(this.#at);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  #next(): string {
    const character = this.#peek();
    this.#at += character.length;
    return character;
  }

  #emit(kind: TokenKind): void {
    this.#emitFrom(kind, this.#start, this.#source.slice(this.#start, this.#at));
  }

  #emitFrom(kind: TokenKind, at: number, text: string): void {
    this.#tokens.push({ kind, at, line: this.#line, text });
    this.#skip();
  }

  /** The next token begins here. */
  #skip(): void {
    this.#line += this.#source.slice(this.#start, this.#at).split('\n').length - 1;
    this.#start = this.#at;
  }

  #fail(message: string): void {
    this.#failed = true;
    this.#tokens.push({ kind: 'error', at: this.#start, line: this.#line, text: message });
  }
}

/** "U+007D '}'", as Go's %#U. */
function formatRune(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase().padStart(4, '0');
  const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character);
  return printable ? `U+${hex} '${character}'` : `U+${hex}`;
}
