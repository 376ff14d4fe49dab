import { EngineError } from '../../engine/error.ts';
import { pullImage } from '../../engine/pull.ts';
import { parseReference } from '../../oci/reference.ts';
import { terminalWidth } from '../client.ts';
import { type Call, type Command, CommandError, exactly } from '../command.ts';
import { daemonText } from '../failure.ts';
import { flagTable } from '../flag-table.ts';
import { pulledName, pullScreen } from './pull-screen.ts';

export const pull: Command = {
  usage: 'NAME[:TAG|@DIGEST]',
  summary: 'Pull an image or a repository from a registry',
  flags: flagTable(`
-a, --all-tags | Download all tagged images in the repository
--disable-content-trust | Skip image verification | true
--platform string | Set platform if server is multi-platform capable
-q, --quiet | Suppress verbose output
`),
  takes: exactly(1),
  run: runPull,
};

async function runPull({ engine, client, flags, arguments: [name = ''] }: Call): Promise<number> {
  const reference = checkedName(name);
  if (flags.bool('all-tags')) {
    throw new CommandError(`--all-tags is not supported by Fishbowl's engine`);
  }
  const quiet = flags.bool('quiet');
  if (!quiet && !reference.tag && !reference.digest)
    await client.out('Using default tag: latest\n');
  const screen = pullScreen((text) => client.out(text), terminalWidth(client.request, 1));
  try {
    const show = quiet ? (): void => undefined : screen.show;
    const pulled = await pullImage(engine, name, show, client.interrupted);
    if (!quiet) await screen.finish(pulled);
    await client.out(pulledName(pulled));
    return 0;
  } catch (error) {
    await screen.flush();
    if (!(error instanceof EngineError)) throw error;
    await client.err(`${daemonText(error)}\n`);
    return 1;
  }
}

function checkedName(name: string): ReturnType<typeof parseReference> {
  try {
    return parseReference(name);
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}
