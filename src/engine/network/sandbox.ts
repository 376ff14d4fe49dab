// A container's network namespace, from its start to its end, and all that stands in it.
import { type Container, containerName } from '../container.ts';
import { EngineError } from '../error.ts';
import { runAll } from '../file.ts';
import { randomId } from '../random.ts';
import type { EngineState } from '../state.ts';
import { release } from './endpoint.ts';
import { etcFiles } from './etc-files.ts';
import { deviceLines, forgetLines, type Joined, sandboxName, takeAddress } from './join.ts';
import { linkedContainers, linkEnvironment } from './links.ts';
import { namespaceDirectory, NetdError } from './netd.ts';
import { option } from './network.ts';
import { portMap, type Publication, publicationsOf } from './ports.ts';
import { request } from './recovery.ts';
import { gatewayOf, joinedNetworks, publishLines, servingLines } from './serving.ts';

/** How a container's network mode is to be read. */
export function sharedContainer({ hostConfig }: Container): string | null {
  const [, of] = /^container:(.*)$/.exec(hostConfig.NetworkMode) ?? [];
  return of ?? null;
}

export interface Sandbox {
  /** The namespace's file; null for the guest's own. */
  readonly path: string | null;
  /** Variables that tell of linked containers. */
  readonly environment: readonly string[];
}

/** Makes the namespace of a container that is about to start, with its devices, names and ports. */
export async function openSandbox(engine: EngineState, container: Container): Promise<Sandbox> {
  const shared = sharedContainer(container);
  if (shared !== null) return joinContainer(engine, container, shared);
  const settings = container.file.NetworkSettings;
  const networks = await Promise.all(
    Object.entries(settings.Networks).map(async ([name, endpoint]) => ({
      network: await engine.networks.resolve(endpoint.NetworkID || name),
      endpoint,
    })),
  );
  const joined = ordered(container, networks);
  const others = (await engine.containers.list()).filter((each) => each !== container);
  settings.SandboxID = randomId(engine.random);
  settings.Devices = {};
  // Nothing waits between these, so that no two containers take one address.
  for (const each of joined) takeAddress(engine, container, each, others);
  for (const { network, endpoint } of joined)
    rename(settings.Networks, network.file.Name, endpoint);
  const isHost = container.hostConfig.NetworkMode === 'host';
  const name = isHost ? 'default' : sandboxName(settings.SandboxID);
  settings.SandboxKey = `${namespaceDirectory}/${name}`;
  if (!isHost) {
    const devices = joined.flatMap((each) => deviceLines(engine, container, each));
    await request(engine, [`sandbox ${name}`, ...devices, ...servingLines(container, joined)]);
    await publish(engine, container, joined, others);
  }
  await runAll(engine.agent, await etcFiles(engine, container, joined));
  const environment = linkEnvironment(container, await linkedContainers(engine, container));
  return { path: isHost ? null : settings.SandboxKey, environment };
}

/** Takes part in the network of a container that runs: its namespace, and its files in /etc. */
async function joinContainer(
  engine: EngineState,
  { file }: Container,
  name: string,
): Promise<Sandbox> {
  const other = await engine.containers.resolve(name);
  if (!other.file.State.Running) {
    throw new EngineError(
      'conflict',
      `cannot join network of a non running container: ${other.id}`,
    );
  }
  const { HostsPath, HostnamePath, ResolvConfPath, Config, State } = other.file;
  Object.assign(file, { HostsPath, HostnamePath, ResolvConfPath });
  Object.assign(file.Config, { Hostname: Config.Hostname, Domainname: Config.Domainname });
  return { path: `/proc/${String(State.Pid)}/ns/net`, environment: [] };
}

/** The endpoint that the mode names comes first, and so becomes eth0. */
function ordered(container: Container, joined: readonly Joined[]): Joined[] {
  const { NetworkMode: mode } = container.hostConfig;
  const first = joined.find(
    ({ network: { file } }) => file.Name === mode || file.Id.startsWith(mode),
  );
  return first ? [first, ...joined.filter((each) => each !== first)] : [...joined];
}

/** A network that was named by its id is known by its name from the first start on. */
function rename(
  table: Record<string, Joined['endpoint']>,
  name: string,
  to: Joined['endpoint'],
): void {
  const old = Object.keys(table).find((each) => table[each] === to);
  if (old === name || old === undefined) return;
  Reflect.deleteProperty(table, old);
  table[name] = to;
}

/** Publishes the container's ports at its way out. */
async function publish(
  engine: EngineState,
  container: Container,
  joined: readonly Joined[],
  others: readonly Container[],
): Promise<void> {
  const { file } = container;
  const way = gatewayOf(joined);
  const ip = (way && option(way.network, 'bridge.host_binding_ipv4')) ?? '0.0.0.0';
  try {
    for (let attempt = 0; ; attempt++) {
      const taken = others.flatMap(publicationsOf);
      const chosen = way ? engine.hostPorts.choose(container, taken, ip) : [];
      file.NetworkSettings.Ports = portMap(container, chosen);
      if (!way || (await listen(engine, container, way, { chosen, isLast: attempt === attempts })))
        return;
    }
  } catch (error) {
    file.NetworkSettings.Ports = {};
    if (!(error instanceof EngineError) || !way) throw error;
    throw new EngineError(
      'system',
      `driver failed programming external connectivity on endpoint ${containerName(container)} ` +
        `(${way.endpoint.EndpointID}): ${error.message}`,
      { cause: error },
    );
  }
}

const attempts = 10;

/** Starts to listen. False when a port that was chosen by chance is taken by a stranger. */
async function listen(
  engine: EngineState,
  container: Container,
  way: Joined,
  { chosen, isLast }: { readonly chosen: readonly Publication[]; readonly isLast: boolean },
): Promise<boolean> {
  const name = sandboxName(container.file.NetworkSettings.SandboxID);
  try {
    await request(engine, publishLines(name, way, chosen));
    return true;
  } catch (error) {
    if (!(error instanceof NetdError) || error.step !== 'publish') throw error;
    const [, port] = /:(\d+): bind: address already in use$/.exec(error.message) ?? [];
    const again = chosen.some((each) => each.dynamic && each.hostPort === Number(port));
    await request(engine, [`unpublish ${name}`]);
    if (again && !isLast) return false;
    throw new EngineError('system', `Error starting userland proxy: ${error.message}`, {
      cause: error,
    });
  }
}

/** Gives up what a container had on its networks. Does not write the container's file; harmless when repeated. */
export async function closeSandbox(engine: EngineState, container: Container): Promise<void> {
  const settings = container.file.NetworkSettings;
  const forget = (await joinedNetworks(engine, container)).flatMap(forgetLines);
  const isOwn = settings.SandboxID !== '' && container.hostConfig.NetworkMode !== 'host';
  const drop = isOwn ? [`drop ${sandboxName(settings.SandboxID)}`] : [];
  settings.Ports = {};
  settings.Devices = {};
  for (const endpoint of Object.values(settings.Networks)) release(endpoint);
  // As with everything that clears up: what fails here must not hide why it is cleared up.
  await request(engine, [...forget, ...drop]).catch(() => undefined);
}
