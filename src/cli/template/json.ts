// JSON as Go's encoding/json writes it.
import { formatValue } from './print.ts';
import { type StructType, type Type, type Value } from './type.ts';
import {
  entries,
  fieldValue,
  isNil,
  lengthOf,
  type MaybeValue,
  numberOf,
  textOf,
  unwrapped,
} from './value.ts';

/** Compact JSON; `html` escapes <, > and & as well, which is Go's default. */
export function formatJson(value: MaybeValue, html = false): string {
  const at = unwrapped(value);
  if (at === null || isNil(at)) return 'null';
  const { type, data } = at;
  switch (type.kind) {
    case 'string':
      return formatString(at, html);
    case 'pointer':
      return formatJson({ type: type.element, data }, html);
    case 'slice':
      return formatSlice(at, type.element, html);
    case 'map':
      return formatMap(at, html);
    case 'struct':
      return type.marshal?.(data) ?? `{${members(at, type, html).join(',')}}`;
    default:
      return formatBasic(at);
  }
}

function formatString(value: Value, html: boolean): string {
  return value.type.name === 'json.Number' ? textOf(value) : formatText(textOf(value), html);
}

/** JSON has floats in another form than fmt, and a time.Duration is a number in it. */
function formatBasic(value: Value): string {
  const isNumber = value.type.kind === 'float' || value.type.kind === 'int';
  return isNumber ? String(numberOf(value)) : formatValue(value);
}

function formatSlice(value: Value, element: Type, html: boolean): string {
  const items = (value.data as readonly unknown[]).map((data) =>
    formatJson({ type: element, data }, html),
  );
  return `[${items.join(',')}]`;
}

function formatMap(value: Value, html: boolean): string {
  const items = entries(value).map(
    ([key, each]) => `${formatText(key.data as string, html)}:${formatJson(each, html)}`,
  );
  return `{${items.join(',')}}`;
}

function members(value: Value, { fields }: StructType, html: boolean): string[] {
  return fields.flatMap((field) => {
    if (field.key === '-') return [];
    const inner = fieldValue(value, field);
    const struct = field.type.kind === 'pointer' ? field.type.element : field.type;
    if (field.embedded && struct.kind === 'struct') return members(inner, struct, html);
    if (field.omitEmpty && isEmpty(inner)) return [];
    return [`${formatText(field.key, html)}:${formatJson(inner, html)}`];
  });
}

/** What "omitempty" omits. */
function isEmpty(value: Value): boolean {
  const { type, data } = value;
  if (type.kind === 'struct') return false;
  if (type.kind === 'pointer' || type.kind === 'any') return isNil(value);
  return (lengthOf(value) ?? (data ? 1 : 0)) === 0;
}

function formatText(text: string, html: boolean): string {
  const quoted = JSON.stringify(text.replace(/\p{Surrogate}/gu, '\ufffd'))
    .replaceAll('\\b', '\\u0008')
    .replaceAll('\\f', '\\u000c')
    .replace(/[\u2028\u2029]/g, escapeUnit);
  return html ? quoted.replace(/[<>&]/g, escapeUnit) : quoted;
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** JSON broken into lines (json.Indent). */
export function indentJson(json: string, indent: string): string {
  let depth = 0;
  const line = (): string => `\n${indent.repeat(depth)}`;
  return json.replace(
    /"(?:[^"\\]|\\.)*"|[[{](?:\s*[\]}])?|[\]},:]|[^"[\]{},:]+/g,
    (token: string) => {
      if (token === '[' || token === '{') {
        depth++;
        return token + line();
      }
      if (token === ']' || token === '}') {
        depth--;
        return line() + token;
      }
      if (token === ',') return `,${line()}`;
      return token === ':' ? ': ' : token;
    },
  );
}
