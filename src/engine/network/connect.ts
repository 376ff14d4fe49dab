// docker network connect, docker network disconnect.
import { type Container, containerName } from '../container.ts';
import { EngineError } from '../error.ts';
import { readFiles, runAll, writeFile } from '../file.ts';
import { decodeText } from '../../base/bytes.ts';
import type { EngineState } from '../state.ts';
import { parseAddress } from './address.ts';
import { type EndpointWish, idleEndpoint } from './endpoint.ts';
import { ownLine, resolverFile } from './etc-files.ts';
import {
  deviceLines,
  forgetLines,
  type Joined,
  nameLines,
  sandboxName,
  takeAddress,
} from './join.ts';
import { findsByName, type Network } from './network.ts';
import { publicationsOf } from './ports.ts';
import { noteNetwork } from './note.ts';
import { request } from './recovery.ts';
import { sharedContainer } from './sandbox.ts';
import { gatewayOf, joinedNetworks, publishLines, servingLines } from './serving.ts';

/** Connects a container; one that does not run is connected when it starts. */
export function connectNetwork(
  engine: EngineState,
  network: Network,
  { container, wish }: { readonly container: Container; readonly wish: EndpointWish },
): Promise<void> {
  return engine.containers.lock(container, async () => {
    const networks = container.file.NetworkSettings.Networks;
    const { Name: name } = network.file;
    checkConnectable(network, container);
    checkWish(network, wish);
    if (!container.file.State.Running) {
      networks[name] = idleEndpoint(wish, network.file.Id);
      return engine.containers.save(container);
    }
    if (networks[name]) {
      throw new EngineError(
        'forbidden',
        `endpoint with name ${containerName(container)} already exists in network ${name}`,
      );
    }
    const endpoint = idleEndpoint(wish);
    const joined = { network, endpoint };
    const others = await engine.containers.list();
    takeAddress(engine, container, joined, others);
    networks[name] = endpoint;
    try {
      await request(engine, deviceLines(engine, container, joined));
      await serveAnew(engine, container);
    } catch (error) {
      await part(engine, container, joined);
      throw error;
    }
    await appendHosts(engine, container, ownLine(container, joined).join(''));
    await engine.containers.save(container);
    noteNetwork(engine, 'connect', network, container);
  });
}

function checkConnectable({ file }: Network, container: Container): void {
  const { NetworkMode: mode } = container.hostConfig;
  if (sharedContainer(container) !== null) {
    throw new EngineError(
      'forbidden',
      'container sharing network namespace with another container or host cannot be connected to any other network',
    );
  }
  if (file.Name === 'host' || mode === 'host') throw hostFault();
  const joined = Object.keys(container.file.NetworkSettings.Networks);
  const isPrivate = file.Name === 'none' || joined.includes('none');
  if (!isPrivate || joined.length === 0) return;
  throw new EngineError(
    'forbidden',
    'container cannot be connected to multiple networks with one of the networks in private (none) mode',
  );
}

function hostFault(): EngineError {
  return new EngineError(
    'forbidden',
    'container cannot be disconnected from host network or connected to host network',
  );
}

function checkWish(network: Network, { IPAMConfig, Aliases }: EndpointWish): void {
  const ip = IPAMConfig?.IPv4Address;
  if (ip !== undefined && parseAddress(ip) === null)
    throw new EngineError('invalid', `Invalid IPv4 address: ${ip})`);
  if (findsByName(network)) return;
  if (ip !== undefined) {
    throw new EngineError(
      'invalid',
      'user specified IP address is supported on user defined networks only',
    );
  }
  if ((Aliases ?? []).length > 0) {
    throw new EngineError(
      'invalid',
      'network-scoped alias is supported only for containers in user defined networks',
    );
  }
}

/** Disconnects a container from a network that it is on. */
export function disconnectNetwork(
  engine: EngineState,
  network: Network,
  container: Container,
): Promise<void> {
  return engine.containers.lock(container, async () => {
    const { file, hostConfig } = container;
    if (hostConfig.NetworkMode === 'host' && network.file.Name === 'host' && file.State.Running)
      throw hostFault();
    const endpoint = file.NetworkSettings.Networks[network.file.Name];
    if (!endpoint) {
      throw new EngineError(
        'system',
        `container ${container.id} is not connected to network ${network.file.Name}`,
      );
    }
    await part(engine, container, { network, endpoint });
    if (file.State.Running) {
      await serveAnew(engine, container);
      await removeHosts(engine, container);
      // Docker tells it twice: of the endpoint, and of the wish.
      noteNetwork(engine, 'disconnect', network, container);
      noteNetwork(engine, 'disconnect', network, container);
    }
    await engine.containers.save(container);
  });
}

/** Takes an endpoint away, with its devices where there are any. */
async function part(engine: EngineState, container: Container, joined: Joined): Promise<void> {
  const { Networks, Devices } = container.file.NetworkSettings;
  const { Name: name } = joined.network.file;
  const device = Devices[name];
  Reflect.deleteProperty(Networks, name);
  Reflect.deleteProperty(Devices, name);
  await request(engine, [...forgetLines(joined), ...(device ? [`delete ${device.outside}`] : [])]);
}

/** After a change of networks: the way out, the name server and published ports may be other ones. */
async function serveAnew(engine: EngineState, container: Container): Promise<void> {
  const joined = await joinedNetworks(engine, container);
  const name = sandboxName(container.file.NetworkSettings.SandboxID);
  const way = gatewayOf(joined);
  const ports = publicationsOf(container);
  const moved = ports.length > 0 && way ? publishLines(name, way, ports) : [];
  await request(engine, [
    ...servingLines(container, joined),
    ...(moved.length > 0 ? [`unpublish ${name}`, ...moved] : []),
  ]);
  await runAll(engine.agent, [await resolverFile(engine, container, joined)]);
}

/** Makes a container known by its present name. */
export async function tellNames(engine: EngineState, container: Container): Promise<void> {
  const joined = await joinedNetworks(engine, container);
  await request(
    engine,
    joined.flatMap((each) => nameLines(container, each)),
  );
}

async function readHosts(engine: EngineState, { file }: Container): Promise<string> {
  const [hosts] = await readFiles(engine.agent, [file.HostsPath]);
  return hosts ? decodeText(hosts) : '';
}

async function appendHosts(engine: EngineState, container: Container, line: string): Promise<void> {
  const hosts = await readHosts(engine, container);
  await runAll(engine.agent, [writeFile(container.file.HostsPath, hosts + line)]);
}

/** As docker does: every line of the container's own name goes, also those of networks it is still on. */
async function removeHosts(engine: EngineState, container: Container): Promise<void> {
  const hosts = await readHosts(engine, container);
  const { Hostname: name } = container.file.Config;
  const kept = hosts.split('\n').filter((line) => line.split(/\s+/).at(-1) !== name);
  await runAll(engine.agent, [writeFile(container.file.HostsPath, kept.join('\n'))]);
}
