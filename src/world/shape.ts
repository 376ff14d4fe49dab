/** Checks that plain data has the shape of a type: tells what is wrong, or null. */
export type Shape<T> = ((value: unknown) => string | null) & { readonly _?: T };

/** Any string, or one of a closed set. */
export function text<T extends string>(...allowed: readonly T[]): Shape<T> {
  return (value) => {
    if (typeof value !== 'string') return 'is not a text';
    return allowed.length === 0 || (allowed as readonly string[]).includes(value)
      ? null
      : `is an unknown word: ${JSON.stringify(value.slice(0, 40))}`;
  };
}

/** A finite number of at least zero. */
export const count: Shape<number> = (value) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? null : 'is not a number';

/** Any finite number. */
export const finite: Shape<number> = (value) =>
  typeof value === 'number' && Number.isFinite(value) ? null : 'is not a number';

/** A whole number, of any sign. */
export const integer: Shape<number> = (value) =>
  Number.isSafeInteger(value) ? null : 'is not a whole number';

export const flag: Shape<boolean> = (value) =>
  typeof value === 'boolean' ? null : 'is not true or false';

export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return (value) => (value === null ? null : shape(value));
}

/** A field that may be left out. */
export function absentOr<T>(shape: Shape<T>): Shape<T> {
  return (value) => (value === undefined ? null : shape(value));
}

export function list<T>(shape: Shape<T>): Shape<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value)) return 'is not a list';
    for (const [index, item] of value.entries()) {
      const problem = shape(item);
      if (problem) return `[${String(index)}] ${problem}`;
    }
    return null;
  };
}

/** An object with any keys and values of one shape. */
export function dictionary<T>(shape: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value) => {
    if (!isObject(value)) return 'is not an object';
    return firstProblem(Object.keys(value), (key) => shape(value[key]));
  };
}

/** An object with these fields, no less. */
export function object<T>(fields: { readonly [K in keyof T]-?: Shape<T[K]> }): Shape<T> {
  return (value) => {
    if (!isObject(value)) return 'is not an object';
    return firstProblem(Object.keys(fields), (key) => fields[key as keyof T](value[key]));
  };
}

/** One of several kinds of object, told apart by their field `kind`. */
export function oneOf<T extends { readonly kind: string }>(kinds: {
  readonly [K in T['kind']]: Shape<Omit<Extract<T, { kind: K }>, 'kind'>>;
}): Shape<T> {
  return (value) => {
    const kind = isObject(value) ? value['kind'] : undefined;
    if (typeof kind !== 'string' || !Object.hasOwn(kinds, kind)) return 'is of an unknown kind';
    return kinds[kind as T['kind']](value);
  };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstProblem(keys: readonly string[], check: (key: string) => string | null) {
  for (const key of keys) {
    const problem = check(key);
    if (problem) return `${key} ${problem}`;
  }
  return null;
}
