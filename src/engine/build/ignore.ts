// .dockerignore: which files of a context stay behind (moby's builder/dockerignore and pkg/fileutils).
import { checkGlob } from './glob.ts';

export interface Ignore {
  /** Whether a path of the context, without a slash in front, is left out. */
  excludes(path: string): boolean;
  /** Whether there may be something wanted in a directory that is left out: an exception's pattern begins with its name. */
  looksInto(directory: string): boolean;
}

interface Pattern {
  readonly text: string;
  readonly isException: boolean;
  readonly test: RegExp;
  readonly depth: number;
}

/** The patterns of a file, an exception with "!" in front. */
export function readIgnore(text: string): string[] {
  const lines = text.replace(/^\ufeff/, '').split('\n');
  const patterns = lines.filter((line) => !line.startsWith('#') && line.trim() !== '');
  return patterns.map((line) => {
    const whole = line.trim();
    const isException = whole.startsWith('!');
    const path = isException ? whole.slice(1).trim() : whole;
    const clean = path === '' ? '' : cleanPattern(path).replace(/^\/(?=.)/, '');
    return isException ? `!${clean}` : clean;
  });
}

/** Throws docker's sentence for a pattern that is none. */
export function compileIgnore(patterns: readonly string[]): Ignore {
  const compiled = patterns.map(compile);
  const exceptions = compiled.filter(({ isException }) => isException);
  return {
    excludes: (path) => {
      const parts = path.split('/');
      let excluded = false;
      for (const { isException, test, depth } of compiled) {
        const above = parts.slice(0, depth).join('/');
        const matches = test.test(path) || (depth < parts.length && test.test(above));
        if (matches) excluded = !isException;
      }
      return excluded;
    },
    looksInto: (directory) => exceptions.some(({ text }) => `${text}/`.startsWith(`${directory}/`)),
  };
}

function compile(pattern: string): Pattern {
  if (pattern === '!') throw new Error('illegal exclusion pattern: "!"');
  const isException = pattern.startsWith('!');
  const text = cleanPattern(isException ? pattern.slice(1) : pattern);
  checkGlob(text);
  return { text, isException, test: expression(text), depth: text.split('/').length };
}

/** Go's filepath.Clean. */
function cleanPattern(path: string): string {
  const isAbsolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!isAbsolute) parts.push(part);
  }
  const joined = parts.join('/');
  return isAbsolute ? `/${joined}` : joined || '.';
}

/** As docker makes it: what stands for itself in a pattern but not in a regular expression is not escaped, but for "." and "$". */
function expression(glob: string): RegExp {
  const pieces = glob.matchAll(/\*\*\/?|\*|\?|\\.|[\s\S]/gu);
  const source = [...pieces].map(({ 0: piece, index }) => {
    if (piece.startsWith('**')) return index + piece.length === glob.length ? '.*' : '(.*/)?';
    if (piece === '*') return '[^/]*';
    if (piece === '?') return '[^/]';
    return piece === '.' || piece === '$' ? `\\${piece}` : piece;
  });
  const whole = `^${source.join('')}$`;
  for (const flags of ['su', 's']) {
    try {
      return new RegExp(whole, flags);
    } catch {
      continue; // stricter about Unicode than Go is
    }
  }
  throw new Error('syntax error in pattern');
}
