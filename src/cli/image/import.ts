import type { Stream } from '../../engine/archive.ts';
import { EngineError } from '../../engine/error.ts';
import { importImage } from '../../engine/import.ts';
import { parseTarget } from '../../engine/tag.ts';
import { type Call, type Command, CommandError } from '../command.ts';
import { flagTable } from '../flag-table.ts';
import { openFile } from './load.ts';
import { absolutePath } from './output-path.ts';

export const importCommand: Command = {
  usage: 'file|URL|- [REPOSITORY[:TAG]]',
  summary: 'Import the contents from a tarball to create a filesystem image',
  flags: flagTable(`
-c, --change list | Apply Dockerfile instruction to the created image
-m, --message string | Set commit message for imported image
--platform string | Set platform if server is multi-platform capable
`),
  takes: { least: 1, most: Infinity },
  run: runImport,
};

async function runImport(call: Call): Promise<number> {
  const { engine, client, flags, arguments: words } = call;
  const [source = '', name = ''] = words;
  const reference = name === '' ? null : readTarget(name);
  const input = await openSource(call, source);
  try {
    const message = flags.text('message') ?? '';
    const image = await importImage(engine, {
      input,
      reference,
      // Its client reads a file itself, so that the daemon knows of a stream alone.
      message: message || 'Imported from -',
      changes: flags.list('change'),
    });
    await client.out(`${image.id}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'system') throw error;
    throw new CommandError(`Error response from daemon: ${error.message}`);
  }
}

async function openSource({ engine, client }: Call, source: string): Promise<Stream> {
  if (source === '-') return { client: await client.lend() };
  if (/^https?:\/\//.test(source)) {
    const host = /^https?:\/\/([^/:]*)/.exec(source)?.[1] ?? '';
    throw new CommandError(
      `Error response from daemon: Get "${source}": dial tcp: lookup ${host}: no such host`,
    );
  }
  return openFile(engine.agent, source, absolutePath(client, source));
}

function readTarget(name: string): ReturnType<typeof parseTarget> {
  try {
    return parseTarget(name);
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}
