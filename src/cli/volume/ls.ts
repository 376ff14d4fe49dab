import type { Volume } from '../../engine/volume/volume.ts';
import { type Command, noArguments } from '../command.ts';
import { formatLabels } from '../container/container-row.ts';
import { checkFilter } from '../filter.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { formatListing, type Listing, type Row } from '../listing.ts';
import { preferredFormat } from '../settings.ts';
import { filterVolumes } from './filter.ts';

export const volumeListing: Listing = {
  type: 'formatter.volumeContext',
  headings: {
    Name: 'VOLUME NAME',
    Driver: 'DRIVER',
    Scope: 'SCOPE',
    Mountpoint: 'MOUNTPOINT',
    Labels: 'LABELS',
    Links: 'LINKS',
    Size: 'SIZE',
  },
  table: '{{.Driver}}\t{{.Name}}',
  quiet: '{{.Name}}',
  raw: 'name: {{.Name}}\ndriver: {{.Driver}}\n',
};

export const ls: Command = {
  usage: '',
  summary: 'List volumes',
  flags: adjust(
    flagTable(`
-f, --filter filter | Provide filter values (e.g. 'dangling=true')
--format string | Pretty-print volumes using a Go template
-q, --quiet | Only display volume names
`),
    { filter: { check: checkFilter } },
  ),
  takes: noArguments,
  run: async (call) => {
    const { engine, client, flags } = call;
    const all = await engine.volumes.list();
    const volumes = await filterVolumes(engine, all, flags.list('filter'));
    const format = await preferredFormat(call, 'volumesFormat');
    const options = { format, quiet: flags.bool('quiet') };
    await client.out(formatListing(volumeListing, volumes.map(volumeRow), options));
    return 0;
  },
};

/** Sizes and links are counted by `docker system df` only. */
export function volumeRow(volume: Volume): Row {
  const labels = volume.Labels ?? {};
  return {
    labels,
    cells: {
      Name: volume.Name,
      Driver: volume.Driver,
      Scope: volume.Scope,
      Mountpoint: volume.Mountpoint,
      Labels: formatLabels(labels),
      Links: 'N/A',
      Size: 'N/A',
    },
  };
}
