import { renameContainer } from '../../engine/rename.ts';
import { type Command, CommandError, exactly } from '../command.ts';
import { daemonText } from '../failure.ts';

export const rename: Command = {
  usage: 'CONTAINER NEW_NAME',
  summary: 'Rename a container',
  flags: [],
  takes: exactly(2),
  run: async ({ engine, arguments: words }) => {
    const [from = '', to = ''] = words.map((word) => word.trim());
    if (from === '' || to === '') {
      throw new CommandError('Error: Neither old nor new names may be empty');
    }
    try {
      await renameContainer(engine, await engine.containers.resolve(from), to);
      return 0;
    } catch (error) {
      throw new CommandError(
        `${daemonText(error)}\nError: failed to rename container named ${from}`,
      );
    }
  },
};
