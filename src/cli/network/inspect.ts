import { inspectNetwork } from '../../engine/network/inspect-network.ts';
import { atLeast, type Command, CommandError } from '../command.ts';
import { flagTable } from '../flag-table.ts';

export const inspect: Command = {
  usage: 'NETWORK [NETWORK...]',
  summary: 'Display detailed information on one or more networks',
  flags: flagTable(`
-f, --format string | Format the output using the given Go template
-v, --verbose | Verbose output for diagnostics
`),
  takes: atLeast(1),
  run: async ({ engine, client, flags, arguments: names }) => {
    if (flags.has('format'))
      throw new CommandError("--format is not supported by Fishbowl's engine");
    const views: object[] = [];
    const missing: string[] = [];
    for (const name of names) {
      const network = await engine.networks.find(name);
      if (network) views.push(await inspectNetwork(engine, network));
      else missing.push(name);
    }
    await client.out(`${JSON.stringify(views, null, 4)}\n`);
    for (const name of missing) await client.err(`Error: No such network: ${name}\n`);
    return missing.length > 0 ? 1 : 0;
  },
};
