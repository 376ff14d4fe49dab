import { createContainer } from '../../engine/create.ts';
import { atLeast, type Command, CommandError } from '../command.ts';
import { daemonText } from '../failure.ts';
import { createWithPull, creationFlags, OptionsError } from './creation.ts';

export const create: Command = {
  usage: 'IMAGE [COMMAND] [ARG...]',
  summary: 'Create a new container',
  flags: creationFlags('Pull image before creating'),
  takes: atLeast(1),
  interspersed: false,
  run: async (call) => {
    try {
      const container = await createWithPull(call, (wish) => createContainer(call.engine, wish));
      await call.client.out(`${container.id}\n`);
      return 0;
    } catch (error) {
      if (error instanceof OptionsError) {
        const sentence = error.message.replace(/\.?$/, '.');
        await call.client.err(`docker: ${sentence}\nSee 'docker create --help'.\n`);
        return 125;
      }
      const text = error instanceof CommandError ? error.message : daemonText(error);
      await call.client.err(`${text}\n`);
      return 1;
    }
  },
};
