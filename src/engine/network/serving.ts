// What stands in a container's namespace for all its networks together: the way out, the name server, published ports.
import type { Container } from '../container.ts';
import type { EngineState } from '../state.ts';
import { type Joined, nameLines, sandboxName } from './join.ts';
import { findsByName, searchName } from './network.ts';
import type { Publication } from './ports.ts';

/** The container's networks, as far as they still exist. */
export async function joinedNetworks(engine: EngineState, { file }: Container): Promise<Joined[]> {
  const joined: Joined[] = [];
  for (const [name, endpoint] of Object.entries(file.NetworkSettings.Networks)) {
    const network = await engine.networks.find(endpoint.NetworkID || name);
    if (network) joined.push({ network, endpoint });
  }
  return joined;
}

/** Requests for what depends on all networks together: the way out, and the name server. */
export function servingLines(container: Container, joined: readonly Joined[]): string[] {
  const name = sandboxName(container.file.NetworkSettings.SandboxID);
  const searched = joined.filter(({ network }) => findsByName(network));
  const links = searched.flatMap(({ endpoint }) =>
    (endpoint.Links ?? []).map((link) => {
      const [target = '', alias = target] = link.split(':');
      return `${alias}=${target}`;
    }),
  );
  const search = searched.map(({ network }) => searchName(network)).join(',');
  return [
    `gateway ${name} ${gatewayOf(joined)?.endpoint.Gateway ?? '-'}`,
    ...joined.flatMap((each) => nameLines(container, each)),
    ...(searched.length > 0 ? [`search ${name} ${search} ${links.join(',') || '-'}`] : []),
    ...(searched.length > 0 ? [`resolve ${name}`] : []),
  ];
}

/** The network that leads out: by name the first that is not internal. */
export function gatewayOf(joined: readonly Joined[]): Joined | null {
  const open = joined.filter(({ endpoint }) => endpoint.Gateway !== '');
  open.sort((one, other) => (one.network.file.Name < other.network.file.Name ? -1 : 1));
  return open[0] ?? null;
}

/** Requests that publish ports at the network that leads out. */
export function publishLines(
  name: string,
  way: Joined,
  publications: readonly Publication[],
): string[] {
  return publications.map(({ protocol, hostIp, hostPort, containerPort }) =>
    ['publish', name, protocol, hostIp, hostPort, way.endpoint.IPAddress, containerPort].join(' '),
  );
}
