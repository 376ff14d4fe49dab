// How the text behind an instruction's name falls into flags and words; quotes and escapes stay for later.

/** First word and the rest, both trimmed. */
export function splitSpace(text: string): [first: string, rest: string] {
  const [, first = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(text.trimStart()) ?? [];
  return [first, rest.trimEnd()];
}

/** Words at blanks that are neither quoted nor escaped. */
export function parseWords(text: string, escape: string): string[] {
  const words: string[] = [];
  let word = '';
  for (const piece of pieces(text, escape)) {
    if (!/^\s$/.test(piece)) word += piece;
    else if (word !== '') {
      words.push(word);
      word = '';
    }
  }
  return word === '' ? words : [...words, word];
}

/** Single letters, escaped ones with their escape, and whole quotes. */
function* pieces(text: string, escape: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const letter = text[at] ?? '';
    let end = at + 1;
    if (letter === escape) end++;
    else if (letter === '"' || letter === "'") end = endOfQuote(text, at, escape);
    yield text.slice(at, end);
    at = end;
  }
}

function endOfQuote(text: string, start: number, escape: string): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === escape && quote === '"') at++;
    else if (text[at] === quote) return at + 1;
  }
  return text.length;
}

/** The flags in front: "--from=x --chown=y a b". */
export function splitFlags(text: string, escape: string): { flags: string[]; text: string } {
  const flags: string[] = [];
  let rest = text.trim();
  while (rest.startsWith('--')) {
    const [word = ''] = parseWords(rest, escape);
    rest = rest.slice(word.length).trimStart();
    if (word === '--') break;
    flags.push(unquote(word, escape));
  }
  return { flags, text: rest };
}

function unquote(word: string, escape: string): string {
  let result = '';
  let quote = '';
  for (let at = 0; at < word.length; at++) {
    const letter = word[at] ?? '';
    if (letter === escape && quote !== "'" && at + 1 < word.length) result += word[++at] ?? '';
    else if (quote === '' && (letter === '"' || letter === "'")) quote = letter;
    else if (letter === quote) quote = '';
    else result += letter;
  }
  return result;
}
