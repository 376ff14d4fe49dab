/** A network as the engine keeps it, under docker's own field names, as `docker network inspect` shows them. */
import type { Subnet } from './address.ts';
import { parseAddress, parseSubnet } from './address.ts';

export interface NetworkFile {
  readonly Name: string;
  readonly Id: string;
  readonly Created: string;
  readonly Scope: 'local';
  /** "bridge", "host" or "null". */
  readonly Driver: string;
  readonly EnableIPv6: boolean;
  readonly IPAM: {
    readonly Driver: string;
    readonly Options: Readonly<Record<string, string>> | null;
    readonly Config: readonly IpamConfig[];
  };
  readonly Internal: boolean;
  readonly Attachable: boolean;
  readonly Ingress: boolean;
  readonly ConfigFrom: { readonly Network: string };
  readonly ConfigOnly: boolean;
  readonly Options: Readonly<Record<string, string>>;
  readonly Labels: Readonly<Record<string, string>>;
}

/** As the person wished it; where they wished nothing, what was chosen. */
export interface IpamConfig {
  readonly Subnet?: string;
  readonly IPRange?: string;
  readonly Gateway?: string;
  readonly AuxiliaryAddresses?: Readonly<Record<string, string>>;
}

export interface Network {
  readonly file: NetworkFile;
  /** What it stands on, for those of the bridge driver. */
  readonly bridge: Bridge | null;
}

/** A bridge in the guest's kernel. */
export interface Bridge {
  /** Of the network device. */
  readonly name: string;
  readonly mac: string;
  /** "172.17.0.0/16". */
  readonly subnet: string;
  /** Where addresses are chosen from; the whole subnet where nothing else was wished. */
  readonly range: string;
  readonly gateway: string;
  /** Not to be chosen. */
  readonly reserved: readonly string[];
  /** The subnet was named by the person, so that addresses may be, too. */
  readonly chosen: boolean;
}

export const defaultNetworks = ['bridge', 'host', 'none'];

/** Options of the bridge driver, by what stands behind "com.docker.network." */
export function option({ file }: Network, name: string): string | undefined {
  return file.Options[`com.docker.network.${name}`];
}

export function mtu(network: Network): string {
  return option(network, 'driver.mtu') ?? '1500';
}

/** Containers of the network that docker makes by itself do not find each other by name. */
export function findsByName({ file, bridge }: Network): boolean {
  return bridge !== null && file.Name !== 'bridge';
}

/** How the name server calls it. */
export function searchName({ file }: Network): string {
  return file.Name.replaceAll(/[\s,]/g, '_');
}

export function subnetOf(bridge: Bridge): Subnet {
  return known(parseSubnet(bridge.subnet), bridge.subnet);
}

export function rangeOf(bridge: Bridge): Subnet {
  return known(parseSubnet(bridge.range), bridge.range);
}

/** Addresses that no container may have. */
export function reservedOf(bridge: Bridge): number[] {
  return [bridge.gateway, ...bridge.reserved].map((text) => known(parseAddress(text), text));
}

function known<T>(value: T | null, text: string): T {
  if (value === null) throw new Error(`Not an address of a network: ${text}`);
  return value;
}
