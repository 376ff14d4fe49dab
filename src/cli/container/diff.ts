import { diffContainer } from '../../engine/diff.ts';
import { type Command, CommandError, exactly } from '../command.ts';

export const diff: Command = {
  usage: 'CONTAINER',
  summary: "Inspect changes to files or directories on a container's filesystem",
  flags: [],
  takes: exactly(1),
  run: async ({ engine, client, arguments: [name = ''] }) => {
    if (name === '') throw new CommandError('Container name cannot be empty');
    const changes = await diffContainer(engine, name);
    await client.out(changes.map(({ kind, path }) => `${kind} ${path}\n`).join(''));
    return 0;
  },
};
