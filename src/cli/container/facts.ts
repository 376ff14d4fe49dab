// What lists and filters ask of a container that its file tells in more than one place.
import type { Container } from '../../engine/container.ts';

/** Its networks by name. */
export function containerNetworks({
  file,
}: Container): Readonly<Record<string, { readonly NetworkID: string }>> {
  return file.NetworkSettings.Networks;
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
  return Object.entries(container.file.NetworkSettings.Ports).flatMap(([name, bindings]) => {
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
