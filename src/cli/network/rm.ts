import { removeNetwork } from '../../engine/network/remove-network.ts';
import { EngineError } from '../../engine/error.ts';
import { atLeast, type Command } from '../command.ts';
import { missingText } from '../failure.ts';

export const rm: Command = {
  usage: 'NETWORK [NETWORK...]',
  summary: 'Remove one or more networks',
  flags: [],
  takes: atLeast(1),
  run: async ({ engine, client, arguments: names }) => {
    let exit = 0;
    for (const name of names) {
      try {
        await removeNetwork(engine, name);
        await client.out(`${name}\n`);
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        await client.err(`${missingText(error)}\n`);
        exit = 1;
      }
    }
    return exit;
  },
};
