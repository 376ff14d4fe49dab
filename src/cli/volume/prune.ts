import { pruneVolumes } from '../../engine/volume/remove.ts';
import { type Command, noArguments } from '../command.ts';
import { checkFilter } from '../filter.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { formatSize } from '../human.ts';
import { pruneTest } from './filter.ts';

const warning = 'WARNING! This will remove all local volumes not used by at least one container.';

export const prune: Command = {
  usage: '',
  summary: 'Remove all unused local volumes',
  flags: adjust(
    flagTable(`
--filter filter | Provide filter values (e.g. 'label=<label>')
-f, --force | Do not prompt for confirmation
`),
    { filter: { check: checkFilter } },
  ),
  takes: noArguments,
  run: async ({ engine, client, flags }) => {
    if (!flags.bool('force')) {
      await client.out(`${warning}\nAre you sure you want to continue? [y/N] `);
      if (!/^y/i.test(await client.line())) {
        await client.out('Total reclaimed space: 0B\n');
        return 0;
      }
    }
    const { names, reclaimed } = await pruneVolumes(engine, pruneTest(flags.list('filter')));
    if (names.length > 0) await client.out(`Deleted Volumes:\n${names.join('\n')}\n\n`);
    await client.out(`Total reclaimed space: ${formatSize(reclaimed, 4)}\n`);
    return 0;
  },
};
