// Help texts are compared with those of the real docker 20.10.24, recorded by `docker COMMAND --help > test/cli/help/COMMAND.txt`.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { commandHelp } from '../../src/cli/help.ts';

test.each(Object.entries(commands))('docker %s --help is as docker prints it', (name, command) => {
  const recorded = readFileSync(new URL(`help/${name}.txt`, import.meta.url), 'utf8');
  expect(commandHelp(`docker ${name}`, command, { columns: 0 })).toBe(recorded);
});
