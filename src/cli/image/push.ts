import { EngineError } from '../../engine/error.ts';
import { pushAllTags, type Pushed, pushImage } from '../../engine/push.ts';
import {
  formatReference,
  parseReference,
  type Reference,
  repositoryName,
} from '../../oci/reference.ts';
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

async function runPush(call: Call): Promise<number> {
  const { client, flags } = call;
  const all = flags.bool('all-tags');
  const reference = checkedName(call.arguments[0] ?? '', all);
  const full = repositoryName(reference);
  const out = flags.bool('quiet') ? () => Promise.resolve() : (text: string) => client.out(text);
  if (!all && !reference.tag) await out('Using default tag: latest\n');
  await out(`The push refers to repository [${full}]\n`);
  await send(call, all ? reference : { ...reference, tag: reference.tag ?? 'latest' }, out);
  await passWarning(call, reference);
  if (flags.bool('quiet'))
    await client.out(`${full}${all ? '' : `:${reference.tag ?? 'latest'}`}\n`);
  return 0;
}

/** Tells what the registry had to say; docker's own never does. */
async function passWarning({ engine, client }: Call, { domain }: Reference): Promise<void> {
  const warning = engine.registry.warning?.(domain) ?? null;
  if (warning !== null) await client.err(`WARNING: ${warning}.\n`);
}

/** A tag, or all of a repository named without one. */
async function send(
  { engine, client }: Call,
  reference: Reference,
  out: (text: string) => Promise<void>,
): Promise<void> {
  const screen = pullScreen(out, terminalWidth(client.request, 1));
  const done = async ({ tag, digest, size }: Pushed): Promise<void> => {
    await screen.flush();
    await out(`${tag}: digest: ${digest} size: ${String(size)}\n`);
  };
  try {
    if (reference.tag) await done(await pushImage(engine, formatReference(reference), screen.show));
    else await pushAllTags(engine, reference, { report: screen.show, done });
  } catch (error) {
    await screen.flush();
    if (error instanceof EngineError) throw new CommandError(error.message);
    throw error;
  }
}

function checkedName(name: string, all: boolean): Reference {
  let reference: Reference;
  try {
    reference = parseReference(name);
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
  if (reference.digest) throw new CommandError('cannot push a digest reference');
  if (all && reference.tag) throw new CommandError("tag can't be used with --all-tags/-a");
  return reference;
}
