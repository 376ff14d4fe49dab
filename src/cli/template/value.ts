// Looking into values as Go's reflect does.
import {
  anyType,
  boolType,
  type Field,
  type MapType,
  type SliceType,
  stringType,
  type StructType,
  type Type,
  type Value,
} from './type.ts';

/** A value, or null for Go's invalid value: nil that was in an interface, or nothing at all. */
export type MaybeValue = Value | null;

/** A number of unknown type keeps its digits (json.Number). */
const numberType: Type = { kind: 'string', name: 'json.Number' };
const anySlice: SliceType = { kind: 'slice', name: '', element: anyType };
const anyMap: MapType = { kind: 'map', name: '', key: stringType, element: anyType };

/** JSON as Go decodes it without knowing types. */
export function fromJson(json: unknown): MaybeValue {
  switch (typeof json) {
    case 'string':
      return { type: stringType, data: json };
    case 'boolean':
      return { type: boolType, data: json };
    case 'number':
      return { type: numberType, data: String(json) };
    default:
      break;
  }
  if (Array.isArray(json)) return { type: anySlice, data: json.map(fromJson) };
  if (typeof json !== 'object' || json === null) return null;
  const entries = Object.entries(json).map(([key, each]) => [key, fromJson(each)]);
  return { type: anyMap, data: Object.fromEntries(entries) };
}

export const textOf = ({ data }: Value): string => (data ?? '') as string;
export const numberOf = ({ data }: Value): number => (data ?? 0) as number;

export function isNil({ type, data }: Value): boolean {
  return ['pointer', 'any', 'slice', 'map'].includes(type.kind) && (data ?? null) === null;
}

/** What an interface holds; other values are themselves. */
export function unwrapped(value: MaybeValue): MaybeValue {
  return value?.type.kind === 'any' ? unwrapped((value.data ?? null) as MaybeValue) : value;
}

/** Follows pointers and interfaces to what they point at; stops at nil. */
export function indirect(value: Value): Value {
  let at = value;
  while ((at.type.kind === 'pointer' || at.type.kind === 'any') && !isNil(at)) {
    at = at.type.kind === 'any' ? (at.data as Value) : { type: at.type.element, data: at.data };
  }
  return at;
}

export function elements(value: Value): Value[] {
  const { type, data } = value;
  if (type.kind !== 'slice') return [];
  return ((data ?? []) as readonly unknown[]).map((each) => ({ type: type.element, data: each }));
}

/** Entries of a map, sorted by key. */
export function entries({ type, data }: Value): [key: Value, value: Value][] {
  if (type.kind !== 'map') return [];
  return Object.entries((data ?? {}) as object)
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, each]) => [
      { type: type.key, data: key },
      { type: type.element, data: each as unknown },
    ]);
}

export function mapEntry({ type, data }: Value, key: string): MaybeValue {
  if (type.kind !== 'map' || !data || !Object.hasOwn(data, key)) return null;
  return { type: type.element, data: (data as Record<string, unknown>)[key] };
}

/** A field of a struct, its own or an embedded struct's. */
export function findField(type: StructType, name: string): Field | null {
  const own = type.fields.find((field) => field.name === name);
  if (own) return own;
  for (const { type: inner, embedded } of type.fields) {
    const struct = inner.kind === 'pointer' ? inner.element : inner;
    const found = embedded && struct.kind === 'struct' ? findField(struct, name) : null;
    if (found) return found;
  }
  return null;
}

export function fieldValue({ data }: Value, { key, type, embedded }: Field): Value {
  const object = (data ?? {}) as Readonly<Record<string, unknown>>;
  return { type, data: embedded ? object : object[key] };
}

/** The length of a string (in bytes), slice or map; null for what has none. */
export function lengthOf({ type, data }: Value): number | null {
  switch (type.kind) {
    case 'string':
      return new TextEncoder().encode(data as string | undefined).length;
    case 'slice':
      return ((data ?? []) as readonly unknown[]).length;
    case 'map':
      return Object.keys((data ?? {}) as object).length;
    default:
      return null;
  }
}

/** True for all but zero, nil and what is empty; structs are always true. */
export function isTrue(value: MaybeValue): boolean {
  const at = unwrapped(value);
  if (!at) return false;
  const { type, data } = at;
  if (type.kind === 'struct') return true;
  if (type.kind === 'pointer') return !isNil(at);
  return (lengthOf(at) ?? (data ? 1 : 0)) > 0;
}

/** True where Go would let a value of one type stand for another. */
export function isAssignable(from: Type, to: Type): boolean {
  if (from === to || to.kind === 'any') return true;
  if (from.kind !== to.kind) return false;
  if (from.name !== '' && to.name !== '') return from.name === to.name;
  return haveSameParts(from, to);
}

function haveSameParts(from: Type, to: Type): boolean {
  if (from.kind === 'map' && to.kind === 'map' && !isSame(from.key, to.key)) return false;
  return 'element' in from && 'element' in to && isSame(from.element, to.element);
}

function isSame(a: Type, b: Type): boolean {
  return a === b || (a.kind === b.kind && a.name === b.name && isAssignable(a, b));
}

/** Strings in the order of their bytes. */
export function compareText(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
