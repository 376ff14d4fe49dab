// Flags written as a table: "-a, --all | usage | shown default", one a line.
import type { Flag, FlagKind } from './flag.ts';

const row = /^(?:-(\w), )?--([\w-]+)(?: ([\w-]+))?$/;
const lists = new Set([
  'list',
  'strings',
  'filter',
  'mount',
  'network',
  'map',
  'ulimit',
  'gpu-request',
]);

/** Reads a table; the word for a value says how it is read: none is a switch, "list" may be repeated, "int" is a number. */
export function flagTable(text: string): Flag[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const [head = '', usage = '', shown] = line.split(' | ').map((part) => part.trim());
    const [, short, name = '', value = ''] = row.exec(head) ?? [];
    return {
      name,
      kind: kindOf(value),
      value,
      usage: usage.replaceAll('\\n', '\n'),
      ...(short === undefined ? {} : { short }),
      ...(shown === undefined ? {} : { shown }),
    };
  });
}

/** The table with some flags changed. */
export function adjust(
  flags: readonly Flag[],
  changes: Readonly<Record<string, Partial<Flag>>>,
): Flag[] {
  return flags.map((flag) => ({ ...flag, ...changes[flag.name] }));
}

function kindOf(value: string): FlagKind {
  if (value === '') return 'bool';
  if (lists.has(value)) return 'list';
  return value === 'int' ? 'number' : 'text';
}
