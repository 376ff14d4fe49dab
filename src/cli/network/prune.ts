import { pruneNetworks } from '../../engine/network/remove-network.ts';
import { type Command, noArguments } from '../command.ts';
import { checkFilter } from '../filter.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { pruneFilter } from '../prune/filter.ts';
import { confirm, formatRemoved } from '../prune/report.ts';

const question = `WARNING! This will remove all custom networks not used by at least one container.
Are you sure you want to continue?`;

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
  run: async (call) => {
    const { engine, client, flags } = call;
    if (!(await confirm(call, question))) return 0;
    const fits = pruneFilter(engine, flags.list('filter'));
    const removed = await pruneNetworks(engine, ({ file }) =>
      fits({ labels: file.Labels, created: file.Created }),
    );
    await client.out(formatRemoved('Deleted Networks', removed));
    return 0;
  },
};
