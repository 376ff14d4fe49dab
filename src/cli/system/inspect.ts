import { atLeast, type Command } from '../command.ts';
import { flagTable } from '../flag-table.ts';
import { inspectAny } from '../inspect/command.ts';

export const inspect: Command = {
  usage: 'NAME|ID [NAME|ID...]',
  summary: 'Return low-level information on Docker objects',
  flags: flagTable(`
-f, --format string | Format the output using the given Go template
-s, --size | Display total file sizes if the type is container
--type string | Return JSON for specified type
`),
  takes: atLeast(1),
  run: inspectAny,
};
