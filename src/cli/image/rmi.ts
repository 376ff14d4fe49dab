import { EngineError } from '../../engine/error.ts';
import { removeImage } from '../../engine/remove-image.ts';
import { atLeast, type Command } from '../command.ts';
import { daemonText } from '../failure.ts';
import { flagTable } from '../flag-table.ts';

export const rmi: Command = {
  usage: 'IMAGE [IMAGE...]',
  summary: 'Remove one or more images',
  flags: flagTable(`
-f, --force | Force removal of the image
--no-prune | Do not delete untagged parents
`),
  takes: atLeast(1),
  run: async ({ engine, client, flags, arguments: names }) => {
    const force = flags.bool('force');
    const prune = !flags.bool('no-prune');
    const errors: string[] = [];
    let failed = false;
    for (const name of names) {
      try {
        for (const removal of await removeImage(engine, name, { force, prune })) {
          const line =
            'untagged' in removal ? `Untagged: ${removal.untagged}` : `Deleted: ${removal.deleted}`;
          await client.out(`${line}\n`);
        }
      } catch (error) {
        const missing = error instanceof EngineError && error.code === 'notFound';
        errors.push(missing ? `Error: No such image: ${name}` : daemonText(error));
        // With --force an absent image is told, but is no failure.
        failed ||= !(force && missing);
      }
    }
    for (const error of errors) await client.err(`${error}\n`);
    return failed ? 1 : 0;
  },
};
