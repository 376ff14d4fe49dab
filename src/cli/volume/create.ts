import { createVolume } from '../../engine/volume/create.ts';
import { atMost, type Command, CommandError } from '../command.ts';
import { checkLabel } from '../container/flag-checks.ts';
import { daemonText } from '../failure.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { keyValues } from '../network/values.ts';

export const create: Command = {
  usage: '[VOLUME]',
  summary: 'Create a volume',
  flags: adjust(
    flagTable(`
-d, --driver string | Specify volume driver name | "local"
--label list | Set metadata for a volume
--name string | Specify volume name
-o, --opt map | Set driver specific options | map[]
`),
    { name: { hidden: true }, label: { check: checkLabel } },
  ),
  takes: atMost(1),
  run: async ({ engine, client, flags, arguments: [word] }) => {
    const named = flags.text('name') ?? '';
    if (named !== '' && word !== undefined) {
      throw new CommandError(
        'conflicting options: either specify --name or provide positional arg, not both',
      );
    }
    try {
      const volume = await createVolume(engine, {
        name: word ?? named,
        driver: flags.text('driver') ?? 'local',
        labels: keyValues(flags.list('label')),
        options: keyValues(flags.list('opt')),
      });
      await client.out(`${volume.Name}\n`);
      return 0;
    } catch (error) {
      throw new CommandError(daemonText(error));
    }
  },
};
