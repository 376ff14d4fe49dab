import { flagTable } from '../flag-table.ts';
import { inspectCommand } from '../inspect/command.ts';
import { findContainer } from '../inspect/objects.ts';

export const inspect = inspectCommand({
  usage: 'CONTAINER [CONTAINER...]',
  summary: 'Display detailed information on one or more containers',
  flags: flagTable(`
-f, --format string | Format the output using the given Go template
-s, --size | Display total file sizes
`),
  find: findContainer,
});
