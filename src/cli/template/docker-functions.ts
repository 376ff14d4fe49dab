// The functions that docker adds to Go's.
import type { TemplateFunction } from './function.ts';
import { formatJson } from './json.ts';
import { anyType, intType, stringsType, stringType, text } from './type.ts';
import type { MaybeValue } from './value.ts';

const word = (value: MaybeValue | undefined): string => (value?.data ?? '') as string;
const number = (value: MaybeValue | undefined): number => (value?.data ?? 0) as number;

const change = (call: (source: string) => string): TemplateFunction => ({
  parameters: [stringType],
  call: (source) => text(call(word(source))),
});

export const dockerFunctions: Readonly<Record<string, TemplateFunction>> = {
  json: { parameters: [anyType], call: (value = null) => text(formatJson(value)) },
  split: {
    parameters: [stringType, stringType],
    call: (source, separator) => ({
      type: stringsType,
      data: split(word(source), word(separator)),
    }),
  },
  join: {
    parameters: [stringsType, stringType],
    call: (list, separator) =>
      text(((list?.data ?? []) as readonly string[]).join(word(separator))),
  },
  title: change((source) =>
    source.replace(
      /(^|[^\p{L}\p{N}_'])(\p{Ll})/gu,
      (_, before: string, letter: string) => before + letter.toUpperCase(),
    ),
  ),
  lower: change((source) => source.toLowerCase()),
  upper: change((source) => source.toUpperCase()),
  pad: {
    parameters: [stringType, intType, intType],
    call: (source, prefix, suffix) => {
      const spaces = (count: MaybeValue | undefined): string =>
        ' '.repeat(Math.max(0, number(count)));
      return text(word(source) === '' ? '' : spaces(prefix) + word(source) + spaces(suffix));
    },
  },
  truncate: {
    parameters: [stringType, intType],
    call: (source, length) =>
      text(
        [...word(source)].length < number(length)
          ? word(source)
          : cut(word(source), number(length)),
      ),
  },
};

/** The same over the heading of a table: a column's name stays as it is. */
export const headingFunctions: Readonly<Record<string, TemplateFunction>> = Object.fromEntries(
  Object.entries(dockerFunctions).map(([name, { parameters }]) => [
    name,
    { parameters: [stringType, ...parameters.slice(1)], call: (heading = null) => heading },
  ]),
);

/** Bytes, as Go cuts them. */
function cut(source: string, length: number): string {
  return new TextDecoder().decode(
    new TextEncoder().encode(source).subarray(0, Math.max(0, length)),
  );
}

/** By characters where there is no separator. */
function split(source: string, separator: string): string[] {
  return separator === '' ? [...source] : source.split(separator);
}
