import { parseTime } from '../../engine/clock.ts';
import { type Container, containerName, containerStatus, shortId } from '../../engine/container.ts';
import type { Engine } from '../../engine/engine.ts';
import { shortDigest } from '../../oci/digest.ts';
import { type Call, type Command, CommandError, noArguments } from '../command.ts';
import type { FlagValues } from '../flag.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { ellipsis, formatDuration } from '../human.ts';
import { formatTable } from '../tabwriter.ts';
import { checkFilter, containerFilter } from './filter.ts';

const titles = ['CONTAINER ID', 'IMAGE', 'COMMAND', 'CREATED', 'STATUS', 'PORTS', 'NAMES'];
const commandWidth = 20;

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

async function list({ engine, client, flags }: Call): Promise<number> {
  if (flags.has('format') || flags.bool('size')) {
    const name = flags.has('format') ? 'format' : 'size';
    throw new CommandError(`--${name} is not supported by Fishbowl's engine`);
  }
  const containers = await chosen(engine, flags);
  const whole = flags.bool('no-trunc');
  const idOf = ({ id }: Container): string => (whole ? id : shortId(id));
  if (flags.bool('quiet')) {
    await client.out(containers.map((each) => `${idOf(each)}\n`).join(''));
    return 0;
  }
  const now = engine.clock.now();
  const rows = await Promise.all(
    containers.map(async (container) => [
      idOf(container),
      await imageText(engine, container, whole),
      commandText(container, whole),
      `${since(container.file.Created, now)} ago`,
      statusText(container, now),
      '',
      containerName(container),
    ]),
  );
  await client.out(formatTable([titles, ...rows]));
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

/** The name it was made from, or the image's id where the name means another image by now. */
async function imageText(engine: Engine, { file }: Container, whole: boolean): Promise<string> {
  const named = await engine.images.find(file.Config.Image).catch(() => null);
  if (named?.id === file.Image) {
    const isId = file.Image.includes(file.Config.Image);
    return isId && !whole
      ? file.Config.Image.replace(/^sha256:/, '').slice(0, 12)
      : file.Config.Image;
  }
  return whole ? file.Image : shortDigest(file.Image);
}

function commandText({ file }: Container, whole: boolean): string {
  const words = file.Args.map((word) => (word.includes(' ') ? `'${word}'` : word));
  const line = [file.Path, ...words].join(' ');
  return JSON.stringify(whole ? line : ellipsis(line, commandWidth));
}

/** The STATUS column. */
export function statusText(container: Container, now: number): string {
  const { State: state } = container.file;
  switch (containerStatus(container)) {
    case 'running':
      return `Up ${since(state.StartedAt, now)}`;
    case 'paused':
      return `Up ${since(state.StartedAt, now)} (Paused)`;
    case 'restarting':
      return `Restarting (${String(state.ExitCode)}) ${since(state.FinishedAt, now)} ago`;
    case 'removing':
      return 'Removal In Progress';
    case 'dead':
      return 'Dead';
    case 'created':
      return 'Created';
    case 'exited':
      return `Exited (${String(state.ExitCode)}) ${since(state.FinishedAt, now)} ago`;
  }
}

function since(time: string, now: number): string {
  return formatDuration(now - (parseTime(time) ?? now));
}
