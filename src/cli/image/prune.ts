import { pruneImages } from '../../engine/prune.ts';
import { type Command, noArguments } from '../command.ts';
import { checkFilter } from '../filter.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { pruneFilter } from '../prune/filter.ts';
import { confirm, formatImages, formatReclaimed } from '../prune/report.ts';

export const prune: Command = {
  usage: '',
  summary: 'Remove unused images',
  flags: adjust(
    flagTable(`
-a, --all | Remove all unused images, not just dangling ones
--filter filter | Provide filter values (e.g. 'until=<timestamp>')
-f, --force | Do not prompt for confirmation
`),
    { filter: { check: checkFilter } },
  ),
  takes: noArguments,
  run: async (call) => {
    const { engine, client, flags } = call;
    const all = flags.bool('all');
    const what = all
      ? 'all images without at least one container associated to them'
      : 'all dangling images';
    const question = `WARNING! This will remove ${what}.\nAre you sure you want to continue?`;
    let text = formatReclaimed(0);
    if (await confirm(call, question)) {
      const fits = pruneFilter(engine, flags.list('filter'), 'dangling');
      const pruned = await pruneImages(engine, all, ({ config }) =>
        fits({ labels: config.run.labels, created: config.created }),
      );
      text = formatImages(pruned) + formatReclaimed(pruned.reclaimed);
    }
    await client.out(text);
    return 0;
  },
};
