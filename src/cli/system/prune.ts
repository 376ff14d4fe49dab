import type { Engine } from '../../engine/engine.ts';
import { pruneNetworks } from '../../engine/network/remove-network.ts';
import { pruneContainers, pruneImages } from '../../engine/prune.ts';
import { directorySize } from '../../engine/usage.ts';
import { removeVolume, volumeUsers } from '../../engine/volume/remove.ts';
import { type Call, type Command, CommandError, noArguments } from '../command.ts';
import { checkFilter } from '../filter.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { type Prunable, pruneFilter } from '../prune/filter.ts';
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
  const unused = volumes ? await pruneVolumes(engine, fits) : { removed: [], reclaimed: 0 };
  await client.out(formatRemoved('Deleted Volumes', unused.removed));
  const images = await pruneImages(engine, flags.bool('all'), ({ config }) =>
    fits({ labels: config.run.labels, created: config.created }),
  );
  await client.out(formatImages(images));
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

async function pruneVolumes(
  engine: Engine,
  fits: (thing: Prunable) => boolean,
): Promise<{ removed: string[]; reclaimed: number }> {
  const removed: string[] = [];
  let reclaimed = 0;
  for (const volume of await engine.volumes.list()) {
    const used = (await volumeUsers(engine, volume.Name)).length > 0;
    if (used || !fits({ labels: volume.Labels ?? {}, created: volume.CreatedAt })) continue;
    reclaimed += await directorySize(engine.agent, volume.Mountpoint);
    await removeVolume(engine, volume.Name, true);
    removed.push(volume.Name);
  }
  return { removed, reclaimed };
}
