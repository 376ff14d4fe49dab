// What `run` and `create` share: their flags, and pulling an image that is not there.
import type { CreateWish } from '../../engine/create.ts';
import type { Container } from '../../engine/container.ts';
import { AgentError } from '../../agent/agent.ts';
import { EngineError } from '../../engine/error.ts';
import type { HostConfig } from '../../engine/host-config.ts';
import { availableResources } from '../../engine/resources.ts';
import { pullImage } from '../../engine/pull.ts';
import {
  formatFamiliar,
  parseReference,
  InvalidReferenceError,
  withDefaultTag,
} from '../../oci/reference.ts';
import { terminalWidth } from '../client.ts';
import { type Call, CommandError } from '../command.ts';
import type { Flag } from '../flag.ts';
import { adjust, flagTable } from '../flag-table.ts';
import { pullScreen } from '../image/pull-screen.ts';
import { containerFlags } from './container-flags.ts';
import { containerOptions } from './container-options.ts';
import { creationChecks } from './flag-checks.ts';
import { clientPath, errnoText } from './lines.ts';
import { networkChecks } from './network-options.ts';

/** Docker takes these too, and does not tell of them. */
const otherNames: readonly Flag[] = (
  [
    ['net', 'network'],
    ['net-alias', 'network-alias'],
    ['dns-opt', 'dns-option'],
  ] as const
).map(([name, meaning]) => ({
  name,
  meaning,
  kind: 'list',
  value: 'list',
  usage: '',
  hidden: true,
}));

/** All flags of a command that makes containers; `pull` is the text of its --pull. */
export function creationFlags(pull: string): Flag[] {
  return [
    ...adjust(containerFlags, { ...creationChecks, ...networkChecks }),
    ...otherNames,
    ...flagTable(`--pull string | ${pull} ("always"|"missing"|"never") | "missing"`),
  ];
}

/** Flags that contradict each other or cannot be meant: `create` tells these apart from later failures. */
export class OptionsError extends CommandError {}

const discarded = 'WARNING: Published ports are discarded when using host network mode\n';

/** Creates by `create`, fetching the image where it is missing, with docker's words on stderr. */
export async function createWithPull(
  call: Call,
  create: (wish: CreateWish) => Promise<Container>,
): Promise<Container> {
  const options = await containerOptions(call).catch((error: unknown) => {
    throw error instanceof CommandError ? new OptionsError(error.message, error.exit) : error;
  });
  const image = checkName(call.arguments[0] ?? '');
  // An empty name is none.
  const wish = { name: call.flags.text('name') || null, ...options };
  const when = call.flags.text('pull') ?? 'missing';
  await refuseIdFile(call);
  await warnOfOom(call, options.hostConfig);
  if (when === 'always') await fetch(call, image);
  const container = await create(wish).catch(async (error: unknown) => {
    const missing = error instanceof EngineError && /^No such image: /.test(error.message);
    if (!missing || when !== 'missing') throw error;
    await call.client.err(`Unable to find image '${image}' locally\n`);
    await fetch(call, image);
    return create(wish);
  });
  const { NetworkMode: mode, PortBindings: ports, PublishAllPorts: all } = container.hostConfig;
  if (mode === 'host' && (all || Object.keys(ports).length > 0)) await call.client.err(discarded);
  for (const warning of availableResources(wish.hostConfig).warnings) {
    await call.client.err(`WARNING: ${warning}\n`);
  }
  await writeIdFile(call, container);
  return container;
}

async function warnOfOom({ client }: Call, hostConfig: HostConfig): Promise<void> {
  if (!hostConfig.OomKillDisable || hostConfig.Memory > 0) return;
  await client.err(
    `WARNING: Disabling the OOM killer on containers without setting a '-m/--memory' limit may be dangerous.\n`,
  );
}

/** The image's full name; docker checks it before it asks the daemon. */
function checkName(text: string): string {
  try {
    return formatFamiliar(withDefaultTag(parseReference(text)));
  } catch (error) {
    if (error instanceof InvalidReferenceError && /64-byte/.test(error.message)) return text;
    throw new CommandError((error as Error).message, 125);
  }
}

async function fetch({ engine, client }: Call, image: string): Promise<void> {
  const screen = pullScreen((text) => client.err(text), terminalWidth(client.request, 2));
  const pulled = await pullImage(engine, image, screen.show, client.interrupted);
  await screen.finish(pulled);
}

function idFile(call: Call): string | null {
  const path = call.flags.text('cidfile');
  return path === null ? null : clientPath(call, path);
}

async function refuseIdFile(call: Call): Promise<void> {
  const path = idFile(call);
  if (path === null) return;
  const [stat] = await call.engine.agent.batch([{ op: 'stat', path }], { keepGoing: true });
  if (!stat?.ok) return;
  throw new CommandError(
    `container ID file found, make sure the other container isn't running or delete ${call.flags.text('cidfile') ?? ''}`,
    125,
  );
}

async function writeIdFile(call: Call, { id }: Container): Promise<void> {
  const path = idFile(call);
  if (path === null) return;
  try {
    const data = new TextEncoder().encode(id);
    await call.engine.agent.call({ op: 'write', path, data, mode: 0o644 });
  } catch (error) {
    if (!(error instanceof AgentError)) throw error;
    const why = `open ${call.flags.text('cidfile') ?? ''}: ${errnoText(error.errno)}`;
    throw new CommandError(`failed to create the container ID file: ${why}`, 127);
  }
}
