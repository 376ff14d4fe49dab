import { parseTime } from '../../engine/clock.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Image } from '../../engine/image-store.ts';
import { type Digest, shortDigest } from '../../oci/digest.ts';
import { familiarName, parseReference, type Reference } from '../../oci/reference.ts';
import { atMost, type Call, type Command, CommandError } from '../command.ts';
import { checkFilter } from '../container/filter.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { formatDuration, formatSize } from '../human.ts';
import { formatTable } from '../tabwriter.ts';

export const images: Command = {
  usage: '[REPOSITORY[:TAG]]',
  summary: 'List images',
  flags: adjust(
    flagTable(`
-a, --all | Show all images (default hides intermediate images)
--digests | Show digests
-f, --filter filter | Filter output based on conditions provided
--format string | Pretty-print images using a Go template
--no-trunc | Don't truncate output
-q, --quiet | Only show image IDs
`),
    { filter: { check: checkFilter } },
  ),
  takes: atMost(1),
  run: list,
};

/** One line of the list: a repository with its tag, its digest, or both. */
interface Row {
  readonly image: Image;
  readonly repository: string;
  readonly tag: string;
  readonly digest: Digest | null;
}

const none = '<none>';

async function list({ engine, client, flags, arguments: [pattern] }: Call): Promise<number> {
  for (const name of ['format', 'filter']) {
    if (flags.has(name)) throw new CommandError(`--${name} is not supported by Fishbowl's engine`);
  }
  const rows = (await allRows(engine)).filter((row) => matches(row, pattern));
  const id = ({ image }: Row): string =>
    flags.bool('no-trunc') ? image.id : shortDigest(image.id);
  if (flags.bool('quiet')) {
    await client.out(rows.map((row) => `${id(row)}\n`).join(''));
    return 0;
  }
  const digests = flags.bool('digests');
  const now = engine.clock.now();
  const lines = await Promise.all(
    rows.map(async (row) => [
      row.repository,
      row.tag,
      ...(digests ? [row.digest ?? none] : []),
      id(row),
      `${formatDuration(now - (parseTime(row.image.config.created) ?? 0))} ago`,
      formatSize(await engine.images.size(row.image)),
    ]),
  );
  const titles = [
    'REPOSITORY',
    'TAG',
    ...(digests ? ['DIGEST'] : []),
    'IMAGE ID',
    'CREATED',
    'SIZE',
  ];
  await client.out(formatTable([titles, ...lines]));
  return 0;
}

/** Newest image first; an image without a name has one row. */
async function allRows(engine: Engine): Promise<Row[]> {
  const all = await engine.images.list();
  all.sort((a, b) => (a.config.created < b.config.created ? 1 : -1));
  const rows = await Promise.all(
    all.map(async (image) => imageRows(image, await engine.images.tags.namesOf(image.id))),
  );
  return rows.flat();
}

function imageRows(image: Image, names: readonly Reference[]): Row[] {
  const repositories = [...new Set(names.map(familiarName))];
  const rows = repositories.flatMap((repository) => {
    const own = names.filter((name) => familiarName(name) === repository);
    const digest = own.find((name) => name.digest)?.digest ?? null;
    const tags = own.flatMap(({ tag }) => (tag ? [tag] : []));
    return (tags.length > 0 ? tags : [none]).map((tag) => ({ image, repository, tag, digest }));
  });
  return rows.length > 0 ? rows : [{ image, repository: none, tag: none, digest: null }];
}

/** A repository, with or without a tag; `*` and `?` stand for parts of a name. */
function matches(row: Row, pattern: string | undefined): boolean {
  if (pattern === undefined) return true;
  const full = `${row.repository}:${row.tag}`;
  const glob = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]');
  const test = new RegExp(`^(?:${glob})$`);
  if (test.test(row.repository) || test.test(full)) return true;
  try {
    const reference = parseReference(pattern);
    return (
      familiarName(reference) === row.repository && (!reference.tag || reference.tag === row.tag)
    );
  } catch {
    return false;
  }
}
