import { encodeText } from '../../base/bytes.ts';
import { planBuild, readDockerfile, runBuild, StepError } from '../../engine/build/build.ts';
import { type Context, type ContextSource, openContext } from '../../engine/build/context.ts';
import type { BuildWish } from '../../engine/build/stage.ts';
import { EngineError } from '../../engine/error.ts';
import { defaultHostConfig } from '../../engine/host-config.ts';
import type { Image } from '../../engine/image-store.ts';
import { pullImage } from '../../engine/pull.ts';
import { parseTarget, tagImage } from '../../engine/tag.ts';
import { shortDigest } from '../../oci/digest.ts';
import { formatFamiliar } from '../../oci/reference.ts';
import { terminalWidth } from '../client.ts';
import { type Call, type Command, CommandError, exactly } from '../command.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { formatSize } from '../human.ts';
import { parseBytes } from '../size.ts';
import { absolutePath } from './output-path.ts';
import { pullScreen } from './pull-screen.ts';

export const build: Command = {
  usage: 'PATH | URL | -',
  summary: 'Build an image from a Dockerfile',
  flags: adjust(
    flagTable(`
--add-host list | Add a custom host-to-IP mapping (host:ip)
--build-arg list | Set build-time variables
--cache-from strings | Images to consider as cache sources
--cgroup-parent string | Optional parent cgroup for the container
--compress | Compress the build context using gzip
--cpu-period int | Limit the CPU CFS (Completely Fair Scheduler) period
--cpu-quota int | Limit the CPU CFS (Completely Fair Scheduler) quota
-c, --cpu-shares int | CPU shares (relative weight)
--cpuset-cpus string | CPUs in which to allow execution (0-3, 0,1)
--cpuset-mems string | MEMs in which to allow execution (0-3, 0,1)
--disable-content-trust | Skip image verification | true
-f, --file string | Name of the Dockerfile (Default is 'PATH/Dockerfile')
--force-rm | Always remove intermediate containers
--iidfile string | Write the image ID to the file
--isolation string | Container isolation technology
--label list | Set metadata for an image
-m, --memory bytes | Memory limit
--memory-swap bytes | Swap limit equal to memory plus swap: '-1' to enable unlimited swap
--network string | Set the networking mode for the RUN instructions during build | "default"
--no-cache | Do not use cache when building the image
--pull | Always attempt to pull a newer version of the image
-q, --quiet | Suppress the build output and print image ID on success
--rm | Remove intermediate containers after a successful build | true
--security-opt strings | Security options
--shm-size bytes | Size of /dev/shm
-t, --tag list | Name and optionally a tag in the 'name:tag' format
--target string | Set the target build stage to build.
--ulimit ulimit | Ulimit options | []
`),
    {
      tag: { check: (text) => void parseTarget(text) },
      memory: { check: (text) => void parseBytes(text) },
      'shm-size': { check: (text) => void parseBytes(text) },
    },
  ),
  takes: exactly(1),
  run: runCommand,
};

async function runCommand(call: Call): Promise<number> {
  const { engine, client, flags } = call;
  // A quiet build says what it did only if it fails.
  const quiet = flags.bool('quiet') ? { said: '' } : null;
  const out = async (text: string): Promise<void> => {
    if (quiet) quiet.said += text;
    else await client.out(text);
  };
  const source = await findSource(call);
  const context = await openContext(engine, source.context);
  try {
    await out(sendingLine(context.size));
    const image = await buildIn(call, { context, dockerfile: source.dockerfile, out });
    await finish(call, image, out);
    return 0;
  } catch (error) {
    if (quiet) await client.err(quiet.said);
    if (!(error instanceof StepError)) throw error;
    throw new CommandError(error.message, error.exit);
  } finally {
    await context.remove();
  }
}

interface Building {
  readonly context: Context;
  /** Absolute, or below the context. */
  readonly dockerfile: string;
  readonly out: (text: string) => Promise<void>;
}

async function buildIn(call: Call, { context, dockerfile, out }: Building): Promise<Image> {
  const { engine, flags } = call;
  const path = dockerfile.startsWith('/') ? dockerfile : `${context.root}/${dockerfile}`;
  const text = await readDockerfile(engine, path);
  if (text === null) throw daemonFault(`Cannot locate specified Dockerfile: ${dockerfile}`);
  if (text === '') throw daemonFault(`the Dockerfile (${dockerfile}) cannot be empty`);
  const labels = Object.fromEntries(flags.list('label').map(splitPair));
  const plan = planBuild(text, { target: flags.text('target') ?? '', labels });
  const wish = buildWish(call, { context, text, labels, out });
  try {
    return await runBuild(engine, plan, wish);
  } catch (error) {
    // What fails on the way is told as it comes, without "Error response from daemon".
    if (error instanceof EngineError) throw new CommandError(error.message);
    if (error instanceof StepError || error instanceof CommandError) throw error;
    throw new CommandError((error as Error).message);
  }
}

interface Parts {
  readonly context: Context;
  readonly text: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly out: (text: string) => Promise<void>;
}

function buildWish(call: Call, { context, text, labels, out }: Parts): BuildWish {
  const { client, flags } = call;
  const environment = new Map(client.request.env.map(splitPair));
  const args = flags.list('build-arg').map((each): [string, string | null] => {
    const [name, value] = splitPair(each);
    return [name, each.includes('=') ? value : (environment.get(name) ?? null)];
  });
  return {
    context,
    dockerfile: text,
    args: new Map(args),
    labels,
    target: flags.text('target') ?? '',
    useCache: !flags.bool('no-cache'),
    pull: flags.bool('pull'),
    remove: flags.bool('rm', true),
    forceRemove: flags.bool('force-rm'),
    hostConfig: hostConfig(call),
    interrupted: client.interrupted,
    out,
    fetch: (name) => fetchImage(call, name, out),
  };
}

function hostConfig({ flags }: Call): BuildWish['hostConfig'] {
  const size = (name: string): number => {
    const text = flags.text(name);
    return text === null ? 0 : text === '-1' ? -1 : parseBytes(text);
  };
  const hosts = flags.list('add-host');
  return {
    ...defaultHostConfig,
    NetworkMode: flags.text('network') ?? 'default',
    Memory: size('memory'),
    MemorySwap: size('memory-swap'),
    ShmSize: size('shm-size') || defaultHostConfig.ShmSize,
    CpuShares: flags.number('cpu-shares') ?? 0,
    ExtraHosts: hosts.length > 0 ? hosts : null,
  };
}

async function fetchImage(
  { engine, client }: Call,
  name: string,
  out: (text: string) => Promise<void>,
): Promise<Image> {
  const screen = pullScreen(out, terminalWidth(client.request, 1));
  const pulled = await pullImage(engine, name, screen.show);
  await screen.finish(pulled);
  return pulled.image;
}

async function finish(
  call: Call,
  image: Image,
  out: (text: string) => Promise<void>,
): Promise<void> {
  const { engine, client, flags } = call;
  await out(`Successfully built ${shortDigest(image.id)}\n`);
  for (const tag of new Set(flags.list('tag').map((text) => formatFamiliar(parseTarget(text))))) {
    await tagImage(engine, image.id, tag);
    await out(`Successfully tagged ${tag}\n`);
  }
  if (flags.bool('quiet')) await client.out(`${image.id}\n`);
  const path = flags.text('iidfile');
  if (path) {
    const data = encodeText(image.id);
    await engine.agent.call({ op: 'write', path: absolutePath(client, path), data });
  }
}

interface Source {
  readonly context: ContextSource;
  readonly dockerfile: string;
}

async function findSource(call: Call): Promise<Source> {
  const {
    client,
    flags,
    arguments: [where = ''],
  } = call;
  const file = flags.text('file') ?? '';
  if (where === '-') {
    if (file === '-')
      throw new CommandError(
        "invalid argument: can't use stdin for both build context and dockerfile",
      );
    return {
      context: { input: { client: await client.lend() } },
      dockerfile: file || 'Dockerfile',
    };
  }
  if (/^(?:https?:\/\/|git:\/\/|git@|github\.com\/)/.test(where)) throw remoteFault(where);
  return findDirectory(call, where, file);
}

async function findDirectory(call: Call, where: string, file: string): Promise<Source> {
  const directory = absolutePath(call.client, where).replace(/\/\.?$/, '') || '/';
  const stat = await statOrNull(call, directory);
  if (!stat) throw new CommandError(`unable to prepare context: path "${where}" not found`);
  if (stat !== 'directory') {
    throw new CommandError(`unable to prepare context: context must be a directory: ${directory}`);
  }
  const path =
    file === '' ? `${directory}/Dockerfile` : await chooseDockerfile(call, file, directory);
  if (!(await statOrNull(call, path))) {
    throw new CommandError(
      `unable to prepare context: unable to evaluate symlinks in Dockerfile path: lstat ${path}: no such file or directory`,
    );
  }
  const isInside = path.startsWith(`${directory}/`);
  const dockerfile = isInside ? path.slice(directory.length + 1) : path;
  return { context: { directory, dockerfile }, dockerfile };
}

/** `-f` counts from where the person is, and where nothing is there, from the context. */
async function chooseDockerfile(call: Call, file: string, directory: string): Promise<string> {
  const here = normal(absolutePath(call.client, file));
  if (file.startsWith('/') || (await statOrNull(call, here))) return here;
  const inside = normal(`${directory}/${file}`);
  return (await statOrNull(call, inside)) ? inside : here;
}

function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

async function statOrNull({ engine }: Call, path: string): Promise<string | null> {
  const [result] = await engine.agent.batch([{ op: 'stat', path, follow: true }], {
    keepGoing: true,
  });
  return result?.ok ? (result.value as { type: string }).type : null;
}

function remoteFault(where: string): CommandError {
  if (!/^https?:\/\//.test(where) || where.endsWith('.git')) {
    return new CommandError(
      `unable to prepare context: unable to 'git clone' to temporary context directory: error fetching: there is no way out of this machine`,
    );
  }
  const host = /^https?:\/\/([^/:]*)/.exec(where)?.[1] ?? '';
  return new CommandError(
    `unable to prepare context: unable to download remote context ${where}: Get "${where}": dial tcp: lookup ${host}: no such host`,
  );
}

function daemonFault(message: string): EngineError {
  return new EngineError('invalid', message);
}

function splitPair(text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

const sizeWidth = 8;

/** The line as a progress bar leaves it behind, on a terminal or not. */
function sendingLine(bytes: number): string {
  return `Sending build context to Docker daemon ${formatSize(bytes, 4).padStart(sizeWidth)}\r\r\n`;
}
