// Values as Go's fmt prints them.
import { type Field, type StructType, type Type, typeName, type Value } from './type.ts';
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

/** How much of a value's type is shown: %v, %+v or %#v. */
export type Detail = 'plain' | 'names' | 'go';

/** A number for what Go would print the address of; no address means anything here. */
const address = '0xc000010000';

/** A value as %v prints it. */
export function formatValue(value: MaybeValue, detail: Detail = 'plain', depth = 0): string {
  const at = unwrapped(value);
  if (at === null) return detail === 'go' ? 'interface {}(nil)' : '<nil>';
  const { type } = at;
  if (type.format && detail !== 'go') return type.format(at.data);
  switch (type.kind) {
    case 'slice':
      return formatSlice(at, detail, depth);
    case 'map':
      return formatMap(at, detail, depth);
    case 'struct':
      return formatStruct(at, type, detail, depth);
    case 'pointer':
      return formatPointer(at, type.element, detail, depth);
    default:
      return formatBasic(at, detail);
  }
}

function formatBasic(value: Value, detail: Detail): string {
  switch (value.type.kind) {
    case 'string':
      return detail === 'go' ? quote(textOf(value)) : textOf(value);
    case 'bool':
      return String(value.data ?? false);
    case 'float':
      return formatFloat(numberOf(value));
    default:
      return String(numberOf(value));
  }
}

function formatSlice(value: Value, detail: Detail, depth: number): string {
  const items = elements(value).map((each) => formatValue(each, detail, depth + 1));
  if (detail !== 'go') return `[${items.join(' ')}]`;
  return typeName(value.type) + (isNil(value) ? '(nil)' : `{${items.join(', ')}}`);
}

function formatMap(value: Value, detail: Detail, depth: number): string {
  const items = entries(value).map(
    ([key, each]) =>
      `${formatValue(key, detail, depth + 1)}:${formatValue(each, detail, depth + 1)}`,
  );
  if (detail !== 'go') return `map[${items.join(' ')}]`;
  return typeName(value.type) + (isNil(value) ? '(nil)' : `{${items.join(', ')}}`);
}

function formatStruct(value: Value, type: StructType, detail: Detail, depth: number): string {
  const one = (field: Field): string => {
    const text = formatValue(fieldValue(value, field), detail, depth + 1);
    return detail === 'plain' ? text : `${field.name}:${text}`;
  };
  const items = type.fields.map(one);
  return detail === 'go' ? `${type.name}{${items.join(', ')}}` : `{${items.join(' ')}}`;
}

function formatPointer(value: Value, element: Type, detail: Detail, depth: number): string {
  if (isNil(value)) return detail === 'go' ? `(${typeName(value.type)})(nil)` : '<nil>';
  const shown = depth === 0 && ['struct', 'slice', 'map'].includes(element.kind);
  if (shown) return `&${formatValue({ type: element, data: value.data }, detail, depth + 1)}`;
  return detail === 'go' ? `(${typeName(value.type)})(${address})` : address;
}

/** Go's %g with as few digits as tell the number, and an exponent from 1e+06 on. */
export function formatFloat(number: number): string {
  if (Number.isNaN(number)) return 'NaN';
  if (!Number.isFinite(number)) return number > 0 ? '+Inf' : '-Inf';
  const size = Math.abs(number);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return padExponent(number.toExponential());
  return Object.is(number, -0) ? '-0' : String(number);
}

/** An exponent has a sign and two digits at least. */
export function padExponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

/** A quoted string (%q). */
export function quote(text: string): string {
  const escapes: Readonly<Record<string, string>> = {
    '\x07': '\\a',
    '\b': '\\b',
    '\f': '\\f',
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
    '\v': '\\v',
    '"': '\\"',
    '\\': '\\\\',
  };
  const body = [...text].map((character) => {
    const code = character.codePointAt(0) ?? 0;
    if (escapes[character] !== undefined) return escapes[character];
    if (/[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(character)) return character;
    if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
    const wide = code > 0xffff;
    return `\\${wide ? 'U' : 'u'}${code.toString(16).padStart(wide ? 8 : 4, '0')}`;
  });
  return `"${body.join('')}"`;
}

/** fmt.Sprint: a space between operands when neither is a string. */
export function sprint(values: readonly MaybeValue[]): string {
  const isText = (value: MaybeValue | undefined): boolean =>
    unwrapped(value ?? null)?.type.kind === 'string';
  return values
    .map((value, index) => {
      const gap = index > 0 && !isText(value) && !isText(values[index - 1]) ? ' ' : '';
      return gap + formatValue(value);
    })
    .join('');
}
