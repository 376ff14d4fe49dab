import { dirname, join } from 'node:path';
import { argv } from 'node:process';
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const project = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Whether the module of this URL is the program that was started. */
export function isMain(url: string): boolean {
  return argv[1] !== undefined && realpathSync(argv[1]) === fileURLToPath(url);
}
