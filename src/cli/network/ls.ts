import { shortId } from '../../engine/container.ts';
import { parseTime } from '../../engine/clock.ts';
import type { Network } from '../../engine/network/network.ts';
import { noArguments, type Command } from '../command.ts';
import { formatLabels } from '../container/container-row.ts';
import { checkFilter } from '../filter.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { formatListing, type Listing, type Row } from '../listing.ts';
import { preferredFormat } from '../settings.ts';
import { networkTest } from './filter.ts';

const listing: Listing = {
  type: 'network.networkContext',
  headings: {
    ID: 'NETWORK ID',
    Name: 'NAME',
    Driver: 'DRIVER',
    Scope: 'SCOPE',
    IPv6: 'IPV6',
    Internal: 'INTERNAL',
    Labels: 'LABELS',
    CreatedAt: 'CREATED AT',
  },
  table: '{{.ID}}\t{{.Name}}\t{{.Driver}}\t{{.Scope}}',
  quiet: '{{.ID}}',
  raw: 'network_id: {{.ID}}\nname: {{.Name}}\ndriver: {{.Driver}}\nscope: {{.Scope}}\n',
};

export const ls: Command = {
  usage: '',
  summary: 'List networks',
  flags: adjust(
    flagTable(`
-f, --filter filter | Provide filter values (e.g. 'driver=bridge')
--format string | Pretty-print networks using a Go template
--no-trunc | Do not truncate the output
-q, --quiet | Only display network IDs
`),
    { filter: { check: checkFilter } },
  ),
  takes: noArguments,
  run: async (call) => {
    const { engine, client, flags } = call;
    const test = await networkTest(engine, flags.list('filter'));
    const networks = (await engine.networks.list()).filter(test);
    const whole = flags.bool('no-trunc');
    const format = await preferredFormat(call, 'networksFormat');
    const options = { format, quiet: flags.bool('quiet') };
    const rows = networks.map((network) => networkRow(network, whole));
    await client.out(formatListing(listing, rows, options));
    return 0;
  },
};

function networkRow({ file }: Network, whole: boolean): Row {
  return {
    labels: file.Labels,
    cells: {
      ID: whole ? file.Id : shortId(file.Id),
      Name: file.Name,
      Driver: file.Driver,
      Scope: file.Scope,
      IPv6: String(file.EnableIPv6),
      Internal: String(file.Internal),
      Labels: formatLabels(file.Labels),
      CreatedAt: formatCreated(file.Created),
    },
  };
}

/** As Go prints a time: "2026-01-02 03:04:05.123456789 +0000 UTC". */
function formatCreated(text: string): string {
  if (parseTime(text) === null) return text;
  return `${text.replace('T', ' ').replace('Z', '')} +0000 UTC`;
}
