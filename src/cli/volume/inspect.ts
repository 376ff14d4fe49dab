import { flagTable } from '../flag-table.ts';
import { inspectCommand } from '../inspect/command.ts';
import { findVolume } from '../inspect/objects.ts';

export const inspect = inspectCommand({
  usage: 'VOLUME [VOLUME...]',
  summary: 'Display detailed information on one or more volumes',
  flags: flagTable(`-f, --format string | Format the output using the given Go template`),
  find: findVolume,
});
