import { pruneVolumes } from '../../engine/volume/remove.ts';
import { type Command, noArguments } from '../command.ts';
import { checkFilter } from '../filter.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { confirm, formatReclaimed, formatRemoved } from '../prune/report.ts';
import { pruneTest } from './filter.ts';

const question = `WARNING! This will remove all local volumes not used by at least one container.
Are you sure you want to continue?`;

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
  run: async (call) => {
    const { engine, client, flags } = call;
    let text = formatReclaimed(0);
    if (await confirm(call, question)) {
      const { names, reclaimed } = await pruneVolumes(engine, pruneTest(flags.list('filter')));
      text = formatRemoved('Deleted Volumes', names) + formatReclaimed(reclaimed);
    }
    await client.out(text);
    return 0;
  },
};
