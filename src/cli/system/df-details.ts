// docker system df --verbose: what takes the space, thing by thing (docker's diskUsageContext).
import type { Container } from '../../engine/container.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Image } from '../../engine/image-store.ts';
import { directorySize } from '../../engine/usage.ts';
import { volumeUsers } from '../../engine/volume/remove.ts';
import type { Client } from '../client.ts';
import { CommandError } from '../command.ts';
import { containerListing, containerRow, ownSize } from '../container/container-row.ts';
import { formatSize } from '../human.ts';
import { imageFilter } from '../image/filter.ts';
import { imageListing, imageRows, listedImages } from '../image/image-row.ts';
import { formatListing, type Listing, type Row, rowType, templateFault } from '../listing.ts';
import { Template } from '../template/template.ts';
import type { Type } from '../template/type.ts';
import { volumeListing, volumeRow } from '../volume/ls.ts';

const images: Listing = {
  ...imageListing(false),
  table:
    '{{.Repository}}\t{{.Tag}}\t{{.ID}}\t{{.CreatedSince}}\t{{.VirtualSize}}\t{{.SharedSize}}\t{{.UniqueSize}}\t{{.Containers}}',
};
const containers: Listing = {
  ...containerListing(false),
  table:
    '{{.ID}}\t{{.Image}}\t{{.Command}}\t{{.LocalVolumes}}\t{{.Size}}\t{{.RunningFor}}\t{{.Status}}\t{{.Names}}',
};
const volumes: Listing = { ...volumeListing, table: '{{.Name}}\t{{.Links}}\t{{.Size}}' };
/** The classic builder's cache are images: this list is always empty. */
const buildCache: Listing = {
  type: 'formatter.buildCacheContext',
  headings: {
    ID: 'CACHE ID',
    Parent: 'PARENT',
    CacheType: 'CACHE TYPE',
    Description: 'DESCRIPTION',
    InUse: 'IN USE',
    Shared: 'SHARED',
    Size: 'SIZE',
    CreatedAt: 'CREATED',
    CreatedSince: 'CREATED',
    LastUsedAt: 'LAST USED',
    LastUsedSince: 'LAST USED',
    UsageCount: 'USAGE',
  },
  table:
    '{{.ID}}\t{{.CacheType}}\t{{.Size}}\t{{.CreatedSince}}\t{{.LastUsedSince}}\t{{.UsageCount}}\t{{.Shared}}',
  quiet: '',
  raw: '',
};

const lists = { Images: images, Containers: containers, Volumes: volumes, BuildCache: buildCache };
const detailsType: Type = {
  kind: 'pointer',
  name: '',
  element: {
    kind: 'struct',
    name: 'formatter.diskUsageContext',
    methods: {},
    fields: Object.entries(lists).map(([name, listing]) => ({
      name,
      key: name,
      type: { kind: 'slice', name: '', element: rowType(listing) },
      omitEmpty: false,
      embedded: false,
    })),
  },
};

export async function writeDetails(
  engine: Engine,
  client: Client,
  format: string | null,
): Promise<void> {
  const isTable = !format || format.startsWith('table');
  const rows = {
    Images: await usedImages(engine, !isTable),
    Containers: await usedContainers(engine, !isTable),
    Volumes: await usedVolumes(engine),
    BuildCache: [],
  };
  if (format && format !== 'table') return writeByFormat(client, format, rows);
  const table = (listing: Listing, of: readonly Row[]): string =>
    formatListing(listing, of, { format: null });
  await client.out(`Images space usage:\n\n${table(images, rows.Images)}
Containers space usage:\n\n${table(containers, rows.Containers)}
Local Volumes space usage:\n\n${table(volumes, rows.Volumes)}
Build cache usage: ${formatSize(0)}\n\n${table(buildCache, rows.BuildCache)}`);
}

async function writeByFormat(client: Client, format: string, rows: object): Promise<void> {
  const source = format.replace(/^table/, '').trim();
  let template: Template;
  try {
    template = new Template(source.replaceAll('\\t', '\t').replaceAll('\\n', '\n'));
  } catch (error) {
    throw templateFault(error);
  }
  const { text, fault } = template.executeAsFar({ type: detailsType, data: rows });
  await client.out(text);
  if (fault) throw new CommandError(fault.message);
}

async function usedImages(engine: Engine, whole: boolean): Promise<Row[]> {
  const listed = await listedImages(engine, await imageFilter(engine, []), false);
  const all = await engine.containers.list();
  const sharing = await imagesByLayer(
    engine,
    listed.map(({ image }) => image),
  );
  const rows = listed.map(async (one): Promise<Row[]> => {
    const options = { whole, digests: false, dangling: false };
    const [row] = await imageRows(engine, [one], options);
    const size = await engine.images.size(one.image);
    let shared = 0;
    for (const layer of await engine.images.layers.stack(one.image.chain.at(-1) ?? null))
      if ((sharing.get(layer.chainId) ?? 0) > 1) shared += layer.size;
    const cells = {
      ...row?.cells,
      SharedSize: formatSize(shared, 4),
      UniqueSize: formatSize(size - shared, 4),
      Containers: String(all.filter(({ file }) => file.Image === one.image.id).length),
    };
    return [{ ...row, cells }];
  });
  return (await Promise.all(rows)).flat();
}

/** How many images stand on each layer. */
export async function imagesByLayer(
  engine: Engine,
  all: readonly Image[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const image of all)
    for (const { chainId } of await engine.images.layers.stack(image.chain.at(-1) ?? null))
      counts.set(chainId, (counts.get(chainId) ?? 0) + 1);
  return counts;
}

async function usedContainers(engine: Engine, whole: boolean): Promise<Row[]> {
  const row = async (container: Container): Promise<Row> => {
    const { cells, ...rest } = await containerRow(engine, container, { whole, size: false });
    return { ...rest, cells: { ...cells, Size: formatSize(await ownSize(engine, container)) } };
  };
  return Promise.all((await engine.containers.list()).map(row));
}

async function usedVolumes(engine: Engine): Promise<Row[]> {
  const all = (await engine.volumes.list()).toSorted((one, other) =>
    one.CreatedAt < other.CreatedAt ? -1 : 1,
  );
  const rows = all.map(async (volume): Promise<Row> => {
    const { cells, ...rest } = volumeRow(volume);
    const size = await directorySize(engine.agent, volume.Mountpoint);
    const links = (await volumeUsers(engine, volume.Name)).length;
    return { ...rest, cells: { ...cells, Links: String(links), Size: formatSize(size, 4) } };
  });
  return Promise.all(rows);
}
