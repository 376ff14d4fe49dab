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
    `gateway ${name} ${defaultRoute(joined)}`,
    ...joined.flatMap((each) => nameLines(container, each)),
    ...(searched.length > 0 ? [`search ${name} ${search} ${links.join(',') || '-'}`] : []),
    ...(searched.length > 0 ? [`resolve ${name}`] : []),
  ];
}

/** The network that leads out: by name the first that is not internal. */
export function gatewayOf(joined: readonly Joined[]): Joined | null {
  return byName(joined).find(({ network }) => !network.file.Internal) ?? null;
}

/** As docker has it, who is on internal networks alone gets a default route as well; nothing is forwarded there. */
function defaultRoute(joined: readonly Joined[]): string {
  return (gatewayOf(joined) ?? byName(joined)[0])?.endpoint.Gateway ?? '-';
}

/** Those networks that have a gateway. */
function byName(joined: readonly Joined[]): Joined[] {
  return joined
    .filter(({ endpoint }) => endpoint.Gateway !== '')
    .sort((one, other) => (one.network.file.Name < other.network.file.Name ? -1 : 1));
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
