import type { Container } from '../../engine/container.ts';
import { type LogLine, LogReader, selectLines } from '../../engine/logs.ts';
import { type Call, type Command, CommandError, exactly } from '../command.ts';
import { missingText } from '../failure.ts';
import { flagTable } from '../flag-table.ts';
import { parseMoment } from '../moment.ts';

/** How often a followed log is looked at: the shim holds it open, so that its growth cannot be watched. */
const followInterval = 150;

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

async function follow(call: Call, container: Container, reader: LogReader): Promise<number> {
  const { engine, client } = call;
  const interrupted = client.interrupted.then(() => true);
  for (;;) {
    // Asked before reading: what was written before the end is then read for certain.
    const running = container.file.State.Running;
    await print(call, container, await reader.read());
    if (!running) return 0;
    const pause = engine.clock.delay(followInterval).then(() => false);
    if (await Promise.race([interrupted, pause])) return 130;
  }
}

async function print(
  { client, flags }: Call,
  container: Container,
  lines: readonly LogLine[],
): Promise<void> {
  const stamps = flags.bool('timestamps');
  const toStdout = (line: LogLine): boolean =>
    container.file.Config.Tty || line.stream === 'stdout';
  let at = 0;
  while (at < lines.length) {
    const stdout = toStdout(lines[at] as LogLine);
    let end = at;
    while (end < lines.length && toStdout(lines[end] as LogLine) === stdout) end++;
    const run = lines.slice(at, end);
    const text = run.map(({ time, text }) => (stamps ? `${time} ${text}` : text)).join('');
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

/** A number of lines; docker takes anything else, and negative numbers, for "all". */
function parseTail(text: string | null): number | null {
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}
