import { flagTable } from '../flag-table.ts';
import { inspectCommand } from '../inspect/command.ts';
import { findImage } from '../inspect/objects.ts';

export const inspect = inspectCommand({
  usage: 'IMAGE [IMAGE...]',
  summary: 'Display detailed information on one or more images',
  flags: flagTable(`-f, --format string | Format the output using the given Go template`),
  find: findImage,
});
