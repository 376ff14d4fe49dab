// A network namespace as rtnetlink(7) tells it from inside: interfaces, their addresses, where they lead, routes.
import { elsewhere, parseRtnetlink, type Fields, type Rtnetlink } from './rtnetlink.ts';

export interface Network {
  readonly interfaces: readonly NetworkInterface[];
  readonly routes: readonly Route[];
}

export interface NetworkInterface {
  readonly index: number;
  readonly name: string;
  /** In ip(8)'s words: whether it was switched on, and whether there is somebody at the other end. */
  readonly state: readonly ('UP' | 'DOWN' | 'LOWER_UP')[];
  /** "02:42:ac:11:00:02", of its link; null for what has none. */
  readonly hardware: string | null;
  /** Bytes, longest packet. */
  readonly mtu: number;
  /** "172.17.0.2/16", "fe80::1/64", "10.0.0.1 peer 10.0.0.2/32". */
  readonly addresses: readonly string[];
  /** The other end of a pair; null where it is no such link. */
  readonly peer: Place | null;
  /** The interface that it stands on, as a VLAN does; null for none. */
  readonly below: Place | null;
  /** The bridge that it is a port of; null for none. */
  readonly bridge: string | null;
  /** Bytes since it was made. */
  readonly received: number;
  readonly sent: number;
}

/** An interface to which another leads, be it in another namespace. */
export interface Place {
  /** Number of the interface in its own namespace. */
  readonly index: number;
  /** null where the kernel did not tell it: it was gone before it was asked for. */
  readonly name: string | null;
  /** "net:[4026532201]"; null for one that could not be found. */
  readonly namespace: string | null;
}

export interface Route {
  /** "default", or a network: "172.17.0.0/16"; before it what becomes of packets that are not sent on. */
  readonly to: string;
  /** The gateway's address; null for what is reached directly. */
  readonly via: string | null;
  /** null for what goes nowhere. */
  readonly device: string | null;
}

const isUp = 0x1; // IFF_UP
const hasCarrier = 0x10000; // IFF_LOWER_UP

export function parseNetwork(text: string): Network {
  const told = parseRtnetlink(text);
  const names = new Map(
    told.links.map(({ values }) => [values.get('index'), values.get('IFLA_IFNAME') ?? '']),
  );
  const nameOf = (index: string | undefined): string | null => names.get(index) ?? null;
  return {
    interfaces: told.links.map(({ values }) => interfaceOf(values, told, nameOf)),
    routes: told.routes.flatMap((each) => routesOf(each, nameOf)),
  };
}

type Values = Fields['values'];
type NameOf = (index: string | undefined) => string | null;

function interfaceOf(values: Values, told: Rtnetlink, nameOf: NameOf): NetworkInterface {
  const number = (name: string): number => Number(values.get(name) ?? 0);
  const flags = number('flags');
  const isPair = values.get('IFLA_INFO_KIND') === 'veth';
  const index = number('IFLA_LINK');
  // What leads to itself leads nowhere, unless the number is that of another namespace.
  const leads = index !== 0 && (index !== number('index') || values.has('IFLA_LINK_NETNSID'));
  const to = leads ? placeOf(values, told, nameOf) : null;
  return {
    index: number('index'),
    name: values.get('IFLA_IFNAME') ?? '',
    state: [flags & isUp ? 'UP' : 'DOWN', ...(flags & hasCarrier ? ['LOWER_UP' as const] : [])],
    hardware: values.get('IFLA_ADDRESS') ?? null,
    mtu: number('IFLA_MTU'),
    addresses: told.addresses
      .filter((each) => each.values.get('index') === values.get('index'))
      .map((each) => addressOf(each.values)),
    peer: isPair ? to : null,
    below: isPair ? null : to,
    bridge: nameOf(values.get('IFLA_MASTER')),
    received: number('rx_bytes'),
    sent: number('tx_bytes'),
  };
}

/** Where it is in another namespace, its number there may be that of an interface here too. */
function placeOf(values: Values, { farEnds, ids, namespace }: Rtnetlink, nameOf: NameOf): Place {
  const index = values.get('IFLA_LINK');
  const id = values.get('IFLA_LINK_NETNSID');
  if (id === undefined) return { index: Number(index), name: nameOf(index), namespace };
  const there = farEnds.find(
    (each) => each.values.get(elsewhere) === id && each.values.get('index') === index,
  );
  const name = there?.values.get('IFLA_IFNAME') ?? null;
  return { index: Number(index), name, namespace: ids.get(id) ?? null };
}

function addressOf(values: Values): string {
  const address = values.get('IFA_ADDRESS') ?? '';
  const local = values.get('IFA_LOCAL') ?? address;
  const length = values.get('prefixlen') ?? '';
  return local === address ? `${local}/${length}` : `${local} peer ${address}/${length}`;
}

const mainTable = '254'; // RT_TABLE_MAIN
const isCopy = 0x200; // RTM_F_CLONED: remembered of one connection
const inet6 = '10';
/** RTN_*: what becomes of a packet; of the others' routes none leads out of the machine. */
const fates = new Map([
  ['1', ''],
  ['6', 'blackhole '],
  ['7', 'unreachable '],
  ['8', 'prohibit '],
  ['9', 'throw '],
]);

/** The rows of a route: one, or one for each way. None for what `ip route` does not list either. */
function routesOf({ values, ways }: Fields, nameOf: NameOf): Route[] {
  const fate = fates.get(values.get('type') ?? '');
  const table = values.get('RTA_TABLE') ?? values.get('table');
  if (fate === undefined || table !== mainTable || Number(values.get('flags')) & isCopy) return [];
  return (ways.length > 0 ? ways : [values]).map((way) => ({
    to: `${fate}${destinationOf(values)}`,
    via: way.get('RTA_GATEWAY') ?? way.get('RTA_VIA') ?? null,
    device: nameOf(way.get('RTA_OIF')),
  }));
}

function destinationOf(values: Values): string {
  const length = Number(values.get('dst_len'));
  const isInet6 = values.get('family') === inet6;
  if (length === 0) return isInet6 ? 'default (IPv6)' : 'default';
  const address = values.get('RTA_DST') ?? '';
  return length === (isInet6 ? 128 : 32) ? address : `${address}/${String(length)}`;
}
