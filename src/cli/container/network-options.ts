// The flags of `docker run` that say how a container is connected.
import type { EndpointWish } from '../../engine/network/endpoint.ts';
import type { HostConfig } from '../../engine/host-config.ts';
import type { Flag, FlagValues } from '../flag.ts';
import { isAddress } from './port-options.ts';

/** Checks of single values, as docker makes them while it reads the flags. */
export const networkChecks: Readonly<Record<string, Partial<Flag>>> = {
  dns: { check: checkAddress },
  'add-host': { check: checkHost },
  link: { check: checkLink },
  'dns-search': { check: checkSearch },
};

function checkAddress(text: string): void {
  if (!isAddress(text.trim())) throw new Error(`${text} is not an ip address`);
}

export function checkHost(text: string): void {
  const [name = '', address = ''] = text.split(/:(.*)/s);
  if (name === '' || !text.includes(':'))
    throw new Error(`bad format for add-host: ${JSON.stringify(text)}`);
  if (address !== 'host-gateway' && !isAddress(address))
    throw new Error(`invalid IP address in add-host: ${JSON.stringify(address)}`);
}

function checkLink(text: string): void {
  if (text === '') throw new Error('empty string specified for links');
  if (text.split(':').length > 2) throw new Error(`bad format for links: ${text}`);
}

function checkSearch(text: string): void {
  const domain = text.trim();
  const isGood =
    domain === '.' || /^(?:[a-zA-Z0-9_-]{1,63}\.)*[a-zA-Z0-9_-]{1,63}\.?$/.test(domain);
  if (!isGood) throw new Error(`${text} is not a valid domain`);
}

export interface NetworkOptions {
  readonly host: Pick<
    HostConfig,
    'NetworkMode' | 'Dns' | 'DnsOptions' | 'DnsSearch' | 'ExtraHosts' | 'Links'
  >;
  readonly endpoints: Readonly<Record<string, EndpointWish>>;
  readonly mac: string;
}

interface Target extends EndpointWish {
  readonly name: string;
}

const fixedModes = ['default', 'bridge', 'none', 'host'];

export function networkOptions(flags: FlagValues): NetworkOptions {
  const targets = flags.list('network').map(parseTarget);
  const mode = targets[0]?.name ?? 'default';
  const mac = readMac(flags);
  const isOwn = !fixedModes.includes(mode) && !mode.startsWith('container:');
  const links = flags.list('link');
  if (!isOwn && mode !== 'default') refuseScoped(flags);
  return {
    host: {
      NetworkMode: mode,
      Dns: flags.list('dns'),
      DnsOptions: flags.list('dns-option'),
      DnsSearch: flags.list('dns-search'),
      ExtraHosts: flags.has('add-host') ? flags.list('add-host') : null,
      Links: isOwn || links.length === 0 ? null : links,
    },
    endpoints: isOwn
      ? Object.fromEntries(
          targets.map((target, at) => [target.name, at === 0 ? wholeWish(target, flags) : target]),
        )
      : {},
    mac: mac.toLowerCase(),
  };
}

function refuseScoped(flags: FlagValues): void {
  const where = 'are only supported for user-defined networks';
  if (flags.has('network-alias')) throw new Error(`network-scoped aliases ${where}`);
  if (flags.has('link')) throw new Error(`links ${where}`);
}

function readMac(flags: FlagValues): string {
  const mac = flags.text('mac-address') ?? '';
  if (mac === '' || /^(?:[0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}$/.test(mac)) return mac;
  throw new Error(`${mac} is not a valid mac address`);
}

/** The first network's wishes stand in flags of their own as well. */
function wholeWish({ IPAMConfig, Aliases, DriverOpts }: Target, flags: FlagValues): EndpointWish {
  const ip = flags.text('ip');
  const aliases = [...(Aliases ?? []), ...flags.list('network-alias')];
  const links = flags.list('link');
  return {
    IPAMConfig: ip === null ? (IPAMConfig ?? null) : { IPv4Address: ip },
    Aliases: aliases.length > 0 ? aliases : null,
    Links: links.length > 0 ? links : null,
    DriverOpts: DriverOpts ?? null,
  };
}

/** A name, or "name=net,alias=web,ip=10.0.0.2,driver-opt=k=v". */
function parseTarget(text: string): Target {
  if (!text.includes('=')) return { name: text };
  const fields = text.split(',').map((field) => splitAtEquals(field));
  const of = (wanted: string): string[] =>
    fields.filter(([key]) => key === wanted).map(([, value]) => value);
  const wrong = fields.find(([key]) => !['name', 'alias', 'ip', 'driver-opt'].includes(key));
  if (wrong) throw new Error(`invalid field key ${wrong[0]}`);
  const ip = of('ip').at(-1);
  const options = of('driver-opt').map(splitAtEquals);
  return {
    name: of('name').at(-1) ?? '',
    ...(of('alias').length > 0 ? { Aliases: of('alias') } : {}),
    ...(ip === undefined ? {} : { IPAMConfig: { IPv4Address: ip } }),
    ...(options.length > 0 ? { DriverOpts: Object.fromEntries(options) } : {}),
  };
}

function splitAtEquals(text: string): [name: string, value: string] {
  const [name = '', value = ''] = text.split(/=(.*)/s);
  return [name, value];
}
