// Contexts tell the client which engine to ask. Here is one, "default", and no other can be made.
import { declareCommands } from '../declared.ts';
import type { Group } from '../group.ts';
import { answerContext } from './answer.ts';

const endpoints = (verb: string): string => `

Docker endpoint config:

NAME                DESCRIPTION
from                Copy named context's Docker endpoint configuration
host                Docker endpoint on which to connect
ca                  Trust certs signed only by this CA
cert                Path to TLS certificate file
key                 Path to TLS key file
skip-tls-verify     Skip TLS certificate validation

Kubernetes endpoint config:

NAME                 DESCRIPTION
from                 Copy named context's Kubernetes endpoint configuration
config-file          Path to a Kubernetes config file
context-override     Overrides the context set in the kubernetes config file
namespace-override   Overrides the namespace set in the kubernetes config file

Example:

$ docker context ${verb} my-context --description "some description" --docker "host=tcp://myserver:2376,ca=~/ca-file,cert=~/cert-file,key=~/key-file"`;

const { commands, aliases } = declareCommands(
  `
create CONTEXT | Create a context | 1
  --default-stack-orchestrator string | Default orchestrator for stack operations to use with this context (swarm|kubernetes|all)
  --description string | Description of the context
  --docker stringToString | set the docker endpoint | []
  --from string | create context from a named context
  --kubernetes stringToString | set the kubernetes endpoint | []
export CONTEXT [FILE|-] | Export a context to a tar or kubeconfig file | 1-2
  --kubeconfig | Export as a kubeconfig file
import CONTEXT FILE|- | Import a context from a tar or zip file | 2
inspect [CONTEXT] [CONTEXT...] | Display detailed information on one or more contexts | 0-
  -f, --format string | Format the output using the given Go template
ls | List contexts | 0 | list
  --format string | Pretty-print contexts using a Go template
  -q, --quiet | Only show context names
!rm CONTEXT [CONTEXT...] | Remove one or more contexts | 1- | remove
  -f, --force | Force the removal of a context in use
update CONTEXT | Update a context | 1
  --default-stack-orchestrator string | Default orchestrator for stack operations to use with this context (swarm|kubernetes|all)
  --description string | Description of the context
  --docker stringToString | set the docker endpoint | []
  --kubernetes stringToString | set the kubernetes endpoint | []
use CONTEXT | Set the current docker context | 0-
`,
  answerContext,
);

export const context: Group = {
  summary: 'Manage contexts',
  commands: Object.fromEntries(
    Object.entries(commands).map(([verb, command]) => {
      const long = verb === 'create' || verb === 'update';
      const description = command.summary + (long ? endpoints(verb) : '');
      return [verb, { ...command, description }];
    }),
  ),
  aliases,
};
