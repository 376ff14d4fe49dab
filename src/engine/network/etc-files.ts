// The three files that docker writes for a container and mounts over the image's own: hosts, hostname, resolv.conf.
import type { Operation } from '../../agent/agent.ts';
import { decodeText } from '../../base/bytes.ts';
import { type Container, containerName } from '../container.ts';
import { readFiles, writeFile } from '../file.ts';
import type { EngineState } from '../state.ts';
import { linkedContainers } from './links.ts';
import type { Joined } from './join.ts';
import { findsByName } from './network.ts';

/** Operations that write them. The files are replaced in place, as they are mounted one by one. */
export async function etcFiles(
  engine: EngineState,
  container: Container,
  joined: readonly Joined[],
): Promise<Operation[]> {
  const { file, hostConfig } = container;
  const names = ['hosts', 'hostname', 'resolv.conf'].map((name) => `/etc/${name}`);
  const [hosts, hostname, resolver] = (await readFiles(engine.agent, names)).map((bytes) =>
    bytes ? decodeText(bytes) : '',
  );
  const isHost = hostConfig.NetworkMode === 'host';
  const isGuestName = isHost && file.Config.Hostname === hostname?.trim();
  return [
    writeFile(file.HostnamePath, isGuestName ? (hostname ?? '') : `${file.Config.Hostname}\n`),
    writeFile(
      file.HostsPath,
      [
        isHost ? (hosts ?? '') : standardHosts,
        ...(await extraLines(engine, container)),
        ...(await linkLines(engine, container)),
        ...joined.flatMap((each) => ownLine(container, each)),
      ].join(''),
    ),
    writeFile(file.ResolvConfPath, resolverText(container, joined, resolver ?? '')),
  ];
}

const standardHosts = `127.0.0.1\tlocalhost
::1\tlocalhost ip6-localhost ip6-loopback
fe00::0\tip6-localnet
ff00::0\tip6-mcastprefix
ff02::1\tip6-allnodes
ff02::2\tip6-allrouters
`;

/** The operation that writes resolv.conf alone, for after a change of networks. */
export async function resolverFile(
  engine: EngineState,
  container: Container,
  joined: readonly Joined[],
): Promise<Operation> {
  const [guest] = await readFiles(engine.agent, ['/etc/resolv.conf']);
  const text = resolverText(container, joined, guest ? decodeText(guest) : '');
  return writeFile(container.file.ResolvConfPath, text);
}

/** --add-host; "host-gateway" is the guest as the default network sees it. */
async function extraLines(engine: EngineState, { hostConfig }: Container): Promise<string[]> {
  const extra = hostConfig.ExtraHosts ?? [];
  if (extra.length === 0) return [];
  const gateway = (await engine.networks.resolve('bridge')).bridge?.gateway ?? '';
  return extra.map((line) => {
    const [name = '', address = ''] = line.split(/:(.*)/s);
    return `${address === 'host-gateway' ? gateway : address}\t${name}\n`;
  });
}

/** --link on the default network, where no name server answers. */
async function linkLines(engine: EngineState, container: Container): Promise<string[]> {
  const links = await linkedContainers(engine, container);
  return links.map(({ alias, target, address }) => {
    const names = [alias, target.file.Config.Hostname, containerName(target)];
    return `${address}\t${[...new Set(names)].join(' ')}\n`;
  });
}

/** The line of the container itself on one of its networks. */
export function ownLine({ file }: Container, { endpoint }: Joined): string[] {
  if (!endpoint.IPAddress) return [];
  const { Hostname: host, Domainname: domain } = file.Config;
  return [`${endpoint.IPAddress}\t${domain ? `${host}.${domain} ` : ''}${host}\n`];
}

const embedded = '127.0.0.11';

/** What the container's programs ask for names: the name server of its networks, or the guest's. */
function resolverText(container: Container, joined: readonly Joined[], guest: string): string {
  const { Dns: servers, DnsSearch: search, DnsOptions: options } = container.hostConfig;
  const finds = joined.some(({ network }) => findsByName(network));
  if (!finds && servers.length + search.length + options.length === 0) return guest;
  const own = (word: string): string[] =>
    guest
      .split('\n')
      .flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
  const searched = search.length > 0 ? search : own('search');
  const asked = finds ? [embedded] : servers.length > 0 ? servers : own('nameserver');
  const chosen = options.length > 0 ? [...options] : own('options');
  if (finds && !chosen.some((each) => each.startsWith('ndots:'))) chosen.push('ndots:0');
  const line = (word: string, values: readonly string[]): string =>
    values.length > 0 ? `${word} ${values.join(' ')}\n` : '';
  return [
    line(
      'search',
      searched.filter((each) => each !== '.'),
    ),
    ...asked.map((server) => `nameserver ${server}\n`),
    line('options', chosen),
  ].join('');
}
