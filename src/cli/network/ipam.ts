// --subnet, --ip-range, --gateway and --aux-address: what belongs to which subnet.
import { contains, parseAddress, parseSubnet, type Subnet } from '../../engine/network/address.ts';
import type { IpamConfig } from '../../engine/network/network.ts';
import { CommandError } from '../command.ts';

export interface IpamFlags {
  readonly subnets: readonly string[];
  readonly ranges: readonly string[];
  readonly gateways: readonly string[];
  readonly reserved: Readonly<Record<string, string>>;
}

interface Config {
  readonly subnet: Subnet | null;
  readonly Subnet: string;
  IPRange?: string;
  Gateway?: string;
  AuxiliaryAddresses?: Record<string, string>;
}

/** One configuration a subnet; throws the client's sentences for what belongs to none. */
export function ipamConfigs({ subnets, ranges, gateways, reserved }: IpamFlags): IpamConfig[] {
  if (subnets.length < ranges.length || subnets.length < gateways.length)
    throw new CommandError('every ip-range or gateway must have a corresponding subnet');
  const configs = subnets.map((text): Config => ({ Subnet: text, subnet: parseSubnet(text) }));
  for (const range of ranges) {
    const config = holder(configs, range, 'range');
    if (config.IPRange) throw twice('ranges', [config.IPRange, range], config.Subnet);
    config.IPRange = range;
  }
  for (const gateway of gateways) {
    const config = holder(configs, gateway, 'gateway');
    if (config.Gateway) throw twice('gateways', [config.Gateway, gateway], config.Subnet);
    config.Gateway = gateway;
  }
  for (const [name, address] of Object.entries(reserved))
    (holder(configs, address, 'aux-address').AuxiliaryAddresses ??= {})[name] = address;
  return configs.map(({ subnet: _, ...config }) => config);
}

function holder(configs: readonly Config[], text: string, what: string): Config {
  const address = parseAddress(text.split('/')[0] ?? '');
  const found = configs.find(
    ({ subnet }) => subnet !== null && address !== null && contains(subnet, address),
  );
  if (found) return found;
  throw new CommandError(`no matching subnet for ${what} ${text}`);
}

function twice(what: string, [one, other]: readonly string[], subnet: string): CommandError {
  return new CommandError(
    `cannot configure multiple ${what} (${other ?? ''}, ${one ?? ''}) on the same subnet (${subnet})`,
  );
}
