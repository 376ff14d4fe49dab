import type { Container } from '../../engine/container.ts';
import { containerName, shortId } from '../../engine/container.ts';
import type { Engine } from '../../engine/engine.ts';
import { EngineError } from '../../engine/error.ts';
import { memoryShare, processorShare, type Sample, sampleContainers } from '../../engine/stats.ts';
import { type Call, type Command, CommandError } from '../command.ts';
import { daemonText } from '../failure.ts';
import { flagTable } from '../flag-table.ts';
import { formatBinarySize, formatSize } from '../human.ts';
import { formatListing, type Listing, type Row } from '../listing.ts';
import { preferred } from '../settings.ts';

const listing: Listing = {
  type: 'container.statsContext',
  headings: {
    Container: 'CONTAINER',
    Name: 'NAME',
    ID: 'CONTAINER ID',
    CPUPerc: 'CPU %',
    MemUsage: 'MEM USAGE / LIMIT',
    MemPerc: 'MEM %',
    NetIO: 'NET I/O',
    BlockIO: 'BLOCK I/O',
    PIDs: 'PIDS',
  },
  table:
    '{{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}\t{{.PIDs}}',
  quiet: '{{.ID}}',
  raw: 'raw',
};

export const stats: Command = {
  usage: '[CONTAINER...]',
  summary: 'Display a live stream of container(s) resource usage statistics',
  flags: flagTable(`
-a, --all | Show all containers (default shows just running)
--format string | Pretty-print images using a Go template
--no-stream | Disable streaming stats and only pull the first result
--no-trunc | Do not truncate output
`),
  takes: { least: 0, most: Infinity },
  run: runStats,
};

/** Milliseconds between two samples. */
const interval = 1000;
const clearScreen = '\x1b[2J\x1b[H';

async function runStats(call: Call): Promise<number> {
  const { engine, client, flags } = call;
  const once = flags.bool('no-stream');
  const options = { format: await preferred(call, 'format', 'statsFormat') };
  const whole = flags.bool('no-trunc');
  let over = false;
  void client.interrupted.then(() => (over = true));
  let before = await sample(engine, await asked(call));
  while (!over) {
    await Promise.race([engine.clock.delay(interval), client.interrupted]);
    const after = await sample(engine, await watched(call, before));
    const rows = after.map((reading) => statsRow(reading, before, whole));
    await client.out((once ? '' : clearScreen) + formatListing(listing, rows, options));
    if (once) break;
    before = after;
  }
  return 0;
}

/** A container under the word it was asked for by. */
interface Watched {
  readonly word: string;
  /** Null once it is gone. */
  readonly container: Container | null;
}

interface Reading extends Watched {
  readonly sample: Sample | null;
}

/** Those the person named, or all; throws where one does not exist. */
async function asked(call: Call): Promise<Watched[]> {
  const { engine, arguments: words } = call;
  if (words.length === 0) return everything(call);
  const watched: Watched[] = [];
  const errors: string[] = [];
  for (const word of new Set(words)) {
    try {
      watched.push({ word, container: await engine.containers.resolve(word) });
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      errors.push(daemonText(error));
    }
  }
  if (errors.length > 0) throw new CommandError(errors.join('\n'));
  return watched;
}

async function everything({ engine, flags }: Call): Promise<Watched[]> {
  const containers = await engine.containers.list();
  return containers
    .filter(({ file }) => flags.bool('all') || file.State.Running)
    .map((container) => ({ word: shortId(container.id), container }));
}

/** Without names containers come and go; a named one that is gone keeps its line. */
async function watched(call: Call, before: readonly Watched[]): Promise<readonly Watched[]> {
  if (call.arguments.length === 0) return everything(call);
  const present = new Set(await call.engine.containers.list());
  return before.map(({ word, container }) => ({
    word,
    container: container && present.has(container) ? container : null,
  }));
}

async function sample(engine: Engine, each: readonly Watched[]): Promise<Reading[]> {
  const present = each.flatMap(({ container }) => container ?? []);
  const samples = await sampleContainers(engine, present);
  return each.map((one) => {
    const at = one.container ? present.indexOf(one.container) : -1;
    return { ...one, sample: samples[at] ?? null };
  });
}

function statsRow(
  { word, container, sample: now }: Reading,
  earlier: readonly Reading[],
  whole: boolean,
): Row {
  const own = { Container: word, Name: container ? containerName(container) : '--' };
  if (!container || !now) {
    const unknown = { CPUPerc: '--', MemUsage: '-- / --', MemPerc: '--', NetIO: '--' };
    return { cells: { ...own, ...unknown, ID: '', BlockIO: '--', PIDs: '--' } };
  }
  const then = earlier.find((each) => each.container === container)?.sample ?? now;
  const percent = (value: number): string => `${value.toFixed(2)}%`;
  const pair = (format: (bytes: number) => string, one: number, other: number): string =>
    `${format(one)} / ${format(other)}`;
  return {
    cells: {
      ...own,
      ID: whole ? container.id : shortId(container.id),
      CPUPerc: percent(processorShare(then, now)),
      MemUsage: pair(formatBinarySize, now.memory, now.limit),
      MemPerc: percent(memoryShare(now)),
      NetIO: pair(formatSize, now.received, now.sent),
      BlockIO: pair(formatSize, now.read, now.written),
      PIDs: String(now.pids),
    },
  };
}
