import type { Engine } from '../../engine/engine.ts';
import { overlayDisk } from '../../engine/disk.ts';
import { directorySize } from '../../engine/usage.ts';
import { volumeUsers } from '../../engine/volume/remove.ts';
import { type Command, noArguments } from '../command.ts';
import { flagTable } from '../flag-table.ts';
import { formatSize } from '../human.ts';
import { imageFilter } from '../image/filter.ts';
import { listedImages } from '../image/image-row.ts';
import { imagesByLayer, writeDetails } from './df-details.ts';
import { formatListing, type Listing, type Row } from '../listing.ts';

const listing: Listing = {
  type: 'formatter.diskUsageImagesContext',
  headings: {
    Type: 'TYPE',
    TotalCount: 'TOTAL',
    Active: 'ACTIVE',
    Size: 'SIZE',
    Reclaimable: 'RECLAIMABLE',
  },
  table: '{{.Type}}\t{{.TotalCount}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}',
  quiet: '',
  raw: 'type: {{.Type}}\ntotal: {{.TotalCount}}\nactive: {{.Active}}\nsize: {{.Size}}\nreclaimable: {{.Reclaimable}}\n',
};

export const df: Command = {
  usage: '',
  summary: 'Show docker disk usage',
  flags: flagTable(`
--format string | Pretty-print images using a Go template
-v, --verbose | Show detailed information on space usage
`),
  takes: noArguments,
  run: async ({ engine, client, flags }) => {
    if (flags.bool('verbose')) {
      await writeDetails(engine, client, flags.text('format'));
      return 0;
    }
    const rows = [
      usageRow('Images', await imageUsage(engine)),
      usageRow('Containers', await containerUsage(engine)),
      usageRow('Local Volumes', await volumeUsage(engine)),
      // The classic builder's cache are images.
      usageRow('Build Cache', { total: 0, active: 0, size: 0, reclaimable: 0 }, false),
    ];
    await client.out(formatListing(listing, rows, { format: flags.text('format') }));
    return 0;
  },
};

interface Usage {
  readonly total: number;
  readonly active: number;
  /** Bytes, both. */
  readonly size: number;
  readonly reclaimable: number;
}

function usageRow(type: string, { total, active, size, reclaimable }: Usage, shares = true): Row {
  const share = Math.trunc((reclaimable * 100) / size);
  return {
    cells: {
      Type: type,
      TotalCount: String(total),
      Active: String(active),
      Size: formatSize(size, 4),
      Reclaimable: formatSize(reclaimable, 4) + (shares && size > 0 ? ` (${String(share)}%)` : ''),
    },
  };
}

/** A layer counts once; what an image in use shares with no other cannot be had back. */
async function imageUsage(engine: Engine): Promise<Usage> {
  const images = await engine.images.list();
  const used = new Set((await engine.containers.list()).map(({ file }) => file.Image));
  const listed = (await listedImages(engine, await imageFilter(engine, []), false)).map(
    ({ image }) => image,
  );
  const sharing = await imagesByLayer(engine, listed);
  const layers = new Map<string, number>();
  for (const image of images)
    for (const { chainId, size } of await engine.images.layers.stack(image.chain.at(-1) ?? null))
      layers.set(chainId, size);
  let needed = 0;
  for (const image of listed.filter(({ id }) => used.has(id)))
    for (const { chainId, size } of await engine.images.layers.stack(image.chain.at(-1) ?? null))
      if (sharing.get(chainId) === 1) needed += size;
  const size = [...layers.values()].reduce((sum, each) => sum + each, 0);
  const active = listed.filter(({ id }) => used.has(id)).length;
  return { total: listed.length, active, size, reclaimable: size - needed };
}

async function containerUsage(engine: Engine): Promise<Usage> {
  const usage = { total: 0, active: 0, size: 0, reclaimable: 0 };
  for (const { mountId, file } of await engine.containers.list()) {
    const size = await directorySize(engine.agent, overlayDisk.diff(mountId));
    usage.total++;
    usage.size += size;
    if (file.State.Running) usage.active++;
    else usage.reclaimable += size;
  }
  return usage;
}

async function volumeUsage(engine: Engine): Promise<Usage> {
  const usage = { total: 0, active: 0, size: 0, reclaimable: 0 };
  for (const { Name: name, Mountpoint: path } of await engine.volumes.list()) {
    const size = await directorySize(engine.agent, path);
    usage.total++;
    usage.size += size;
    if ((await volumeUsers(engine, name)).length > 0) usage.active++;
    else usage.reclaimable += size;
  }
  return usage;
}
