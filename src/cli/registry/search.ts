import { EngineError } from '../../engine/error.ts';
import type { SearchResult } from '../../engine/registry.ts';
import { type Call, type Command, exactly } from '../command.ts';
import { checkFilter, Filters } from '../filter.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { ellipsis } from '../human.ts';
import { formatListing, type Listing, type Row } from '../listing.ts';

const listing: Listing = {
  type: 'registry.searchContext',
  headings: {
    Name: 'NAME',
    Description: 'DESCRIPTION',
    StarCount: 'STARS',
    IsOfficial: 'OFFICIAL',
    IsAutomated: 'AUTOMATED',
  },
  table: '{{.Name}}\t{{.Description}}\t{{.StarCount}}\t{{.IsOfficial}}\t{{.IsAutomated}}',
  quiet: '',
  raw: 'raw',
};

export const search: Command = {
  usage: 'TERM',
  summary: 'Search the Docker Hub for images',
  flags: adjust(
    flagTable(`
-f, --filter filter | Filter output based on conditions provided
--format string | Pretty-print search using a Go template
--limit int | Max number of search results | 25
--no-trunc | Don't truncate output
`),
    { filter: { check: checkFilter } },
  ),
  takes: exactly(1),
  run: runSearch,
};

const usualLimit = 25;
const greatestLimit = 100;
const descriptionWidth = 45;

async function runSearch({ engine, client, flags, arguments: [term = ''] }: Call): Promise<number> {
  const fits = searchFilter(flags.list('filter'));
  const limit = flags.number('limit') ?? usualLimit;
  if (limit < 1 || limit > greatestLimit) {
    const range = `[1, ${String(greatestLimit)}]`;
    throw new EngineError('invalid', `Limit ${String(limit)} is outside the range of ${range}`);
  }
  const [domain, words] = splitTerm(term);
  const found = (await engine.registry.search(domain, words)).slice(0, limit).filter(fits);
  const rows = found
    .toSorted((one, other) => other.stars - one.stars)
    .map((result) => searchRow(result, flags.bool('no-trunc')));
  await client.out(formatListing(listing, rows, { format: flags.text('format') }));
  return 0;
}

function searchFilter(conditions: readonly string[]): (result: SearchResult) => boolean {
  const filters = new Filters(conditions, 'is-automated is-official stars');
  const [automated, official] = [filters.bool('is-automated'), filters.bool('is-official')];
  const stars = filters.values('stars').map((text) => {
    if (/^[+-]?\d+$/.test(text)) return Number(text);
    throw new EngineError('invalid', `Invalid filter 'stars=${text}'`);
  });
  const least = Math.max(0, ...stars);
  return (result) =>
    result.stars >= least &&
    (automated === null || automated === result.isAutomated) &&
    (official === null || official === result.isOfficial);
}

/** The registry that a term names in front, or the Hub. */
function splitTerm(term: string): [domain: string, words: string] {
  const [first = '', ...rest] = term.split('/');
  const isDomain = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  if (isDomain && first !== 'docker.io') return [first, rest.join('/')];
  return ['docker.io', (isDomain ? rest.join('/') : term).replace(/^library\//, '')];
}

function searchRow(result: SearchResult, whole: boolean): Row {
  const description = result.description.replace(/[\n\r]/g, ' ');
  return {
    cells: {
      Name: result.name,
      Description: whole ? description : ellipsis(description, descriptionWidth),
      StarCount: String(result.stars),
      IsOfficial: result.isOfficial ? '[OK]' : '',
      IsAutomated: result.isAutomated ? '[OK]' : '',
    },
  };
}
