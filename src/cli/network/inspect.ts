import { flagTable } from '../flag-table.ts';
import { inspectCommand } from '../inspect/command.ts';
import { findNetwork } from '../inspect/objects.ts';

export const inspect = inspectCommand({
  usage: 'NETWORK [NETWORK...]',
  summary: 'Display detailed information on one or more networks',
  flags: flagTable(`
-f, --format string | Format the output using the given Go template
-v, --verbose | Verbose output for diagnostics
`),
  find: findNetwork,
});
