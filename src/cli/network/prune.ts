import { pruneNetworks } from '../../engine/network/remove-network.ts';
import { type Command, noArguments } from '../command.ts';
import { checkFilter } from '../filter.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { pruneTest } from './filter.ts';

const warning = 'WARNING! This will remove all custom networks not used by at least one container.';

export const prune: Command = {
  usage: '',
  summary: 'Remove all unused networks',
  flags: adjust(
    flagTable(`
--filter filter | Provide filter values (e.g. 'until=<timestamp>')
-f, --force | Do not prompt for confirmation
`),
    { filter: { check: checkFilter } },
  ),
  takes: noArguments,
  run: async ({ engine, client, flags }) => {
    if (!flags.bool('force')) {
      await client.out(`${warning}\nAre you sure you want to continue? [y/N] `);
      if (!/^y/i.test(await client.line())) return 0;
    }
    const removed = await pruneNetworks(engine, pruneTest(engine, flags.list('filter')));
    if (removed.length > 0) await client.out(`Deleted Networks:\n${removed.join('\n')}\n\n`);
    return 0;
  },
};
