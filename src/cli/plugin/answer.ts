// Plugins are programs that extend Docker Engine; this engine runs none, and says of each that it is not there.
import type { Answer } from '../declared.ts';
import { formatListing, type Listing } from '../listing.ts';

const listing: Listing = {
  type: 'plugin.pluginContext',
  headings: {
    ID: 'ID',
    Name: 'NAME',
    Description: 'DESCRIPTION',
    Enabled: 'ENABLED',
    PluginReference: '',
  },
  table: '{{.ID}}\t{{.Name}}\t{{.Description}}\t{{.Enabled}}',
  quiet: '{{.ID}}',
  raw: 'plugin_id: {{.ID}}\nname: {{.Name}}\ndescription: {{.Description}}\nenabled: {{.Enabled}}\n',
};

export const answerPlugin: Answer = async (call, verb) => {
  const { client, flags, arguments: names } = call;
  const [name = ''] = names;
  const missing = names.map((each) => `Error: No such plugin: ${each}\n`).join('');
  switch (verb) {
    case 'ls':
      await client.out(
        formatListing(listing, [], { format: flags.text('format'), quiet: flags.bool('quiet') }),
      );
      return 0;
    case 'inspect':
      await client.out('[]\n');
      await client.err(missing);
      return 1;
    case 'rm':
      await client.err(missing);
      return 1;
    case 'upgrade':
      await client.err(`error reading plugin data: Error: No such plugin: ${name}\n`);
      return 1;
    case 'create':
    case 'install':
      await client.err(
        "Error response from daemon: Plugins are not supported by Fishbowl's engine\n",
      );
      return 1;
    default: {
      const full = verb === 'push' && !name.includes(':') ? `${name}:latest` : name;
      await client.err(`Error response from daemon: plugin ${JSON.stringify(full)} not found\n`);
      return 1;
    }
  }
};
