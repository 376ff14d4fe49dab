import { pruneNetworks } from '../../engine/network/remove-network.ts';
import { notePrune } from '../../engine/note-prune.ts';
import { pruneContainers, pruneImages } from '../../engine/prune.ts';
import { pruneVolumes } from '../../engine/volume/remove.ts';
import { type Call, type Command, CommandError, noArguments } from '../command.ts';
import { checkFilter } from '../filter.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { pruneFilter } from '../prune/filter.ts';
import { confirm, formatImages, formatReclaimed, formatRemoved } from '../prune/report.ts';

export const prune: Command = {
  usage: '',
  summary: 'Remove unused data',
  flags: adjust(
    flagTable(`
-a, --all | Remove all unused images not just dangling ones
--filter filter | Provide filter values (e.g. 'label=<key>=<value>')
-f, --force | Do not prompt for confirmation
--volumes | Prune volumes
`),
    { filter: { check: checkFilter } },
  ),
  takes: noArguments,
  run: runPrune,
};

async function runPrune(call: Call): Promise<number> {
  const { engine, client, flags } = call;
  const volumes = flags.bool('volumes');
  const conditions = flags.list('filter');
  if (volumes && conditions.some((each) => each.startsWith('until='))) {
    throw new CommandError('ERROR: The "until" filter is not supported with "--volumes"');
  }
  if (!(await confirm(call, question(flags.bool('all'), volumes, conditions)))) return 0;
  const fits = pruneFilter(engine, conditions);
  const containers = await pruneContainers(engine, ({ file }) =>
    fits({ labels: file.Config.Labels, created: file.Created }),
  );
  await client.out(formatRemoved('Deleted Containers', containers.removed));
  const networks = await pruneNetworks(engine, ({ file }) =>
    fits({ labels: file.Labels, created: file.Created }),
  );
  await client.out(formatRemoved('Deleted Networks', networks));
  const unused = volumes
    ? await pruneVolumes(engine, ({ Labels: labels, CreatedAt: created }) =>
        fits({ labels: labels ?? {}, created }),
      )
    : { names: [], reclaimed: 0 };
  await client.out(formatRemoved('Deleted Volumes', unused.names));
  const images = await pruneImages(engine, flags.bool('all'), ({ config }) =>
    fits({ labels: config.run.labels, created: config.created }),
  );
  await client.out(formatImages(images));
  notePrune(engine, 'builder', 0);
  await client.out(formatReclaimed(containers.reclaimed + unused.reclaimed + images.reclaimed));
  return 0;
}

function question(all: boolean, volumes: boolean, conditions: readonly string[]): string {
  const warnings = [
    'all stopped containers',
    'all networks not used by at least one container',
    ...(volumes ? ['all volumes not used by at least one container'] : []),
    all ? 'all images without at least one container associated to them' : 'all dangling images',
    all ? 'all build cache' : 'all dangling build cache',
  ];
  const list = (lines: readonly string[]): string => lines.map((each) => `  - ${each}\n`).join('');
  const filtered =
    conditions.length > 0
      ? `\n  Items to be pruned will be filtered with:\n${list(conditions)}`
      : '';
  return `WARNING! This will remove:\n${list(warnings)}${filtered}\nAre you sure you want to continue?`;
}
