import type { Call } from '../command.ts';
import { CommandError } from '../command.ts';
import type { Answer } from '../declared.ts';
import { inspectEach } from '../inspect/inspect.ts';
import { formatListing, type Listing } from '../listing.ts';
import { fromJson } from '../template/value.ts';

const socket = 'unix:///var/run/docker.sock';

const listing: Listing = {
  type: 'formatter.clientContextContext',
  headings: {
    Name: 'NAME',
    Description: 'DESCRIPTION',
    DockerEndpoint: 'DOCKER ENDPOINT',
    KubernetesEndpoint: 'KUBERNETES ENDPOINT',
    StackOrchestrator: 'ORCHESTRATOR',
    Current: '',
  },
  table:
    '{{.Name}}{{if .Current}} *{{end}}\t{{.Description}}\t{{.DockerEndpoint}}\t{{.KubernetesEndpoint}}\t{{.StackOrchestrator}}',
  quiet: '{{.Name}}',
  raw: '',
};

const row = {
  Name: 'default',
  Current: 'true',
  Description: 'Current DOCKER_HOST based configuration',
  DockerEndpoint: socket,
  KubernetesEndpoint: '',
  StackOrchestrator: 'swarm',
};

const stored = {
  Name: 'default',
  Metadata: { StackOrchestrator: 'swarm' },
  Endpoints: { docker: { Host: socket, SkipTLSVerify: false } },
  TLSMaterial: {},
  Storage: { MetadataPath: '<IN MEMORY>', TLSPath: '<IN MEMORY>' },
};

export const answerContext: Answer = async (call, verb) => {
  const { client, flags, arguments: names } = call;
  switch (verb) {
    case 'ls': {
      const options = { format: flags.text('format'), quiet: flags.bool('quiet') };
      await client.out(formatListing(listing, [{ cells: row }], options));
      return 0;
    }
    case 'inspect':
      return inspectEach({ ...call, arguments: names.length > 0 ? names : ['default'] }, find);
    case 'use':
      return use(call);
    case 'rm':
      return remove(call);
    default:
      await client.err(`docker context ${verb} is not supported by Fishbowl's engine\n`);
      return 1;
  }
};

function find(name: string): Promise<NonNullable<ReturnType<typeof fromJson>>> {
  const value = name === 'default' ? fromJson(stored) : null;
  if (!value) throw new CommandError(`context ${JSON.stringify(name)} does not exist`);
  return Promise.resolve(value);
}

async function use({ client, arguments: names }: Call): Promise<number> {
  const [name = ''] = names;
  if (names.length !== 1) {
    throw new CommandError(`accepts 1 arg(s), received ${String(names.length)}`);
  }
  if (name !== 'default') throw new CommandError(`context ${JSON.stringify(name)} does not exist`);
  await client.out('default\n');
  await client.err('Current context is now "default"\n');
  return 0;
}

async function remove({ client, arguments: names }: Call): Promise<number> {
  for (const name of names) {
    const why = name === 'default' ? 'cannot be removed' : 'does not exist';
    const prefix = name === 'default' ? 'default: ' : `${name}: `;
    await client.err(`${prefix}context ${JSON.stringify(name)} ${why}\n`);
  }
  return 1;
}
