import { imageHistory } from '../../engine/history.ts';
import { shortDigest } from '../../oci/digest.ts';
import { type Call, type Command, exactly } from '../command.ts';
import { flagTable } from '../flag-table.ts';
import { ellipsis, formatDuration, formatSize } from '../human.ts';
import { formatListing, type Listing } from '../listing.ts';

export const history: Command = {
  usage: 'IMAGE',
  summary: 'Show the history of an image',
  flags: flagTable(`
--format string | Pretty-print images using a Go template
-H, --human | Print sizes and dates in human readable format | true
--no-trunc | Don't truncate output
-q, --quiet | Only show image IDs
`),
  takes: exactly(1),
  run: show,
};

const createdByWidth = 45;

const listing = (human: boolean): Listing => ({
  type: 'formatter.historyContext',
  headings: {
    ID: 'IMAGE',
    CreatedSince: 'CREATED',
    CreatedAt: 'CREATED AT',
    CreatedBy: 'CREATED BY',
    Size: 'SIZE',
    Comment: 'COMMENT',
  },
  table: `{{.ID}}\t{{.Created${human ? 'Since' : 'At'}}}\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}`,
  quiet: '{{.ID}}',
  raw: '',
});

async function show({ engine, client, flags, arguments: [name = ''] }: Call): Promise<number> {
  const rows = await imageHistory(engine, name);
  const whole = flags.bool('no-trunc');
  const human = flags.bool('human', true);
  const now = engine.clock.now();
  const cells = rows.map((row) => {
    const createdBy = row.createdBy.replaceAll('\t', ' ');
    return {
      cells: {
        ID: row.id === null ? '<missing>' : whole ? row.id : shortDigest(row.id),
        CreatedSince: human
          ? `${formatDuration(now - row.created)} ago`
          : formatSecond(row.created),
        CreatedAt: formatSecond(row.created),
        CreatedBy: whole ? createdBy : ellipsis(createdBy, createdByWidth),
        Size: human ? formatSize(row.size) : String(row.size),
        Comment: row.comment,
      },
    };
  });
  const options = { format: flags.text('format'), quiet: flags.bool('quiet') };
  await client.out(formatListing(listing(human), cells, options));
  return 0;
}

function formatSecond(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
