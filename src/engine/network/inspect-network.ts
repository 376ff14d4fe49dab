import { containerName } from '../container.ts';
import type { EngineState } from '../state.ts';
import type { Network, NetworkFile } from './network.ts';
import { networkContainers } from './remove-network.ts';

/** A container as its network shows it. */
export interface NetworkMember {
  readonly Name: string;
  readonly EndpointID: string;
  readonly MacAddress: string;
  /** "172.17.0.2/16". */
  readonly IPv4Address: string;
  readonly IPv6Address: string;
}

export type NetworkView = NetworkFile & {
  /** By id of the container; only those that run. */
  readonly Containers: Readonly<Record<string, NetworkMember>>;
};

/** A network as `docker network inspect` shows it, fields in docker's order. */
export async function inspectNetwork(engine: EngineState, network: Network): Promise<NetworkView> {
  const { Options, Labels, ...file } = network.file;
  const members = (await networkContainers(engine, network)).flatMap((container) =>
    Object.values(container.file.NetworkSettings.Networks)
      .filter(({ NetworkID }) => NetworkID === file.Id)
      .map((endpoint) => {
        const bits = endpoint.IPAddress ? `/${String(endpoint.IPPrefixLen)}` : '';
        const member: NetworkMember = {
          Name: containerName(container),
          EndpointID: endpoint.EndpointID,
          MacAddress: endpoint.MacAddress,
          IPv4Address: endpoint.IPAddress + bits,
          IPv6Address: '',
        };
        return [container.id, member] as const;
      }),
  );
  members.sort(([one], [other]) => (one < other ? -1 : 1));
  return { ...file, Containers: Object.fromEntries(members), Options, Labels };
}
