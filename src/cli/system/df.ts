import type { Engine } from '../../engine/engine.ts';
import { overlayDisk } from '../../engine/disk.ts';
import { directorySize } from '../../engine/usage.ts';
import { volumeUsers } from '../../engine/volume/remove.ts';
import { type Command, CommandError, noArguments } from '../command.ts';
import { flagTable } from '../flag-table.ts';
import { formatSize } from '../human.ts';
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
      throw new CommandError("--verbose is not supported by Fishbowl's engine");
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

/** A layer counts once; what containers stand on cannot be had back. */
async function imageUsage(engine: Engine): Promise<Usage> {
  const images = await engine.images.list();
  const used = new Set((await engine.containers.list()).map(({ file }) => file.Image));
  const layers = new Map<string, number>();
  const needed = new Map<string, number>();
  for (const image of images) {
    for (const { chainId, size } of await engine.images.layers.stack(image.chain.at(-1) ?? null)) {
      layers.set(chainId, size);
      if (used.has(image.id)) needed.set(chainId, size);
    }
  }
  const sum = (sizes: Iterable<number>): number => [...sizes].reduce((a, b) => a + b, 0);
  const size = sum(layers.values());
  const active = images.filter(({ id }) => used.has(id)).length;
  return { total: images.length, active, size, reclaimable: size - sum(needed.values()) };
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
