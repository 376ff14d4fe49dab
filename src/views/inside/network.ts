// A network namespace as the files of /proc/PID/net tell it (proc(5), proc_pid_net(5)): interfaces, addresses, routes, who listens.
import { coveringDevice, prefixLength, type Network4 } from './subnets.ts';

/** Names of the files that are read, below /proc/PID/net. */
export const networkFiles = [
  'dev',
  'route',
  'fib_trie',
  'if_inet6',
  'ipv6_route',
  'tcp',
  'tcp6',
] as const;
export type NetworkFile = (typeof networkFiles)[number];

export interface Network {
  readonly interfaces: readonly NetworkInterface[];
  /** IPv4 addresses that lie in no network of an interface: the kernel does not tell in /proc whose they are. */
  readonly unplaced: readonly string[];
  readonly routes: readonly Route[];
  readonly listening: readonly string[];
}

export interface NetworkInterface {
  readonly name: string;
  /** "172.17.0.2/16", "fe80::1/64". */
  readonly addresses: readonly string[];
  /** Bytes since it was made. */
  readonly received: number;
  readonly sent: number;
}

export interface Route {
  /** "default", or a network: "172.17.0.0/16". */
  readonly to: string;
  /** The gateway's address; null for what is reached directly. */
  readonly via: string | null;
  readonly device: string;
}

/** What the files tell; lines that are no such lines are passed over. */
export function parseNetwork(files: Partial<Record<NetworkFile, string>>): Network {
  const linesOf = (file: NetworkFile): readonly string[] => files[file]?.split('\n') ?? [];
  const direct = linesOf('route').flatMap((line) => parseRoute(line) ?? []);
  const inet6 = linesOf('if_inet6').flatMap((line) => parseInet6(line) ?? []);
  const { addresses, loopback } = parseTrie(linesOf('fib_trie'));
  const networks: Network4[] = [
    ...direct.flatMap(({ route, network }) => (route.via === null ? [network] : [])),
    ...loopback,
  ];
  const placed = addresses.map((address) => ({
    address: dotted(address),
    network: coveringDevice(address, networks),
  }));
  return {
    interfaces: linesOf('dev').flatMap((line) => {
      const counted = parseDevice(line);
      if (!counted) return [];
      const own4 = placed.flatMap(({ address, network }) =>
        network?.device === counted.name ? [`${address}/${String(network.length)}`] : [],
      );
      const own6 = inet6.flatMap(({ device, text }) => (device === counted.name ? [text] : []));
      return [{ ...counted, addresses: [...own4, ...own6] }];
    }),
    unplaced: placed.flatMap(({ address, network }) => (network ? [] : [address])),
    routes: [
      ...direct.map(({ route }) => route),
      ...linesOf('ipv6_route').flatMap((line) => parseRoute6(line) ?? []),
    ],
    listening: [
      ...linesOf('tcp').flatMap((line) => parseListener(line) ?? []),
      ...linesOf('tcp6').flatMap((line) => parseListener(line) ?? []),
    ],
  };
}

type Counted = Omit<NetworkInterface, 'addresses'>;

/** "  eth0:    1312      16    0 …": bytes received come first, bytes sent ninth. */
function parseDevice(line: string): Counted | null {
  const [, name, rest] = /^\s*([^\s:]+):\s*((?:\d+\s+){15}\d+)\s*$/.exec(line) ?? [];
  if (name === undefined || rest === undefined) return null;
  const numbers = rest.trim().split(/\s+/).map(Number);
  return { name, received: numbers[0] ?? 0, sent: numbers[8] ?? 0 };
}

/** A route that is up (RTF_UP). The kernel prints IPv4 addresses as the machine holds them: the last byte first. */
function parseRoute(line: string): { readonly route: Route; readonly network: Network4 } | null {
  const [, device, to, via, flags, mask] =
    /^(\S+)\t([0-9A-F]{8})\t([0-9A-F]{8})\t([0-9A-F]{4})(?:\t\d+){3}\t([0-9A-F]{8})\t/.exec(line) ??
    [];
  if (device === undefined || (parseInt(flags ?? '0', 16) & 1) === 0) return null;
  const address = swapped(to ?? '');
  const length = prefixLength(swapped(mask ?? ''));
  if (length === null) return null;
  const gateway = swapped(via ?? '');
  const name = length === 0 ? 'default' : `${dotted(address)}/${String(length)}`;
  return {
    route: { to: name, via: gateway === 0 ? null : dotted(gateway), device },
    network: { address, length, device },
  };
}

/** Local addresses, and the networks that are this machine's own as a whole: those of the loopback interface. */
function parseTrie(lines: readonly string[]): {
  readonly addresses: readonly number[];
  readonly loopback: readonly Network4[];
} {
  const addresses = new Set<number>();
  const loopback: Network4[] = [];
  let at: number | null = null;
  for (const line of lines) {
    const leaf = /\|-- (\S+)$/.exec(line)?.[1];
    if (leaf !== undefined) at = parseDotted(leaf);
    const length = /^\s+\/(\d+) host LOCAL$/.exec(line)?.[1];
    if (length === undefined || at === null) continue;
    if (length === '32') addresses.add(at);
    else if (Number(length) < 32)
      loopback.push({ address: at, length: Number(length), device: 'lo' });
  }
  return { addresses: [...addresses], loopback };
}

/** "fe80…  ifindex prefix scope flags device". */
function parseInet6(line: string): { readonly device: string; readonly text: string } | null {
  const [, address, length, device] =
    /^([0-9a-f]{32}) [0-9a-f]+ ([0-9a-f]{2}) [0-9a-f]{2} [0-9a-f]{2,} +(\S+)$/.exec(line) ?? [];
  if (address === undefined || length === undefined || device === undefined) return null;
  return { device, text: `${colons(address)}/${String(parseInt(length, 16))}` };
}

/** RTF_UP, and what is no way to somewhere else: RTF_REJECT, RTF_LOCAL, RTF_ANYCAST. */
const up6 = 0x1;
const own6 = 0x200 | 0x80000000 | 0x100000;

/** The routes that `ip -6 route` lists: those to others; multicast is everybody's. */
function parseRoute6(line: string): Route | null {
  const [, to, length, via, flags, device] =
    /^([0-9a-f]{32}) ([0-9a-f]{2}) 0{32} 00 ([0-9a-f]{32})(?: [0-9a-f]{8}){3} ([0-9a-f]{8}) +(\S+)$/.exec(
      line,
    ) ?? [];
  if (to === undefined || length === undefined || via === undefined || device === undefined)
    return null;
  const bits = parseInt(flags ?? '0', 16);
  if ((bits & up6) === 0 || (bits & own6) !== 0 || to.startsWith('ff')) return null;
  const prefix = parseInt(length, 16);
  return {
    to: prefix === 0 ? 'default (IPv6)' : `${colons(to)}/${String(prefix)}`,
    via: /^0+$/.test(via) ? null : colons(via),
    device,
  };
}

/** State 0A: the socket waits for connections. */
function parseListener(line: string): string | null {
  const [, address, port] =
    /^\s*\d+: ((?:[0-9A-F]{8}){1,4}):([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A /.exec(line) ?? [];
  if (address === undefined || port === undefined) return null;
  const words = (address.match(/.{8}/g) ?? []).map(swapped);
  const [first = 0] = words;
  const host =
    words.length === 1
      ? dotted(first)
      : `[${colons(words.map((word) => word.toString(16).padStart(8, '0')).join(''))}]`;
  return `${host}:${String(parseInt(port, 16))}`;
}

/** Hex of four bytes, the last first, as a number. */
function swapped(hex: string): number {
  return parseInt(hex.replace(/(..)(..)(..)(..)/, '$4$3$2$1'), 16);
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}

function parseDotted(text: string): number | null {
  const bytes = text.split('.').map(Number);
  const good = bytes.length === 4 && bytes.every((each) => Number.isInteger(each) && each <= 255);
  return good ? bytes.reduce((sum, each) => sum * 256 + each, 0) : null;
}

/** 32 hex digits as RFC 5952 writes an address: the longest run of zeros, the first of equals, is left out. */
function colons(hex: string): string {
  const groups = (hex.match(/.{4}/g) ?? []).map((group) => parseInt(group, 16).toString(16));
  const text = groups.join(':');
  const runs = [...text.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].map(([run]) => run);
  const longest = runs.reduce((best, run) => (zeros(run) > zeros(best) ? run : best), '');
  if (longest === '') return text;
  const start = text.indexOf(longest);
  const before = text.slice(0, start);
  const after = text.slice(start + longest.length).replace(/^:/, '');
  return `${before}::${after}`;
}

const zeros = (run: string): number => run.split('0').length;
