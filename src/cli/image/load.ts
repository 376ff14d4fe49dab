import type { Stream } from '../../engine/archive.ts';
import { EngineError } from '../../engine/error.ts';
import { type LoadProgress, loadImages } from '../../engine/load.ts';
import { shortDigest } from '../../oci/digest.ts';
import { terminalWidth } from '../client.ts';
import { type Call, type Command, CommandError, noArguments } from '../command.ts';
import { flagTable } from '../flag-table.ts';
import { absolutePath } from './output-path.ts';
import { pullScreen } from './pull-screen.ts';

export const load: Command = {
  usage: '',
  summary: 'Load an image from a tar archive or STDIN',
  flags: flagTable(`
-i, --input string | Read from tar archive file, instead of STDIN
-q, --quiet | Suppress the load output
`),
  takes: noArguments,
  run: runLoad,
};

async function runLoad(call: Call): Promise<number> {
  const { engine, client, flags } = call;
  const input = await openInput(call);
  const quiet = flags.bool('quiet');
  const screen = pullScreen((text) => client.out(text), terminalWidth(client.request, 1));
  let written: Promise<void> = Promise.resolve();
  const report = (progress: LoadProgress): void => {
    if ('line' in progress) {
      written = Promise.all([written, screen.flush()]).then(() => client.out(progress.line));
    } else if (!quiet) {
      const { layer, current, total } = progress;
      screen.show({ id: shortDigest(layer), status: 'Loading layer', current, total });
    }
  };
  try {
    await loadImages(engine, input, report);
    await written;
    return 0;
  } catch (error) {
    await written;
    if (!(error instanceof EngineError)) throw error;
    throw new CommandError(error.message);
  }
}

async function openInput({ engine, client, flags }: Call): Promise<Stream> {
  const path = flags.text('input');
  if (path) return openFile(engine.agent, path, absolutePath(client, path));
  if (!client.request.tty[0]) return { client: await client.lend() };
  throw new CommandError('requested load from stdin, but stdin is empty');
}

/** A file that is there and can be read as one. */
export async function openFile(
  agent: Call['engine']['agent'],
  named: string,
  path: string,
): Promise<Stream> {
  const [stat] = await agent.batch([{ op: 'stat', path, follow: true }]);
  if (stat?.ok) return { path };
  throw new CommandError(`open ${named}: no such file or directory`);
}
