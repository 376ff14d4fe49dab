import { EngineError } from '../../engine/error.ts';
import { pushImage } from '../../engine/push.ts';
import { parseReference, repositoryName } from '../../oci/reference.ts';
import { terminalWidth } from '../client.ts';
import { type Call, type Command, CommandError, exactly } from '../command.ts';
import { flagTable } from '../flag-table.ts';
import { pullScreen } from './pull-screen.ts';

export const push: Command = {
  usage: 'NAME[:TAG]',
  summary: 'Push an image or a repository to a registry',
  flags: flagTable(`
-a, --all-tags | Push all tagged images in the repository
--disable-content-trust | Skip image signing | true
-q, --quiet | Suppress verbose output
`),
  takes: exactly(1),
  run: runPush,
};

async function runPush({ engine, client, flags, arguments: [name = ''] }: Call): Promise<number> {
  const reference = checkedName(name);
  const all = flags.bool('all-tags');
  if (all && reference.tag) throw new CommandError("tag can't be used with --all-tags/-a");
  const quiet = flags.bool('quiet');
  const full = repositoryName(reference);
  const tag = reference.tag ?? 'latest';
  const out = async (text: string): Promise<void> => {
    if (!quiet) await client.out(text);
  };
  if (!all && !reference.tag) await out('Using default tag: latest\n');
  await out(`The push refers to repository [${full}]\n`);
  const screen = pullScreen(out, terminalWidth(client.request, 1));
  try {
    for (const each of all ? await allTags(engine, reference) : [tag]) {
      const { digest, size } = await pushImage(engine, `${full}:${each}`, screen.show);
      await screen.flush();
      await out(`${each}: digest: ${digest} size: ${String(size)}\n`);
    }
    if (quiet)
      await client.out(`${full}:${tag}
`);
    return 0;
  } catch (error) {
    await screen.flush();
    if (error instanceof EngineError) throw new CommandError(error.message);
    throw error;
  }
}

async function allTags(
  engine: Call['engine'],
  reference: ReturnType<typeof parseReference>,
): Promise<string[]> {
  const rows = await engine.images.tags.list();
  const own = rows.filter(
    ({ reference: each }) => repositoryName(each) === repositoryName(reference),
  );
  const tags = own.flatMap(({ reference: { tag } }) => (tag ? [tag] : []));
  if (tags.length > 0) return tags;
  throw new CommandError(
    `An image does not exist locally with the tag: ${repositoryName(reference)}`,
  );
}

function checkedName(name: string): ReturnType<typeof parseReference> {
  try {
    return parseReference(name);
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}
