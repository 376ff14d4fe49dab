import { removeByName } from '../../engine/remove.ts';
import { EngineError } from '../../engine/error.ts';
import { atLeast, type Command } from '../command.ts';
import { missingText } from '../failure.ts';
import { flagTable } from '../flag-table.ts';

export const rm: Command = {
  usage: 'CONTAINER [CONTAINER...]',
  summary: 'Remove one or more containers',
  flags: flagTable(`
-f, --force | Force the removal of a running container (uses SIGKILL)
-l, --link | Remove the specified link
-v, --volumes | Remove anonymous volumes associated with the container
`),
  takes: atLeast(1),
  run: async ({ engine, client, flags, arguments: names }) => {
    const wish = { force: flags.bool('force'), volumes: flags.bool('volumes') };
    const outcomes = await Promise.allSettled(
      names.map((name) => removeByName(engine, name, wish)),
    );
    let failed = false;
    const errors: string[] = [];
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === 'fulfilled') {
        await client.out(`${names[index] ?? ''}\n`);
        continue;
      }
      const error: unknown = outcome.reason;
      errors.push(missingText(error));
      // With --force an absent container is told, but is no failure.
      failed ||= !(wish.force && error instanceof EngineError && error.code === 'notFound');
    }
    for (const error of errors) await client.err(`${error}\n`);
    return failed ? 1 : 0;
  },
};
