/** A container's place on its networks: `NetworkSettings` under docker's own field names. */
import type { PortBinding } from '../host-config.ts';

export interface EndpointSettings {
  readonly IPAMConfig: { readonly IPv4Address?: string } | null;
  /** "container:alias", on networks that find by name. */
  readonly Links: readonly string[] | null;
  Aliases: readonly string[] | null;
  NetworkID: string;
  EndpointID: string;
  Gateway: string;
  IPAddress: string;
  IPPrefixLen: number;
  readonly IPv6Gateway: string;
  readonly GlobalIPv6Address: string;
  readonly GlobalIPv6PrefixLen: number;
  MacAddress: string;
  readonly DriverOpts: Readonly<Record<string, string>> | null;
}

export interface NetworkSettings {
  SandboxID: string;
  SandboxKey: string;
  /** By "80/tcp"; null for a port that is exposed and not published. */
  Ports: Readonly<Record<string, readonly PortBinding[] | null>>;
  /** By the network's name, in the order they were joined. */
  Networks: Record<string, EndpointSettings>;
  /** Devices by the network's name: the end on the bridge, and the end in the container. */
  Devices: Record<string, Device>;
}

export interface Device {
  readonly outside: string;
  readonly inside: string;
}

/** What a person wishes of an endpoint. */
export interface EndpointWish {
  readonly IPAMConfig?: { readonly IPv4Address?: string } | null;
  readonly Links?: readonly string[] | null;
  readonly Aliases?: readonly string[] | null;
  readonly DriverOpts?: Readonly<Record<string, string>> | null;
}

/** An endpoint that is not joined to anything. */
export function idleEndpoint(wish: EndpointWish, networkId = ''): EndpointSettings {
  return {
    IPAMConfig: wish.IPAMConfig ?? null,
    Links: wish.Links ?? null,
    Aliases: wish.Aliases ?? null,
    NetworkID: networkId,
    EndpointID: '',
    Gateway: '',
    IPAddress: '',
    IPPrefixLen: 0,
    IPv6Gateway: '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    MacAddress: '',
    DriverOpts: wish.DriverOpts ?? null,
  };
}

export function idleSettings(networks: Record<string, EndpointSettings>): NetworkSettings {
  return { SandboxID: '', SandboxKey: '', Ports: {}, Networks: networks, Devices: {} };
}

/** Takes an endpoint's address from it. */
export function release(endpoint: EndpointSettings): void {
  endpoint.EndpointID = endpoint.Gateway = endpoint.IPAddress = endpoint.MacAddress = '';
  endpoint.IPPrefixLen = 0;
}
