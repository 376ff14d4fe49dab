import { pruneContainers } from '../../engine/prune.ts';
import { type Command, noArguments } from '../command.ts';
import { checkFilter } from '../filter.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { pruneFilter } from '../prune/filter.ts';
import { confirm, formatReclaimed, formatRemoved } from '../prune/report.ts';

const question = `WARNING! This will remove all stopped containers.
Are you sure you want to continue?`;

export const prune: Command = {
  usage: '',
  summary: 'Remove all stopped containers',
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
    let text = formatReclaimed(0);
    if (await confirm(call, question)) {
      const fits = pruneFilter(engine, flags.list('filter'));
      const { removed, reclaimed } = await pruneContainers(engine, ({ file }) =>
        fits({ labels: file.Config.Labels, created: file.Created }),
      );
      text = formatRemoved('Deleted Containers', removed) + formatReclaimed(reclaimed);
    }
    await client.out(text);
    return 0;
  },
};
