// The functions that every Go template has.
import { comparisons } from './compare.ts';
import { FunctionError, type TemplateFunction } from './function.ts';
import { formatValue, sprint } from './print.ts';
import { sprintf } from './printf.ts';
import {
  anyType,
  basicTypes,
  flag,
  integer,
  stringType,
  text,
  typeName,
  type Value,
} from './type.ts';
import {
  elements,
  indirect,
  isNil,
  isTrue,
  lengthOf,
  mapEntry,
  type MaybeValue,
  textOf,
  unwrapped,
} from './value.ts';

const texts = (call: (...values: MaybeValue[]) => string): TemplateFunction => ({
  parameters: [],
  rest: anyType,
  call: (...values) => text(call(...values)),
});

/** and, or: here for their names and counts; how they stop early is the executor's. */
const logic = (stops: boolean): TemplateFunction => ({
  parameters: [anyType],
  rest: anyType,
  call: (...values) => values.find((value) => isTrue(value) === stops) ?? values.at(-1) ?? null,
});

export const builtins: Readonly<Record<string, TemplateFunction>> = {
  ...comparisons,
  and: logic(false),
  or: logic(true),
  not: { parameters: [anyType], call: (value = null) => flag(!isTrue(value)) },
  len: { parameters: [anyType], call: (value = null) => integer(length(value)) },
  index: { parameters: [anyType], rest: anyType, call: index },
  slice: { parameters: [anyType], rest: anyType, call: slice },
  call: { parameters: [anyType], rest: anyType, call: callFunction },
  print: texts((...values) => sprint(values)),
  println: texts((...values) => `${values.map((value) => formatValue(value)).join(' ')}\n`),
  printf: {
    parameters: [stringType],
    rest: anyType,
    call: (format, ...values) => text(sprintf((format?.data ?? '') as string, values)),
  },
  html: texts((...values) => escapeHtml(shown(values))),
  js: texts((...values) => escapeScript(shown(values))),
  urlquery: texts((...values) => escapeQuery(shown(values))),
};

function length(value: MaybeValue): number {
  // What a map does not have is no value, of which Go's reflect cannot even tell a type.
  if (!value) throw new FunctionError('reflect: call of reflect.Value.Type on zero Value');
  const at = unwrapped(value);
  if (!at) throw new FunctionError('len of nil pointer');
  const target = indirect(at);
  if (target.type.kind === 'pointer') throw new FunctionError('len of nil pointer');
  const count = lengthOf(target);
  if (count === null) throw new FunctionError(`len of type ${typeName(target.type)}`);
  return count;
}

function index(item: MaybeValue = null, ...keys: MaybeValue[]): MaybeValue {
  let at = unwrapped(item);
  if (!at) throw new FunctionError('index of untyped nil');
  for (const key of keys) {
    const target: MaybeValue = at && indirect(at);
    if (!target || target.type.kind === 'pointer') throw new FunctionError('index of nil pointer');
    at = unwrapped(indexOnce(target, unwrapped(key)));
  }
  return at;
}

function indexOnce(target: Value, key: MaybeValue): MaybeValue {
  const { type } = target;
  if (type.kind === 'map') {
    const wanted = typeName(type.key);
    if (!key) throw new FunctionError(`value is nil; should be of type ${wanted}`);
    if (key.type.kind !== 'string' || typeName(key.type) !== wanted) {
      throw new FunctionError(`value has type ${typeName(key.type)}; should be ${wanted}`);
    }
    return mapEntry(target, key.data as string) ?? { type: type.element, data: undefined };
  }
  if (type.kind !== 'slice' && type.kind !== 'string') {
    throw new FunctionError(`can't index item of type ${typeName(type)}`);
  }
  const position = checkIndex(key, (lengthOf(target) ?? 0) - 1);
  if (type.kind === 'slice') return elements(target)[position] ?? null;
  const byte = new TextEncoder().encode(target.data as string)[position];
  return { type: basicTypes.get('uint8') ?? stringType, data: byte };
}

function checkIndex(key: MaybeValue, most: number): number {
  if (!key) throw new FunctionError('cannot index slice/array with nil');
  if (key.type.kind !== 'int' && key.type.kind !== 'uint') {
    throw new FunctionError(`cannot index slice/array with type ${typeName(key.type)}`);
  }
  const position = (key.data ?? 0) as number;
  if (position >= 0 && position <= most) return position;
  throw new FunctionError(`index out of range: ${String(position)}`);
}

function slice(item: MaybeValue = null, ...keys: MaybeValue[]): MaybeValue {
  const target = sliceable(unwrapped(item), keys.length);
  const { type } = target;
  const size = lengthOf(target) ?? 0;
  const [from = 0, to = size] = keys.map((key) => checkIndex(unwrapped(key), size));
  if (from > to) {
    throw new FunctionError(`invalid slice index: ${String(from)} > ${String(to)}`);
  }
  if (type.kind === 'slice') {
    return { type, data: ((target.data ?? []) as readonly unknown[]).slice(from, to) };
  }
  const bytes = new TextEncoder().encode(textOf(target));
  return { type, data: new TextDecoder().decode(bytes.subarray(from, to)) };
}

function sliceable(target: MaybeValue, count: number): Value {
  if (!target) throw new FunctionError('slice of untyped nil');
  if (count > 3) throw new FunctionError(`too many slice indexes: ${String(count)}`);
  const { type } = target;
  if (type.kind === 'slice') return target;
  if (type.kind !== 'string') {
    throw new FunctionError(`can't slice item of type ${typeName(type)}`);
  }
  if (count === 3) throw new FunctionError('cannot 3-index slice a string');
  return target;
}

function callFunction(value: MaybeValue = null): MaybeValue {
  const target = unwrapped(value);
  if (!target || isNil(target)) throw new FunctionError('call of nil');
  throw new FunctionError(`non-function of type ${typeName(target.type)}`);
}

/** As `sprint`, with pointers followed. */
function shown(values: readonly MaybeValue[]): string {
  return sprint(
    values.map((value) => (value ? indirect(value) : { type: stringType, data: '<no value>' })),
  );
}

function escapeHtml(source: string): string {
  const entities: Readonly<Record<string, string>> = {
    '"': '&#34;',
    "'": '&#39;',
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '\0': '\ufffd',
  };
  return source.replace(/["'&<>\0]/g, (character) => entities[character] ?? character);
}

function escapeScript(source: string): string {
  const codes = (character: string): string =>
    `\\u${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return source
    .replace(/[\\'"]/g, (character) => `\\${character}`)
    .replace(/[<>&=]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, codes);
}

function escapeQuery(source: string): string {
  return encodeURIComponent(source.replace(/\p{Surrogate}/gu, '\ufffd'))
    .replaceAll('%20', '+')
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
