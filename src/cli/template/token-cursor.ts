// A place among a template's tokens, and the sentences for a token that does not belong there.
import type { Token, TokenKind } from './lex.ts';

export class TemplateError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TemplateError';
  }
}

export class TokenCursor {
  protected readonly tokens: readonly Token[];
  protected readonly name: string;
  protected next = 0;
  /** Line of the action being read; 0 outside. */
  protected actionLine = 0;

  constructor(tokens: readonly Token[], name: string) {
    this.tokens = tokens;
    this.name = name;
  }

  protected peek(): Token {
    const token = this.tokens[this.next] ?? this.tokens.at(-1);
    if (!token) throw new Error('A template without tokens');
    return token;
  }

  protected take(): Token {
    const token = this.peek();
    this.next++;
    return token;
  }

  protected peekSolid(): Token {
    while (this.peek().kind === 'space') this.next++;
    return this.peek();
  }

  protected takeSolid(): Token {
    this.peekSolid();
    return this.take();
  }

  protected expect(kind: TokenKind, context: string): Token {
    const token = this.takeSolid();
    return token.kind === kind ? token : this.unexpected(token, context);
  }

  protected unexpected(token: Token, context: string): never {
    if (token.kind !== 'error') this.fail(`unexpected ${formatToken(token)} in ${context}`);
    if (this.actionLine === 0 || this.actionLine === token.line) return this.fail(token.text);
    const where = ` in action started at ${this.name}:${String(this.actionLine)}`;
    const isAction = token.text.endsWith(' action');
    this.fail(token.text + (isAction ? where.slice(' in action'.length) : where));
  }

  protected fail(message: string): never {
    const token = this.tokens[Math.max(0, Math.min(this.next, this.tokens.length) - 1)];
    throw new TemplateError(`template: ${this.name}:${String(token?.line ?? 1)}: ${message}`);
  }
}

function formatToken({ kind, text }: Token): string {
  if (kind === 'eof') return 'EOF';
  if (kind === 'keyword' || kind === 'nil' || kind === 'dot') return `<${text}>`;
  const characters = [...text];
  if (characters.length <= 10) return JSON.stringify(text);
  return `${JSON.stringify(characters.slice(0, 10).join(''))}...`;
}
