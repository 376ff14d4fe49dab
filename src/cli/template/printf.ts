// fmt.Sprintf.
import { formatFloat, formatValue, padExponent, quote } from './print.ts';
import { type Type, typeName, type Value } from './type.ts';
import {
  elements,
  entries,
  fieldValue,
  isNil,
  type MaybeValue,
  numberOf,
  textOf,
  unwrapped,
} from './value.ts';

interface Verb {
  readonly letter: string;
  readonly flags: string;
  readonly width: number | null;
  readonly precision: number | null;
}

const directive = /%([-+# 0]*)(\d+|\*)?(\.(?:\d+|\*)?)?(?:\[(\d+)\])?(.)?/gsu;

/** Formats as Go does, complaints about wrong verbs and arguments included. */
export function sprintf(format: string, values: readonly MaybeValue[]): string {
  let next = 0;
  let reordered = false;
  const star = (): number => Number(unwrapped(values[next++] ?? null)?.data ?? 0);
  const one = ([, flags = '', width, precision, index, letter]: RegExpExecArray): string => {
    const wide = width === '*' ? star() : width === undefined ? null : Number(width);
    const exact = precision === '.*' ? star() : readPrecision(precision);
    if (letter === undefined) return '%!(NOVERB)';
    if (letter === '%') return '%';
    if (index !== undefined) {
      reordered = true;
      next = Number(index) - 1;
      if (next < 0 || next >= values.length) return `%!${letter}(BADINDEX)`;
    }
    if (next >= values.length) return `%!${letter}(MISSING)`;
    return formatVerb(values[next++] ?? null, { letter, flags, width: wide, precision: exact });
  };
  let text = '';
  let at = 0;
  for (const match of format.matchAll(directive)) {
    text += format.slice(at, match.index) + one(match);
    at = match.index + match[0].length;
  }
  text += format.slice(at);
  if (reordered || next >= values.length) return text;
  return `${text}%!(EXTRA ${values.slice(next).map(formatExtra).join(', ')})`;
}

function readPrecision(text: string | undefined): number | null {
  return text === undefined ? null : Number(text.slice(1));
}

function formatExtra(value: MaybeValue): string {
  const at = unwrapped(value);
  return at ? `${typeName(at.type)}=${formatValue(at)}` : '<nil>';
}

function formatVerb(value: MaybeValue, verb: Verb): string {
  const at = unwrapped(value);
  if (verb.letter === 'T') return pad(at ? typeName(at.type) : '<nil>', verb);
  if (verb.letter === 'v') {
    const detail = verb.flags.includes('#') ? 'go' : verb.flags.includes('+') ? 'names' : 'plain';
    if (at && isNumber(at.type)) return formatScalar(at, verb);
    return pad(formatValue(at, detail), verb);
  }
  if (at === null) return `%!${verb.letter}(<nil>)`;
  return formatDeep(at, verb);
}

/** Verbs reach into slices, maps and structs. */
function formatDeep(value: Value, verb: Verb): string {
  const { type } = value;
  if (type.format && /[sqxX]/.test(verb.letter)) {
    return formatText(type.format(value.data), verb);
  }
  switch (type.kind) {
    case 'slice':
      return `[${elements(value)
        .map((each) => formatVerb(each, verb))
        .join(' ')}]`;
    case 'map':
      return `map[${entries(value)
        .map(([key, each]) => `${formatVerb(key, verb)}:${formatVerb(each, verb)}`)
        .join(' ')}]`;
    case 'struct':
      return `{${type.fields.map((field) => formatVerb(fieldValue(value, field), verb)).join(' ')}}`;
    case 'pointer':
      if (isNil(value)) return `%!${verb.letter}(${typeName(type)}=<nil>)`;
      return `&${formatVerb({ type: type.element, data: value.data }, verb)}`;
    default:
      return formatScalar(value, verb);
  }
}

const isNumber = ({ kind }: Type): boolean => ['int', 'uint', 'float'].includes(kind);

function formatScalar(value: Value, verb: Verb): string {
  const { type } = value;
  if (type.kind === 'string') return formatText(textOf(value), verb, typeName(type));
  const text = formatPlain(value, verb);
  if (text === null) return `%!${verb.letter}(${typeName(type)}=${formatValue(value)})`;
  return pad(text, verb, type.kind !== 'bool');
}

function formatPlain(value: Value, verb: Verb): string | null {
  if (value.type.kind === 'bool') return verb.letter === 't' ? formatValue(value) : null;
  if (value.type.kind === 'float') return formatDecimal(numberOf(value), verb);
  return formatInteger(numberOf(value), verb);
}

function formatText(text: string, verb: Verb, type = 'string'): string {
  const cut = verb.precision === null ? text : [...text].slice(0, verb.precision).join('');
  switch (verb.letter) {
    case 's':
    case 'v':
      return pad(cut, verb);
    case 'q':
      return pad(verb.flags.includes('#') && !cut.includes('`') ? `\`${cut}\`` : quote(cut), verb);
    case 'x':
    case 'X': {
      const bytes = [...new TextEncoder().encode(text)];
      const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
      const joined = hex.join(verb.flags.includes(' ') ? ' ' : '');
      return pad(verb.letter === 'X' ? joined.toUpperCase() : joined, verb);
    }
    default:
      return `%!${verb.letter}(${type}=${text})`;
  }
}

const bases: Readonly<Record<string, [base: number, prefix: string]>> = {
  d: [10, ''],
  v: [10, ''],
  b: [2, '0b'],
  o: [8, '0'],
  O: [8, '0o'],
  x: [16, '0x'],
  X: [16, '0X'],
};

function formatInteger(number: number, verb: Verb): string | null {
  const { letter, flags, precision } = verb;
  const base = bases[letter];
  if (!base) return formatCharacter(number, letter, flags.includes('#'));
  const [radix, prefix] = base;
  const digits = Math.abs(number)
    .toString(radix)
    .padStart(precision ?? 1, '0');
  const shown = flags.includes('#') || letter === 'O' ? prefix : '';
  return signOf(number, verb) + shown + (letter === 'X' ? digits.toUpperCase() : digits);
}

function signOf(number: number, { flags }: Verb): string {
  if (number < 0) return '-';
  return flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
}

function formatCharacter(number: number, letter: string, sharp: boolean): string | null {
  const character = number >= 0 && number <= 0x10ffff ? String.fromCodePoint(number) : '\ufffd';
  const hex = number.toString(16).toUpperCase().padStart(4, '0');
  switch (letter) {
    case 'c':
      return character;
    case 'q':
      return `'${quote(character).slice(1, -1).replace('\\"', '"')}'`;
    case 'U':
      return sharp ? `U+${hex} '${character}'` : `U+${hex}`;
    default:
      return null;
  }
}

function formatDecimal(number: number, verb: Verb): string | null {
  const size = Math.abs(number);
  const usual = 6;
  const { precision } = verb;
  const sign = signOf(number, verb);
  switch (verb.letter) {
    case 'f':
    case 'F':
      return sign + size.toFixed(precision ?? usual);
    case 'e':
      return sign + padExponent(size.toExponential(precision ?? usual));
    case 'E':
      return (sign + padExponent(size.toExponential(precision ?? usual))).toUpperCase();
    case 'v':
    case 'g':
    case 'G':
      return sign + (precision === null ? formatFloat(size) : formatGeneral(size, precision));
    default:
      return null;
  }
}

function formatGeneral(number: number, precision: number): string {
  const text = number.toPrecision(Math.max(1, precision));
  const [mantissa = '', exponent] = text.split('e');
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return exponent === undefined ? short : padExponent(`${short}e${exponent}`);
}

function pad(text: string, { flags, width }: Verb, number = false): string {
  const missing = Math.abs(width ?? 0) - [...text].length;
  if (missing <= 0) return text;
  if (flags.includes('-') || (width ?? 0) < 0) return text + ' '.repeat(missing);
  if (!flags.includes('0')) return ' '.repeat(missing) + text;
  const sign = number ? (/^[+-]/.exec(text)?.[0] ?? '') : '';
  return sign + '0'.repeat(missing) + text.slice(sign.length);
}
