import { declareCommands } from '../declared.ts';
import type { Group } from '../group.ts';
import { refuseSwarm } from './refusal.ts';

export const node: Group = {
  summary: 'Manage Swarm nodes',
  ...declareCommands(
    `
demote NODE [NODE...] | Demote one or more nodes from manager in the swarm | 1-
inspect self|NODE [NODE...] | Display detailed information on one or more nodes | 1-
  -f, --format string | Format the output using the given Go template
  --pretty | Print the information in a human friendly format
ls | List nodes in the swarm | 0 | list
  -f, --filter filter | Filter output based on conditions provided
  --format string | Pretty-print nodes using a Go template
  -q, --quiet | Only display IDs
promote NODE [NODE...] | Promote one or more nodes to manager in the swarm | 1-
ps [NODE...] | List tasks running on one or more nodes, defaults to current node | 0-
  -f, --filter filter | Filter output based on conditions provided
  --format string | Pretty-print tasks using a Go template
  --no-resolve | Do not map IDs to Names
  --no-trunc | Do not truncate output
  -q, --quiet | Only display task IDs
rm NODE [NODE...] | Remove one or more nodes from the swarm | 1- | remove
  -f, --force | Force remove a node from the swarm
update NODE | Update a node | 1
  --availability string | Availability of the node ("active"|"pause"|"drain")
  --label-add list | Add or update a node label (key=value)
  --label-rm list | Remove a node label if exists
  --role string | Role of the node ("worker"|"manager")
`,
    refuseSwarm,
  ),
};
