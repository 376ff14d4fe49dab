import { commitContainer } from '../../engine/commit.ts';
import { parseTarget } from '../../engine/tag.ts';
import { type Command, CommandError } from '../command.ts';
import { flagTable } from '../flag-table.ts';

export const commit: Command = {
  usage: 'CONTAINER [REPOSITORY[:TAG]]',
  summary: "Create a new image from a container's changes",
  flags: flagTable(`
-a, --author string | Author (e.g., "John Hannibal Smith <hannibal@a-team.com>")
-c, --change list | Apply Dockerfile instruction to the created image
-m, --message string | Commit message
-p, --pause | Pause container during commit | true
`),
  takes: { least: 1, most: 2 },
  run: async ({ engine, client, flags, arguments: [name = '', target = ''] }) => {
    const image = await commitContainer(engine, name, {
      reference: target === '' ? null : readTarget(target),
      author: flags.text('author') ?? '',
      comment: flags.text('message') ?? '',
      changes: flags.list('change'),
      pause: flags.bool('pause', true),
    });
    await client.out(`${image.id}\n`);
    return 0;
  },
};

function readTarget(name: string): ReturnType<typeof parseTarget> {
  try {
    return parseTarget(name);
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}
