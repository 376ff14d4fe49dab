import { topContainer } from '../../engine/top.ts';
import { atLeast, type Command, CommandError } from '../command.ts';
import { daemonText } from '../failure.ts';
import { formatTable } from '../tabwriter.ts';

export const top: Command = {
  usage: 'CONTAINER [ps OPTIONS]',
  summary: 'Display the running processes of a container',
  flags: [],
  takes: atLeast(1),
  interspersed: false,
  run: async ({ engine, client, arguments: [name = '', ...psArguments] }) => {
    try {
      const container = await engine.containers.resolve(name);
      const { titles, rows } = await topContainer(engine, container, psArguments);
      await client.out(formatTable([titles, ...rows], 20));
      return 0;
    } catch (error) {
      throw new CommandError(daemonText(error));
    }
  },
};
