import type { Volume } from '../../engine/volume/volume.ts';
import { atLeast, type Command, CommandError } from '../command.ts';
import { flagTable } from '../flag-table.ts';

export const inspect: Command = {
  usage: 'VOLUME [VOLUME...]',
  summary: 'Display detailed information on one or more volumes',
  flags: flagTable(`-f, --format string | Format the output using the given Go template`),
  takes: atLeast(1),
  run: async ({ engine, client, flags, arguments: names }) => {
    if (flags.has('format')) {
      throw new CommandError("--format is not supported by Fishbowl's engine");
    }
    const found: Volume[] = [];
    const missing: string[] = [];
    for (const name of names) {
      const volume = await engine.volumes.find(name);
      if (volume) found.push(volume);
      else missing.push(name);
    }
    await client.out(`${JSON.stringify(found, null, 4)}\n`);
    for (const name of missing) await client.err(`Error: No such volume: ${name}\n`);
    return missing.length > 0 ? 1 : 0;
  },
};
