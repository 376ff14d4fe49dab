import type { Container } from '../../engine/container.ts';
import { containerPlaceholder, copyInto, copyOut } from '../../engine/copy.ts';
import { endsAsDirectory, isSelf, splitEntry } from '../../engine/copy-path.ts';
import { EngineError } from '../../engine/error.ts';
import { type Call, type Command, CommandError, exactly } from '../command.ts';
import { flagTable } from '../flag-table.ts';

export const cp: Command = {
  usage: 'CONTAINER:SRC_PATH DEST_PATH|-\n\tdocker cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH',
  summary: 'Copy files/folders between a container and the local filesystem',
  description: `Copy files/folders between a container and the local filesystem

Use '-' as the source to read a tar archive from stdin
and extract it to a directory destination in a container.
Use '-' as the destination to stream a tar archive of a
container source to stdout.`,
  flags: flagTable(`
-a, --archive | Archive mode (copy all uid/gid information)
-L, --follow-link | Always follow symbol link in SRC_PATH
`),
  takes: exactly(2),
  run: runCopy,
};

async function runCopy(call: Call): Promise<number> {
  const { from, to } = readEnds(call.arguments);
  const isOut = from.container !== '';
  const named = isOut ? from : to;
  const container = await findContainer(call, named).catch(async (error: unknown) => {
    throw isOut || !isMissing(error) ? error : await targetFault(call, from.path, to);
  });
  if (named.path === '') {
    throw new CommandError('Error response from daemon: bad parameter: pathcannot be empty');
  }
  const { engine, flags } = call;
  const wish = {
    container,
    inside: named.path,
    follow: flags.bool('follow-link'),
    archive: flags.bool('archive'),
  };
  try {
    const end = await openEnd(call, isOut ? to.path : from.path, isOut);
    await (isOut ? copyOut(engine, wish, end) : copyInto(engine, wish, end));
    return 0;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new CommandError(sentence(error, named.container));
  }
}

interface End {
  /** '' for a path of the guest. */
  readonly container: string;
  readonly path: string;
}

function readEnds([source = '', target = '']: readonly string[]): { from: End; to: End } {
  if (source === '') throw new CommandError('source can not be empty');
  if (target === '') throw new CommandError('destination can not be empty');
  const from = splitContainer(source);
  const to = splitContainer(target);
  if (from.container !== '' && to.container !== '') {
    throw new CommandError('copying between containers is not supported');
  }
  if (from.container !== '' || to.container !== '') return { from, to };
  throw new CommandError('must specify at least one container source');
}

async function openEnd(
  { client }: Call,
  path: string,
  writes: boolean,
): Promise<{ path: string } | { client: number }> {
  if (path !== '-') return { path: absolute(client.request.cwd, path) };
  if (writes && client.request.tty[1])
    throw new CommandError('cowardly refusing to copy to a terminal');
  return { client: await client.lend() };
}

/** "web:/etc" falls at its first colon; what begins as a path is one. */
function splitContainer(text: string): End {
  const at = text.indexOf(':');
  const isPath = text.startsWith('/') || text.startsWith('.');
  if (at < 0 || isPath) return { container: '', path: text };
  return { container: text.slice(0, at), path: text.slice(at + 1) };
}

async function findContainer({ engine }: Call, { container, path }: End): Promise<Container> {
  try {
    return await engine.containers.resolve(container);
  } catch (error) {
    if (isMissing(error))
      throw new MissingError(`Error: No such container:path: ${container}:${path}`);
    throw error;
  }
}

/** There is no such container. */
class MissingError extends CommandError {}

function isMissing(error: unknown): boolean {
  return (
    error instanceof MissingError || (error instanceof EngineError && error.code === 'notFound')
  );
}

/** Docker's client thinks about where a source would go before it misses the container. */
async function targetFault({ engine, client }: Call, source: string, target: End): Promise<Error> {
  const { container, path } = target;
  if (source === '-') {
    return new CommandError(`destination "${container}:${path}" must be a directory`);
  }
  const from = absolute(client.request.cwd, source);
  const [stat] = await engine.agent.batch([{ op: 'stat', path: from }], { keepGoing: true });
  if (!stat?.ok) return new CommandError(`lstat ${from}: no such file or directory`);
  const isDirectory = (stat.value as { type: string }).type === 'directory';
  if (!isDirectory && (path === '' || endsAsDirectory(path))) {
    return new CommandError('no such directory');
  }
  const { directory } = splitEntry(`/${path}`);
  return new CommandError(`Error: No such container:path: ${container}:${directory}`);
}

function sentence({ code, message }: EngineError, name: string): string {
  const text = message.replace(containerPlaceholder, name);
  if (message.startsWith('No such container:path:')) return `Error: ${text}`;
  return code === 'system' ? `Error response from daemon: ${text}` : text;
}

/** Absolute, with the trailing slash or dot that it had. */
function absolute(cwd: string, path: string): string {
  const joined = path.startsWith('/') ? path : `${cwd}/${path}`;
  const parts: string[] = [];
  for (const part of joined.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const clean = `/${parts.join('/')}`;
  if (!endsAsDirectory(path) || clean === '/') return clean;
  return isSelf(path) ? `${clean}/.` : `${clean}/`;
}
