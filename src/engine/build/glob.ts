// Patterns of file names, as Go's filepath.Match has them.

const malformed = 'syntax error in pattern';

/** Throws where filepath.Match would. */
export function checkGlob(glob: string): void {
  const letters = [...glob];
  for (let at = 0; at < letters.length; at++) {
    if (letters[at] === '\\' && ++at >= letters.length) throw new Error(malformed);
    else if (letters[at] === '[') at = endOfClass(letters, at);
  }
}

/** Where "[a-z]" ends. */
function endOfClass(letters: readonly string[], start: number): number {
  let at = start + 1;
  if (letters[at] === '^') at++;
  for (let ranges = 0; letters[at] !== ']' || ranges === 0; ranges++) {
    at = afterLetter(letters, at);
    if (letters[at] === '-') at = afterLetter(letters, at + 1);
  }
  return at;
}

function afterLetter(letters: readonly string[], start: number): number {
  const at = letters[start] === '\\' ? start + 1 : start;
  const isBare = at === start && (letters[at] === '-' || letters[at] === ']');
  // A class does not end with the pattern.
  if (isBare || at + 1 >= letters.length) throw new Error(malformed);
  return at + 1;
}

/** Matches one whole name without slashes; a pattern that is none matches nothing. */
export function globPattern(glob: string): RegExp {
  try {
    checkGlob(glob);
  } catch {
    return /^\b$/;
  }
  const pieces = glob.matchAll(/\*+|\?|\[\^?(?:\\.|[^\]\\])(?:\\.|[^\]\\])*\]|\\.|[\s\S]/gu);
  const source = [...pieces].map(([piece]) => {
    if (piece.startsWith('*')) return '[^/]*';
    if (piece === '?') return '[^/]';
    if (piece.startsWith('[') && piece.length > 1) return classSource(piece);
    return quoted(piece.length > 1 ? piece.slice(1) : piece);
  });
  return new RegExp(`^${source.join('')}$`, 'su');
}

function classSource(piece: string): string {
  const isNot = piece.startsWith('[^');
  const inner = piece.slice(isNot ? 2 : 1, -1);
  const letters = inner.replace(/\\(.)|([^-\\])/gsu, (_, escaped?: string, bare?: string) =>
    (escaped ?? bare ?? '').replace(/[\^$\\.*+?()[\]{}|/-]/g, '\\$&'),
  );
  return `[${isNot ? '^/' : ''}${letters}]`;
}

function quoted(letter: string): string {
  return letter.replace(/[\^$\\.*+?()[\]{}|/]/g, '\\$&');
}
