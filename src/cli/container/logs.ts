import type { Container } from '../../engine/container.ts';
import { followLog } from '../../engine/follow-log.ts';
import { type LogLine, LogReader, selectLines } from '../../engine/logs.ts';
import { type Call, type Command, CommandError, exactly } from '../command.ts';
import { missingText } from '../failure.ts';
import { flagTable } from '../flag-table.ts';
import { parseTimestamp } from '../timestamp.ts';
import { logDetails } from './log-details.ts';

export const logs: Command = {
  usage: 'CONTAINER',
  summary: 'Fetch the logs of a container',
  flags: flagTable(`
--details | Show extra details provided to logs
-f, --follow | Follow log output
--since string | Show logs since timestamp (e.g. 2013-01-02T13:23:37Z) or relative (e.g. 42m for 42 minutes)
-n, --tail string | Number of lines to show from the end of the logs | "all"
-t, --timestamps | Show timestamps
--until string | Show logs before a timestamp (e.g. 2013-01-02T13:23:37Z) or relative (e.g. 42m for 42 minutes)
`),
  takes: exactly(1),
  run: show,
};

async function show(call: Call): Promise<number> {
  const { engine, flags } = call;
  const container = await found(call);
  const moment = (name: 'since' | 'until'): number | null => {
    const text = flags.text(name);
    return text === null ? null : parseMoment(text, name, engine.clock.now());
  };
  const wish = {
    tail: parseTail(flags.text('tail')),
    since: moment('since'),
    until: moment('until'),
  };
  const reader = new LogReader(engine, container);
  await print(call, container, selectLines(await reader.read(), wish));
  return flags.bool('follow') ? follow(call, container, reader) : 0;
}

/** Prints what is added until the container ends. */
async function follow(call: Call, container: Container, reader: LogReader): Promise<number> {
  const tell = (lines: readonly LogLine[]): Promise<void> => print(call, container, lines);
  const { interrupted } = call.client;
  return (await followLog(call.engine, container, { reader, tell, interrupted })) ? 0 : 130;
}

async function print(
  { client, flags }: Call,
  container: Container,
  lines: readonly LogLine[],
): Promise<void> {
  const stamps = flags.bool('timestamps');
  const details = flags.bool('details') ? `${logDetails(container)} ` : '';
  const toStdout = (line: LogLine): boolean =>
    container.file.Config.Tty || line.stream === 'stdout';
  let at = 0;
  while (at < lines.length) {
    const stdout = toStdout(lines[at] as LogLine);
    let end = at;
    while (end < lines.length && toStdout(lines[end] as LogLine) === stdout) end++;
    const run = lines.slice(at, end);
    const text = run
      .map(({ time, text }) => `${stamps ? `${time} ` : ''}${details}${text}`)
      .join('');
    await (stdout ? client.out(text) : client.err(text));
    at = end;
  }
}

async function found({ engine, arguments: [name = ''] }: Call): Promise<Container> {
  try {
    return await engine.containers.resolve(name);
  } catch (error) {
    throw new CommandError(missingText(error));
  }
}

function parseMoment(text: string, flag: string, now: number): number {
  try {
    return parseTimestamp(text, now);
  } catch (error) {
    throw new CommandError(`invalid value for "${flag}": ${(error as Error).message}`);
  }
}

/** A number of lines; docker takes anything else, and negative numbers, for "all". */
function parseTail(text: string | null): number | null {
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}
