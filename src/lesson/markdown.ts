import { Lexer, type Token, type Tokens } from 'marked';

/** A Markdown token and the line of the file that it begins in, from 1. */
export interface Placed {
  readonly token: Token;
  readonly line: number;
}

/** Line ends of Windows are like all others. */
export function unified(source: string): string {
  return source.replaceAll('\r\n', '\n');
}

/** Tokens of what stands behind the first `skipped` characters of a file. */
export function placedTokens(source: string, skipped: number): Placed[] {
  let line = countLines(source.slice(0, skipped)) + 1;
  const all: Placed[] = [];
  for (const token of new Lexer({ gfm: true }).lex(source.slice(skipped))) {
    all.push({ token, line });
    line += countLines(token.raw);
  }
  return all.filter(({ token }) => token.type !== 'space');
}

/** What stands before the first step, and the steps, of which each begins with its title. */
export function splitSteps(tokens: readonly Placed[]) {
  const starts = tokens.flatMap(({ token }, index) => (isTitle(token) ? [index] : []));
  return {
    introduction: tokens.slice(0, starts[0] ?? tokens.length),
    steps: starts.map((start, nth) => tokens.slice(start, starts[nth + 1])),
  };
}

function isTitle(token: Token): boolean {
  return token.type === 'heading' && (token as Tokens.Heading).depth === 2;
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}
