import { atMost, type Call, type Command } from '../command.ts';
import { checkFilter } from '../filter.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { formatListing } from '../listing.ts';
import { preferredFormat } from '../settings.ts';
import { imageFilter } from './filter.ts';
import { imageListing, imageRows, listedImages } from './image-row.ts';

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

async function list(call: Call): Promise<number> {
  const { engine, client, flags } = call;
  const [pattern] = call.arguments;
  const format = await preferredFormat(call, 'imagesFormat');
  const conditions = flags.list('filter');
  const patterns = pattern === undefined ? [] : [`reference=${pattern}`];
  const filter = await imageFilter(engine, [...conditions, ...patterns]);
  const digests = flags.bool('digests');
  const found = await listedImages(engine, filter, flags.bool('all'));
  const rows = await imageRows(engine, found, {
    whole: flags.bool('no-trunc'),
    digests: digests || (format ?? '').includes('{{.Digest}}'),
    dangling: filter.dangling === true,
  });
  const quiet = flags.bool('quiet');
  await client.out(formatListing(imageListing(digests), rows, { format, quiet }));
  return 0;
}
