import type { Container } from '../../engine/container.ts';
import type { Engine } from '../../engine/engine.ts';
import { type Call, type Command, noArguments } from '../command.ts';
import { checkFilter } from '../filter.ts';
import type { FlagValues } from '../flag.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { checkFormat, formatListing } from '../listing.ts';
import { preferredFormat } from '../settings.ts';
import { containerListing, containerRow } from './container-row.ts';
import { containerFilter } from './filter.ts';

export const ps: Command = {
  usage: '',
  summary: 'List containers',
  flags: adjust(
    flagTable(`
-a, --all | Show all containers (default shows just running)
-f, --filter filter | Filter output based on conditions provided
--format string | Pretty-print containers using a Go template
-n, --last int | Show n last created containers (includes all states) | -1
-l, --latest | Show the latest created container (includes all states)
--no-trunc | Don't truncate output
-q, --quiet | Only display container IDs
-s, --size | Display total file sizes
`),
    { filter: { check: checkFilter } },
  ),
  takes: noArguments,
  run: list,
};

async function list(call: Call): Promise<number> {
  const { engine, client, flags } = call;
  const format = await preferredFormat(call, 'psFormat');
  const listing = containerListing(flags.bool('size'));
  const options = { format, quiet: flags.bool('quiet') };
  if (flags.text('format')) checkFormat(listing, options);
  const containers = await chosen(engine, flags);
  const whole = flags.bool('no-trunc');
  const size = flags.bool('size') || (format !== null && /\.Size|json/.test(format));
  const rows = await Promise.all(
    containers.map((container) => containerRow(engine, container, { whole, size })),
  );
  await client.out(formatListing(listing, rows, options));
  return 0;
}

async function chosen(engine: Engine, flags: FlagValues): Promise<Container[]> {
  const last = flags.bool('latest') ? 1 : (flags.number('last') ?? -1);
  const filter = await containerFilter(engine, flags.list('filter'));
  const all = flags.bool('all') || last > 0 || filter.anyState;
  const matching = (await engine.containers.list()).filter(filter.test);
  if (last > 0) return matching.slice(0, last);
  return matching.filter(({ file }) => all || file.State.Running);
}
