import { declareCommands } from '../declared.ts';
import type { Group } from '../group.ts';
import { refuseSwarm } from './refusal.ts';

export const config: Group = {
  summary: 'Manage Docker configs',
  ...declareCommands(
    `
create CONFIG file|- | Create a config from a file or STDIN | 2
  -l, --label list | Config labels
  --template-driver string | Template driver
inspect CONFIG [CONFIG...] | Display detailed information on one or more configs | 1-
  -f, --format string | Format the output using the given Go template
  --pretty | Print the information in a human friendly format
ls | List configs | 0 | list
  -f, --filter filter | Filter output based on conditions provided
  --format string | Pretty-print configs using a Go template
  -q, --quiet | Only display IDs
rm CONFIG [CONFIG...] | Remove one or more configs | 1- | remove
`,
    refuseSwarm,
  ),
};
