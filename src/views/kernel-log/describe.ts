import type { World } from '../../world/model.ts';
import type { Account } from '../account.ts';
import { defaultOptions, type ViewOptions } from '../options.ts';
import { entryText, logOf } from './entries.ts';
import { decimal } from '../../base/language.ts';
import { say } from '../say.ts';

/** What the kernel was asked to do, one row a request. */
export function describe(world: World, options: ViewOptions = defaultOptions): Account {
  const { title, entries } = logOf(world, options);
  const rows = entries.map(({ after, who, where, call, sentence }) => [
    `${decimal(after, 1)} ms`,
    where === '' ? who : say`${who} in ${where}`,
    call,
    sentence,
  ]);
  const table = { columns: [say`After`, say`Process`, say`Call`, say`What it asks for`], rows };
  return { title: say`Kernel log`, parts: [{ title, sentences: [], table }] };
}

/** The shown lines as text, for the clipboard. */
export function logText(world: World, options: ViewOptions): string {
  const { title, entries } = logOf(world, options);
  return [title, ...entries.map(entryText), ''].join('\n');
}
