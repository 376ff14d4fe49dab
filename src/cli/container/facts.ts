// What lists and filters ask of a container that its file tells in more than one place.
import type { Container } from '../../engine/container.ts';
import type { PortBinding } from '../../engine/host-config.ts';

/** Where a container stands on a network. */
interface Endpoint {
  readonly NetworkID: string;
}

interface NetworkFacts {
  readonly Ports?: Readonly<Record<string, readonly PortBinding[] | null>>;
  readonly Networks?: Readonly<Record<string, Endpoint>>;
}

function networkFacts({ file }: Container): NetworkFacts {
  return (file as { readonly NetworkSettings?: NetworkFacts }).NetworkSettings ?? {};
}

/** Its networks by name. */
export function containerNetworks(container: Container): Readonly<Record<string, Endpoint>> {
  const { Networks: networks } = networkFacts(container);
  if (networks && Object.keys(networks).length > 0) return networks;
  const { NetworkMode: mode } = container.hostConfig;
  if (mode.startsWith('container:')) return {};
  return { [mode === 'default' ? 'bridge' : mode]: { NetworkID: '' } };
}

export interface Port {
  /** In the container. */
  readonly inside: number;
  readonly protocol: string;
  /** Of the host; 0 where it is not published. */
  readonly outside: number;
  readonly address: string;
}

/** Ports of a running container, published or only exposed. */
export function containerPorts(container: Container): Port[] {
  return Object.entries(networkFacts(container).Ports ?? {}).flatMap(([name, bindings]) => {
    const [inside = '', protocol = 'tcp'] = name.split('/');
    const port = { inside: Number(inside), protocol };
    if (!bindings || bindings.length === 0) return [{ ...port, outside: 0, address: '' }];
    return bindings.map(({ HostIp: address, HostPort: outside }) => ({
      ...port,
      outside: Number(outside),
      address,
    }));
  });
}

/** "80/tcp" of all ports that the container says it listens on. */
export function exposedPorts({ file }: Container): string[] {
  const { ExposedPorts: ports } = file.Config as { readonly ExposedPorts?: object };
  return Object.keys(ports ?? {});
}

/** The PORTS column: neighbours that keep their number, or are not published, are drawn together. */
export function formatPorts(ports: readonly Port[]): string {
  const done: string[] = [];
  const single: string[] = [];
  const ranges = new Map<string, Range>();
  for (const { inside, outside, protocol, address } of [...ports].sort(comparePorts)) {
    if (address !== '' && outside !== inside) {
      single.push(`${address}:${String(outside)}->${String(inside)}/${protocol}`);
      continue;
    }
    const key = `${address}/${protocol}`;
    const range = ranges.get(key);
    if (range && inside === range.last + 1) {
      range.last = inside;
      continue;
    }
    if (range) done.push(formatRange(range));
    ranges.set(key, { address, protocol, first: inside, last: inside });
  }
  return [...done, ...[...ranges.values()].map(formatRange), ...single].join(', ');
}

interface Range {
  readonly address: string;
  readonly protocol: string;
  readonly first: number;
  last: number;
}

function formatRange({ address, protocol, first, last }: Range): string {
  const range = first === last ? String(first) : `${String(first)}-${String(last)}`;
  return `${address === '' ? range : `${address}:${range}->${range}`}/${protocol}`;
}

function comparePorts(a: Port, b: Port): number {
  if (a.inside !== b.inside) return a.inside - b.inside;
  if (a.address !== b.address) return a.address < b.address ? -1 : 1;
  if (a.outside !== b.outside) return a.outside - b.outside;
  return a.protocol < b.protocol ? -1 : 1;
}
