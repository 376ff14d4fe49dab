import { declareCommands } from '../declared.ts';
import type { Group } from '../group.ts';
import { refuseSwarm } from './refusal.ts';

export const secret: Group = {
  summary: 'Manage Docker secrets',
  ...declareCommands(
    `
create SECRET [file|-] | Create a secret from a file or STDIN as content | 1-2
  -d, --driver string | Secret driver
  -l, --label list | Secret labels
  --template-driver string | Template driver
inspect SECRET [SECRET...] | Display detailed information on one or more secrets | 1-
  -f, --format string | Format the output using the given Go template
  --pretty | Print the information in a human friendly format
ls | List secrets | 0 | list
  -f, --filter filter | Filter output based on conditions provided
  --format string | Pretty-print secrets using a Go template
  -q, --quiet | Only display IDs
rm SECRET [SECRET...] | Remove one or more secrets | 1- | remove
`,
    refuseSwarm,
  ),
};
