import { AgentError } from '../../agent/agent.ts';
import { encodeText } from '../../base/bytes.ts';
import { runBuild } from '../../engine/build/build.ts';
import { type Context, ContextError, openContext } from '../../engine/build/context.ts';
import { planBuild } from '../../engine/build/plan.ts';
import { parsePlatform } from '../../engine/build/platform.ts';
import type { BuildWish } from '../../engine/build/stage.ts';
import { StepError } from '../../engine/build/step-error.ts';
import { EngineError } from '../../engine/error.ts';
import { defaultHostConfig } from '../../engine/host-config.ts';
import type { Image } from '../../engine/image-store.ts';
import { pullImage } from '../../engine/pull.ts';
import { parseTarget, tagImage } from '../../engine/tag.ts';
import { shortDigest } from '../../oci/digest.ts';
import { formatFamiliar } from '../../oci/reference.ts';
import { terminalWidth } from '../client.ts';
import { type Call, type Command, CommandError, exactly } from '../command.ts';
import { parseUlimit } from '../container/flag-checks.ts';
import { formatSize } from '../human.ts';
import { parseBytes } from '../size.ts';
import { buildFlags } from './build-flags.ts';
import { findSource } from './build-source.ts';
import { absolutePath } from './output-path.ts';
import { pullScreen } from './pull-screen.ts';

export const build: Command = {
  usage: 'PATH | URL | -',
  summary: 'Build an image from a Dockerfile',
  flags: buildFlags,
  takes: exactly(1),
  run: runCommand,
};

const streamGone = `DEPRECATED: The experimental --stream flag has been removed and the build context
            will be sent non-streaming. Enable BuildKit instead with DOCKER_BUILDKIT=1
            to stream build context, see https://docs.docker.com/go/buildkit/

`;

async function runCommand(call: Call): Promise<number> {
  const { client, flags } = call;
  if (flags.bool('squash')) {
    const needs = 'is only supported on a Docker daemon with experimental features enabled';
    throw new CommandError(`"--squash" ${needs}`);
  }
  if (flags.bool('stream')) await client.err(streamGone);
  // A quiet build says what it did only if it fails.
  const quiet = flags.bool('quiet') ? { said: '' } : null;
  const out = async (text: string): Promise<void> => {
    if (quiet) quiet.said += text;
    else await client.out(text);
  };
  const context = await open(call);
  try {
    await out(sendingLine(context.size));
    const image = await buildIn(call, { context, out });
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

async function open(call: Call): Promise<Context> {
  try {
    return await openContext(call.engine, await findSource(call));
  } catch (error) {
    throw error instanceof ContextError ? new CommandError(error.message) : error;
  }
}

interface Building {
  readonly context: Context;
  readonly out: (text: string) => Promise<void>;
}

async function buildIn(call: Call, { context, out }: Building): Promise<Image> {
  const { engine, flags } = call;
  checkOptions(call);
  const text = await context.takeDockerfile();
  const labels = Object.fromEntries(flags.list('label').map(splitPair));
  const plan = planBuild(text, { target: flags.text('target') ?? '', labels });
  const wish = buildWish(call, { context, labels, out });
  try {
    return await runBuild(engine, plan, wish);
  } catch (error) {
    // What fails on the way is told as it comes, without "Error response from daemon".
    if (error instanceof EngineError) throw new CommandError(error.message);
    if (error instanceof StepError || error instanceof CommandError) throw error;
    throw new CommandError((error as Error).message);
  }
}

/** What the daemon refuses before it looks at the Dockerfile. */
function checkOptions({ flags }: Call): void {
  const isolation = flags.text('isolation') ?? '';
  if (!['', 'default'].includes(isolation.toLowerCase())) {
    throw new EngineError('invalid', `Unsupported isolation: ${JSON.stringify(isolation)}`);
  }
  if (flags.has('security-opt')) {
    const why = 'does not support setting security options on build';
    throw new EngineError('invalid', `The daemon on this platform ${why}`);
  }
  try {
    const platform = flags.text('platform') ?? '';
    if (platform !== '') parsePlatform(platform);
  } catch (cause) {
    throw new EngineError('invalid', (cause as Error).message, { cause });
  }
}

interface Parts {
  readonly context: Context;
  readonly labels: Readonly<Record<string, string>>;
  readonly out: (text: string) => Promise<void>;
}

function buildWish(call: Call, { context, labels, out }: Parts): BuildWish {
  const { client, flags } = call;
  const environment = new Map(client.request.env.map(splitPair));
  const args = flags.list('build-arg').map((each): [string, string | null] => {
    const [name, value] = splitPair(each);
    return [name, each.includes('=') ? value : (environment.get(name) ?? null)];
  });
  return {
    context,
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
    CpuPeriod: flags.number('cpu-period') ?? 0,
    CpuQuota: flags.number('cpu-quota') ?? 0,
    CpuShares: flags.number('cpu-shares') ?? 0,
    CpusetCpus: flags.text('cpuset-cpus') ?? '',
    CpusetMems: flags.text('cpuset-mems') ?? '',
    CgroupParent: flags.text('cgroup-parent') ?? '',
    Ulimits: flags.has('ulimit') ? flags.list('ulimit').map(parseUlimit) : null,
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
  if (path) await writeId(call, path, image);
}

async function writeId({ engine, client }: Call, path: string, { id }: Image): Promise<void> {
  const data = encodeText(id);
  try {
    await engine.agent.call({ op: 'write', path: absolutePath(client, path), data });
  } catch (error) {
    if (!(error instanceof AgentError)) throw error;
    const why = error.errno === 'ENOENT' ? 'no such file or directory' : error.message;
    throw new CommandError(`open ${path}: ${why}`);
  }
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
