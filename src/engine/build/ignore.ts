// .dockerignore: which files of a context stay behind (moby's pkg/fileutils).

export interface Ignore {
  /** Whether a path of the context, without a slash in front, is left out. */
  excludes(path: string): boolean;
  /** Some pattern brings back what others leave out. */
  readonly hasExceptions: boolean;
}

interface Pattern {
  readonly isException: boolean;
  readonly test: RegExp;
  readonly depth: number;
}

export function parseIgnore(text: string): Ignore {
  const patterns = text
    .replace(/^\ufeff/, '')
    .split('\n')
    .filter((line) => !line.startsWith('#') && line.trim() !== '')
    .map((line) => parsePattern(line.trim()));
  return {
    hasExceptions: patterns.some(({ isException }) => isException),
    excludes: (path) => {
      const parts = path.split('/');
      let excluded = false;
      for (const { isException, test, depth } of patterns) {
        const above = parts.slice(0, depth).join('/');
        const matches = test.test(path) || (depth < parts.length && test.test(above));
        if (matches) excluded = !isException;
      }
      return excluded;
    },
  };
}

function parsePattern(line: string): Pattern {
  const isException = line.startsWith('!');
  const parts = (isException ? line.slice(1).trim() : line).split('/');
  const clean: string[] = [];
  for (const part of parts) {
    if (part === '..') clean.pop();
    else if (part !== '' && part !== '.') clean.push(part);
  }
  return { isException, test: globPattern(clean.join('/')), depth: clean.length };
}

/** Go's filepath.Match, with `**` for any number of directories. */
export function globPattern(glob: string): RegExp {
  const special = /\*\*\/|\*\*|\*|\?|\[[^\]]*\]|\\.|[\s\S]/gu;
  const source = [...glob.matchAll(special)].map(([piece]) => {
    if (piece === '**/') return '(?:.*/)?';
    if (piece === '**') return '.*';
    if (piece === '*') return '[^/]*';
    if (piece === '?') return '[^/]';
    if (piece.startsWith('[') && piece.length > 1) return piece.replace(/\\(?!.)/g, '\\\\');
    return piece.replace(/^\\/, '').replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  });
  try {
    return new RegExp(`^${source.join('')}$`, 'su');
  } catch {
    return /^\b$/; // a pattern that is none matches nothing
  }
}
