// The classic builder keeps its cache as images, which image prune removes; a cache apart from these there is none.
import { notePrune } from '../../engine/note-prune.ts';
import { type Command, noArguments } from '../command.ts';
import { checkFilter } from '../filter.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { confirm, formatReclaimed } from '../prune/report.ts';

export const prune: Command = {
  usage: '',
  hidesOptions: true,
  summary: 'Remove build cache',
  flags: adjust(
    flagTable(`
-a, --all | Remove all unused build cache, not just dangling ones
--filter filter | Provide filter values (e.g. 'until=24h')
-f, --force | Do not prompt for confirmation
--keep-storage bytes | Amount of disk space to keep for cache
`),
    { filter: { check: checkFilter } },
  ),
  takes: noArguments,
  run: async (call) => {
    const what = call.flags.bool('all') ? 'all build cache' : 'all dangling build cache';
    await confirm(call, `WARNING! This will remove ${what}. Are you sure you want to continue?`);
    notePrune(call.engine, 'builder', 0);
    await call.client.out(formatReclaimed(0));
    return 0;
  },
};
