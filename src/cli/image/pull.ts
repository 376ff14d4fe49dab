import { EngineError } from '../../engine/error.ts';
import { parsePlatform } from '../../engine/platform.ts';
import { pullAllTags, type Pulled, pullImage } from '../../engine/pull.ts';
import {
  familiarName,
  formatFamiliar,
  formatReference,
  parseReference,
  type Reference,
  withDefaultTag,
} from '../../oci/reference.ts';
import { terminalWidth } from '../client.ts';
import { type Call, type Command, CommandError, exactly } from '../command.ts';
import { daemonText } from '../failure.ts';
import { flagTable } from '../flag-table.ts';
import { type PullScreen, pullScreen } from './pull-screen.ts';

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

async function runPull(call: Call): Promise<number> {
  const { client, flags } = call;
  const [name = ''] = call.arguments;
  const reference = checkedName(name);
  const all = flags.bool('all-tags');
  const isBare = !reference.tag && !reference.digest;
  if (all && !isBare) throw new CommandError("tag can't be used with --all-tags/-a");
  const quiet = flags.bool('quiet');
  const write = quiet ? () => Promise.resolve() : (text: string) => client.out(text);
  if (!all && isBare) await write('Using default tag: latest\n');
  const screen = pullScreen(write, terminalWidth(client.request, 1));
  try {
    await (all ? pullEach(call, reference, screen) : pullOne(call, name, screen));
  } catch (error) {
    await screen.flush();
    if (!(error instanceof EngineError)) throw error;
    throw new CommandError(daemonText(error));
  }
  await client.out(`${formatReference(all ? reference : withDefaultTag(reference))}\n`);
  return 0;
}

async function pullOne(
  { engine, client, flags }: Call,
  name: string,
  screen: PullScreen,
): Promise<void> {
  const platform = flags.text('platform');
  const wanted = platform ? parsePlatform(platform) : null;
  const pulled = await pullImage(engine, name, screen.show, client.interrupted);
  screen.digest(pulled);
  screen.status(formatFamiliar(pulled.reference), pulled.updated);
  const { os, architecture } = pulled.image.config;
  if (wanted && wanted !== `${os}/${architecture}`) screen.say(mismatch(name, wanted, pulled));
  await screen.flush();
}

async function pullEach(
  { engine, client }: Call,
  repository: Reference,
  screen: PullScreen,
): Promise<void> {
  let updated = false;
  const done = (pulled: Pulled): void => {
    screen.digest(pulled);
    updated ||= pulled.updated;
  };
  await pullAllTags(engine, repository, {
    report: screen.show,
    done,
    canceled: client.interrupted,
  });
  screen.status(familiarName(repository), updated);
  await screen.flush();
}

function mismatch(name: string, wanted: string, { image }: Pulled): string {
  const { os, architecture } = image.config;
  const found = `image with reference ${name} was found but does not match the specified platform`;
  return `WARNING: ${found}: wanted ${wanted}, actual: ${os}/${architecture}`;
}

function checkedName(name: string): ReturnType<typeof parseReference> {
  try {
    return parseReference(name);
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}
