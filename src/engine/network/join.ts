// A container joins a network: it gets an address there, and a pair of devices that leads to the network's bridge.
import { type Container, containerName, shortId } from '../container.ts';
import { EngineError } from '../error.ts';
import { formatHex } from '../../base/bytes.ts';
import { randomId } from '../random.ts';
import type { EngineState } from '../state.ts';
import { contains, formatAddress, freeAddress, hardwareAddress, parseAddress } from './address.ts';
import type { EndpointSettings } from './endpoint.ts';
import {
  type Bridge,
  findsByName,
  mtu,
  type Network,
  option,
  rangeOf,
  reservedOf,
  searchName,
  subnetOf,
} from './network.ts';

/** A network and the container's place on it. */
export interface Joined {
  readonly network: Network;
  readonly endpoint: EndpointSettings;
}

/** Gives an endpoint its ids, and an address where the network has some. Must not be interrupted: addresses are taken by being written down. */
export function takeAddress(
  engine: EngineState,
  container: Container,
  { network, endpoint }: Joined,
  others: readonly Container[],
): void {
  const { bridge } = network;
  const wished = endpoint.IPAMConfig?.IPv4Address ?? '';
  const address = bridge ? chooseAddress(network, bridge, wished, others) : null;
  endpoint.NetworkID = network.file.Id;
  endpoint.EndpointID = randomId(engine.random);
  if (findsByName(network)) {
    const own = shortId(container.id);
    const aliases = endpoint.Aliases ?? [];
    endpoint.Aliases = aliases.includes(own) ? aliases : [...aliases, own];
  }
  if (!bridge || address === null) return;
  endpoint.Gateway = bridge.gateway;
  endpoint.IPAddress = formatAddress(address);
  endpoint.IPPrefixLen = subnetOf(bridge).prefix;
  endpoint.MacAddress = ownHardware(container, network) ?? hardwareAddress(address);
}

function chooseAddress(
  network: Network,
  bridge: Bridge,
  wished: string,
  others: readonly Container[],
): number {
  const subnet = subnetOf(bridge);
  const taken = new Set(reservedOf(bridge));
  for (const { file } of others)
    for (const { NetworkID, IPAddress } of Object.values(file.NetworkSettings.Networks))
      if (NetworkID === network.file.Id) taken.add(parseAddress(IPAddress) ?? -1);
  if (wished !== '' && findsByName(network) && !bridge.chosen) {
    throw new EngineError(
      'invalid',
      'user specified IP address is supported only when connecting to networks with user configured subnets',
    );
  }
  const address = parseAddress(wished);
  // The network that docker makes by itself gives no say.
  if (address === null || network.file.Name === 'bridge')
    return freeAddress(subnet, rangeOf(bridge), taken);
  if (!contains(subnet, address)) {
    throw new EngineError(
      'invalid',
      `Invalid address ${wished}: It does not belong to any of this network's subnets`,
    );
  }
  if (taken.has(address)) throw new EngineError('forbidden', 'Address already in use');
  return address;
}

/** --mac-address is for the network that the container was made on. */
function ownHardware({ file, hostConfig }: Container, network: Network): string | null {
  const { NetworkMode: mode } = hostConfig;
  const isFirst =
    mode === network.file.Name ||
    network.file.Id.startsWith(mode) ||
    (mode === 'default' && network.file.Name === 'bridge');
  return isFirst && file.Config.MacAddress ? file.Config.MacAddress : null;
}

/** Requests that make the endpoint's devices in a container's namespace; the container keeps their names. */
export function deviceLines(
  engine: EngineState,
  { file }: Container,
  { network, endpoint }: Joined,
): string[] {
  const { bridge } = network;
  if (!bridge) return [];
  const settings = file.NetworkSettings;
  const inside = nextDevice(Object.values(settings.Devices).map((device) => device.inside));
  const outside = `veth${formatHex(engine.random(4)).slice(0, 7)}`;
  settings.Devices[network.file.Name] = { outside, inside };
  const address = `${endpoint.IPAddress}/${String(endpoint.IPPrefixLen)}`;
  const ports = option(network, 'bridge.enable_icc') === 'false' ? 'isolated' : 'open';
  const ends = [sandboxName(settings.SandboxID), outside, inside, bridge.name];
  return [['veth', ...ends, address, endpoint.MacAddress, mtu(network), ports].join(' ')];
}

function nextDevice(taken: readonly string[]): string {
  for (let number = 0; ; number++) {
    const name = `eth${String(number)}`;
    if (!taken.includes(name)) return name;
  }
}

/** Requests that make the endpoint known by its names. */
export function nameLines(container: Container, { network, endpoint }: Joined): string[] {
  if (!findsByName(network)) return [];
  const names = [containerName(container), ...(endpoint.Aliases ?? [])];
  return [`names ${searchName(network)} ${endpoint.IPAddress} ${names.join(' ')}`];
}

export function forgetLines({ network, endpoint }: Joined): string[] {
  if (!findsByName(network) || !endpoint.IPAddress) return [];
  return [`forget ${searchName(network)} ${endpoint.IPAddress}`];
}

/** As docker names the file of a namespace. */
export function sandboxName(sandboxId: string): string {
  return shortId(sandboxId);
}
