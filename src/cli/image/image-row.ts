// Images as docker images lists them: a line for each name, or for each image without one.
import { parseTime } from '../../engine/clock.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Image } from '../../engine/image-store.ts';
import { type Digest, shortDigest } from '../../oci/digest.ts';
import { familiarName, type Reference } from '../../oci/reference.ts';
import { formatSecond } from '../date.ts';
import { formatDuration, formatSize } from '../human.ts';
import type { Listing, Row } from '../listing.ts';
import type { ImageFilter } from './filter.ts';

export function imageListing(digests: boolean): Listing {
  const digest = digests ? '{{.Digest}}\t' : '';
  return {
    type: 'formatter.imageContext',
    headings: {
      ID: 'IMAGE ID',
      Repository: 'REPOSITORY',
      Tag: 'TAG',
      Digest: 'DIGEST',
      CreatedSince: 'CREATED',
      CreatedAt: 'CREATED AT',
      Size: 'SIZE',
      Containers: 'CONTAINERS',
      VirtualSize: 'SIZE',
      SharedSize: 'SHARED SIZE',
      UniqueSize: 'UNIQUE SIZE',
    },
    table: `{{.Repository}}\t{{.Tag}}\t${digest}{{.ID}}\t{{if .CreatedSince }}{{.CreatedSince}}{{else}}N/A{{end}}\t{{.Size}}`,
    quiet: '{{.ID}}',
    raw: `repository: {{ .Repository }}
tag: {{.Tag}}
${digests ? 'digest: {{.Digest}}\n' : ''}image_id: {{.ID}}
created_at: {{.CreatedAt}}
virtual_size: {{.Size}}
`,
  };
}

interface ListedImage {
  readonly image: Image;
  /** Those of its names that are listed. */
  readonly names: readonly Reference[];
}

/** Newest first; without `all`, images that others are made from and that have no name are left out. */
export async function listedImages(
  engine: Engine,
  filter: ImageFilter,
  all: boolean,
): Promise<ListedImage[]> {
  const images = (await engine.images.list()).filter(filter.test);
  images.sort((a, b) => (a.config.created < b.config.created ? 1 : -1));
  const parents = await usedAsParents(engine);
  const listed: ListedImage[] = [];
  for (const image of images) {
    const own = await engine.images.tags.namesOf(image.id);
    const names = own.filter(filter.names);
    const isDangling = own.length === 0;
    const hidden = !all && isDangling && parents.has(image.id);
    const wanted = filter.dangling === null || filter.dangling === isDangling;
    if (!hidden && wanted && (names.length > 0 || !filter.needsName)) listed.push({ image, names });
  }
  return listed;
}

async function usedAsParents(engine: Engine): Promise<ReadonlySet<string>> {
  const images = await engine.images.list();
  return new Set(
    images.flatMap((image) => (image as { readonly parent?: Digest | null }).parent ?? []),
  );
}

interface ImageRowOptions {
  readonly whole: boolean;
  readonly digests: boolean;
  readonly dangling: boolean;
}

const none = '<none>';

export async function imageRows(
  engine: Engine,
  images: readonly ListedImage[],
  { whole, digests, dangling }: ImageRowOptions,
): Promise<Row[]> {
  const now = engine.clock.now();
  const rows = images.map(async ({ image, names }) => {
    const created = parseTime(image.config.created) ?? 0;
    const size = await engine.images.size(image);
    const cells = {
      ID: whole ? image.id : shortDigest(image.id),
      CreatedSince: created > 0 ? `${formatDuration(now - created)} ago` : '',
      CreatedAt: formatSecond(created),
      Size: formatSize(size),
      VirtualSize: formatSize(size, 4),
      Containers: 'N/A',
      SharedSize: 'N/A',
      UniqueSize: 'N/A',
    };
    return imageNames(dangling ? [] : names, digests).map((name) => ({
      cells: { ...cells, ...name },
    }));
  });
  return (await Promise.all(rows)).flat();
}

interface NameCells {
  readonly Repository: string;
  readonly Tag: string;
  readonly Digest: string;
}

/** A line for each tag, and where digests are shown for each digest of it; one of nothing for an image without a name. */
function imageNames(names: readonly Reference[], digests: boolean): NameCells[] {
  const repositories = [...new Set(names.map(familiarName))];
  const rows = repositories.flatMap((Repository) => {
    const own = names.filter((name) => familiarName(name) === Repository);
    const tags = own.flatMap(({ tag, digest }) => (tag && !digest ? [tag] : []));
    const all = own.flatMap(({ digest }) => (digest ? [digest as string] : []));
    const shown = digests && all.length > 0 ? all : [none];
    return (tags.length > 0 ? tags : [none]).flatMap((Tag) =>
      shown.map((Digest) => ({ Repository, Tag, Digest })),
    );
  });
  return rows.length > 0 ? rows : [{ Repository: none, Tag: none, Digest: none }];
}
