// Reading of untrusted JSON: each function returns the checked value or throws with the field's name.
import { decodeText } from '../base/bytes.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export function parseJsonObject(bytes: Uint8Array, what: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(decodeText(bytes));
  } catch (cause) {
    throw new Error(`${what} is not JSON: ${(cause as Error).message}`, { cause });
  }
  return object(value, what);
}

export function object(value: unknown, what: string): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as JsonObject;
  }
  throw new Error(`${what} is not an object`);
}

export function array(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${what} is not a list`);
}

export function text(value: unknown, what: string): string {
  if (typeof value === 'string') return value;
  throw new Error(`${what} is not a string`);
}

/** A size or count: a whole number from 0 to 2^53. */
export function count(value: unknown, what: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new Error(`${what} is not a size`);
}

/** Absent and null read as the empty list. */
export function texts(value: unknown, what: string): readonly string[] {
  if (value === undefined || value === null) return [];
  return array(value, what).map((each, index) => text(each, `${what}[${String(index)}]`));
}

export function optionalText(value: unknown, what: string): string {
  return value === undefined || value === null ? '' : text(value, what);
}

/** A map of strings; absent and null read as the empty map. */
export function textMap(value: unknown, what: string): Readonly<Record<string, string>> {
  if (value === undefined || value === null) return {};
  const entries = Object.entries(object(value, what));
  return Object.fromEntries(entries.map(([key, each]) => [key, text(each, `${what}.${key}`)]));
}
