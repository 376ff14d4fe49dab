import { removeVolume } from '../../engine/volume/remove.ts';
import { atLeast, type Command } from '../command.ts';
import { missingText } from '../failure.ts';
import { flagTable } from '../flag-table.ts';

export const rm: Command = {
  usage: 'VOLUME [VOLUME...]',
  summary: 'Remove one or more volumes',
  description:
    'Remove one or more volumes. You cannot remove a volume that is in use by a container.',
  examples: '\n$ docker volume rm hello\nhello\n',
  flags: flagTable(`-f, --force | Force the removal of one or more volumes`),
  takes: atLeast(1),
  run: async ({ engine, client, flags, arguments: names }) => {
    const errors: string[] = [];
    for (const name of names) {
      try {
        await removeVolume(engine, name, flags.bool('force'));
        await client.out(`${name}\n`);
      } catch (error) {
        errors.push(missingText(error));
      }
    }
    for (const error of errors) await client.err(`${error}\n`);
    return errors.length > 0 ? 1 : 0;
  },
};
