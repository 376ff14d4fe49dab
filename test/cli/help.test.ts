// Help texts are compared with those of the real docker 20.10.24 (help/record.mjs).
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Group, isGroup } from '../../src/cli/group.ts';
import { commandHelp } from '../../src/cli/help.ts';
import { root } from '../../src/cli/root.ts';

function allHelp(group: Group, path: readonly string[]): [words: string, text: string][] {
  return Object.entries(group.commands).flatMap(([name, entry]): [string, string][] => {
    const words = [...path, name];
    if (isGroup(entry)) return allHelp(entry, words);
    const also = group.aliases?.[name] ?? [];
    const aliases = also.length > 0 ? [name, ...also] : [];
    const text = commandHelp(`docker ${words.join(' ')}`, entry, { columns: 0, aliases });
    return [[words.join(' '), text]];
  });
}

test.each(allHelp(root, []))('docker %s --help is as docker prints it', (words, text) => {
  const file = new URL(`help/${words.replaceAll(' ', '/')}.txt`, import.meta.url);
  expect(text).toBe(readFileSync(file, 'utf8'));
});
