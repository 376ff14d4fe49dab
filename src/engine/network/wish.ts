// What a person wishes of a new container's networks, checked as docker checks it.
import { decodeText } from '../../base/bytes.ts';
import type { Container, ContainerConfig } from '../container.ts';
import { EngineError } from '../error.ts';
import { readFiles } from '../file.ts';
import type { HostConfig } from '../host-config.ts';
import type { EngineState } from '../state.ts';
import { parseAddress } from './address.ts';
import { type EndpointWish, idleEndpoint, idleSettings, type NetworkSettings } from './endpoint.ts';
import { parseLink } from './links.ts';

export interface NetworkWish {
  readonly config: ContainerConfig;
  readonly hostConfig: HostConfig;
  /** By network; only the one that the mode names can be joined at the start. */
  readonly endpoints?: Readonly<Record<string, EndpointWish>>;
}

export interface ResolvedNetworking {
  /** None of its networks is joined yet. */
  readonly settings: NetworkSettings;
  /** With a container's id for its name. */
  readonly mode: string;
  /** What the mode says of it, where the person said nothing. */
  readonly hostname: string | null;
}

export async function resolveNetworking(
  engine: EngineState,
  wish: NetworkWish,
): Promise<ResolvedNetworking> {
  const { hostConfig, endpoints = {} } = wish;
  const { NetworkMode: mode } = hostConfig;
  checkEndpoints(endpoints);
  await checkLinks(engine, hostConfig);
  if (mode.startsWith('container:')) {
    checkShared(wish);
    const settings = idleSettings({});
    const other = await existing(engine, mode.slice('container:'.length));
    if (!other) return { settings, mode, hostname: null };
    return { settings, mode: `container:${other.id}`, hostname: other.file.Config.Hostname };
  }
  if (mode === 'host' && wish.config.MacAddress) throw conflicting(macConflict);
  const wanted = mode === 'default' ? 'bridge' : mode;
  const name = (await engine.networks.find(wanted))?.file.Name ?? wanted;
  const settings = idleSettings({ [name]: idleEndpoint(endpoints[mode] ?? {}) });
  const hostname = mode === 'host' ? await guestName(engine) : null;
  return { settings, mode, hostname };
}

/** The container of that name; null where there is none, which is told when it is to be joined. */
async function existing(engine: EngineState, name: string): Promise<Container | null> {
  return engine.containers.resolve(name).catch((error: unknown) => {
    if (error instanceof EngineError && error.code === 'notFound') return null;
    throw error;
  });
}

async function guestName({ agent }: EngineState): Promise<string> {
  const [name] = await readFiles(agent, ['/proc/sys/kernel/hostname']);
  return name ? decodeText(name).trim() : '';
}

function checkEndpoints(endpoints: Readonly<Record<string, EndpointWish>>): void {
  const names = Object.keys(endpoints);
  if (names.length > 1) {
    throw new EngineError(
      'invalid',
      `Container cannot be connected to network endpoints: ${names.join(', ')}`,
    );
  }
  for (const { IPAMConfig } of Object.values(endpoints)) {
    const ip = IPAMConfig?.IPv4Address;
    if (ip !== undefined && parseAddress(ip) === null)
      throw new EngineError('invalid', `invalid IPv4 address: ${ip}`);
  }
}

async function checkLinks(engine: EngineState, { Links }: HostConfig): Promise<void> {
  for (const link of Links ?? []) {
    const { target } = parseLink(link);
    await engine.containers.resolve(target).catch((cause: unknown) => {
      if (!(cause instanceof EngineError)) throw cause;
      throw new EngineError('invalid', `could not get container for ${target}: ${cause.message}`, {
        cause,
      });
    });
  }
}

const macConflict = 'mac-address and the network mode';

function conflicting(what: string): EngineError {
  return new EngineError('invalid', `conflicting options: ${what}`);
}

/** What cannot be wished of a network that belongs to another container. */
function checkShared({ config, hostConfig }: NetworkWish): void {
  if (hostConfig.NetworkMode === 'container:') {
    throw new EngineError(
      'invalid',
      'Invalid network mode: invalid container format container:<name|id>',
    );
  }
  const conflicts: readonly (readonly [boolean, string])[] = [
    [config.Hostname !== '', 'hostname and the network mode'],
    [
      (hostConfig.Links ?? []).length > 0,
      "container type network can't be used with links. This would result in undefined behavior",
    ],
    [hostConfig.Dns.length > 0, 'dns and the network mode'],
    [(hostConfig.ExtraHosts ?? []).length > 0, 'custom host-to-IP mapping and the network mode'],
    [(config.MacAddress ?? '') !== '', macConflict],
    [
      Object.keys(hostConfig.PortBindings).length > 0 || hostConfig.PublishAllPorts,
      'port publishing and the container type network mode',
    ],
    [
      Object.keys(config.ExposedPorts ?? {}).length > 0,
      'port exposing and the container type network mode',
    ],
  ];
  const found = conflicts.find(([isWished]) => isWished);
  if (found) throw conflicting(found[1]);
}
