import { waitContainer } from '../../engine/wait.ts';
import { atLeast, type Command } from '../command.ts';
import { daemonText } from '../failure.ts';

export const wait: Command = {
  usage: 'CONTAINER [CONTAINER...]',
  summary: 'Block until one or more containers stop, then print their exit codes',
  flags: [],
  takes: atLeast(1),
  run: async ({ engine, client, arguments: names }) => {
    let failed = false;
    for (const name of names) {
      try {
        const ended = waitContainer(engine, await engine.containers.resolve(name));
        const exit = await Promise.race([ended, client.interrupted]);
        if (exit === undefined) return 130;
        await client.out(`${String(exit)}\n`);
      } catch (error) {
        failed = true;
        await client.err(`${daemonText(error)}\n`);
      }
    }
    return failed ? 1 : 0;
  },
};
