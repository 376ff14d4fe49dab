import { declareCommands } from '../declared.ts';
import type { Group } from '../group.ts';
import { flagTable } from '../flag-table.ts';
import { refuse, refuseSwarm } from './refusal.ts';

export const stack: Group = {
  summary: 'Manage Docker stacks',
  flags: flagTable(`--orchestrator string | Orchestrator to use (swarm|kubernetes|all)`),
  ...declareCommands(
    `
deploy STACK | Deploy a new stack or update an existing stack | 1 | up
  -c, --compose-file strings | Path to a Compose file, or "-" to read from stdin
  --orchestrator string | Orchestrator to use (swarm|kubernetes|all)
  --prune | Prune services that are no longer referenced
  --resolve-image string | Query the registry to resolve image digest and supported platforms ("always"|"changed"|"never") | "always"
  --with-registry-auth | Send registry authentication details to Swarm agents
ls | List stacks | 0 | list
  --format string | Pretty-print stacks using a Go template
  --orchestrator string | Orchestrator to use (swarm|kubernetes|all)
ps STACK | List the tasks in the stack | 1
  -f, --filter filter | Filter output based on conditions provided
  --format string | Pretty-print tasks using a Go template
  --no-resolve | Do not map IDs to Names
  --no-trunc | Do not truncate output
  --orchestrator string | Orchestrator to use (swarm|kubernetes|all)
  -q, --quiet | Only display task IDs
rm STACK [STACK...] | Remove one or more stacks | 1- | remove,down
  --orchestrator string | Orchestrator to use (swarm|kubernetes|all)
services STACK | List the services in the stack | 1
  -f, --filter filter | Filter output based on conditions provided
  --format string | Pretty-print services using a Go template
  --orchestrator string | Orchestrator to use (swarm|kubernetes|all)
  -q, --quiet | Only display IDs
`,
    (call, verb) => {
      const missing = verb === 'deploy' && !call.flags.has('compose-file');
      return missing
        ? refuse(call, 'Please specify a Compose file (with --compose-file)')
        : refuseSwarm(call, verb);
    },
  ),
};
