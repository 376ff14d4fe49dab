// Go's literals: quoted strings, characters, numbers.
import type { NumberNode } from './node.ts';

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};
const escape =
  /\\(?:(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))|([0-3][0-7]{2})|([abfnrtv\\'"])|.?)/gsu;

/** The text of a quoted string, or null where it is none (strconv.Unquote). */
export function unquote(quoted: string): string | null {
  const quote = quoted[0] ?? '';
  const body = quoted.slice(1, -1);
  if (quote === '`') return body.replaceAll('\r', '');
  let valid = true;
  const text = body.replace(escape, (...[, x, u, long, octal, letter]: (string | undefined)[]) => {
    const meant = letter === undefined ? character(x ?? u ?? long, octal) : letterOf(letter, quote);
    valid &&= meant !== null;
    return meant ?? '';
  });
  return valid ? text : null;
}

function letterOf(letter: string, quote: string): string | null {
  if ((letter === '"' || letter === "'") && letter !== quote) return null;
  return escapes[letter] ?? letter;
}

function character(hex: string | undefined, octal: string | undefined): string | null {
  const code = octal === undefined ? parseInt(hex ?? '', 16) : parseInt(octal, 8);
  return code <= 0x10ffff ? String.fromCodePoint(code) : null;
}

/** Digits that read as a float only: too many, or 8 and 9 after a 0. */
function isNoInteger(digits: string): boolean {
  return /^0\d*[89]\d*$/.test(digits) || (/^\d+$/.test(digits) && Number(digits) >= 2 ** 64);
}

/** A number's or character's meaning; an error message where it has none. */
export function parseNumber(text: string, at: number): NumberNode | string {
  if (text.startsWith("'")) {
    const character = unquote(text);
    if (character === null || [...character].length !== 1) {
      return `malformed character constant: ${text}`;
    }
    return { kind: 'number', at, text, value: character.codePointAt(0) ?? 0, isFloat: false };
  }
  const plain = text.replaceAll('_', '');
  const sign = plain.startsWith('-') ? -1 : 1;
  const digits = plain.replace(/^[+-]/, '');
  const prefixed = /^0[xXoObB]/.test(digits);
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  const value = sign * Number(octal);
  if (Number.isNaN(value) || !/\d/.test(digits)) {
    return `illegal number syntax: ${JSON.stringify(text)}`;
  }
  if (isNoInteger(digits)) {
    return `integer overflow: ${JSON.stringify(text)}`;
  }
  return { kind: 'number', at, text, value, isFloat: !prefixed && /[.eE]/.test(text) };
}
