// IPv4 addresses and subnets as numbers, and the choosing of free ones (docker's default IPAM driver).
import { EngineError } from '../error.ts';

export interface Subnet {
  /** The first address. */
  readonly base: number;
  /** Bits that all its addresses share. */
  readonly prefix: number;
}

/** An address as an unsigned number, or null. */
export function parseAddress(text: string): number | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part))) return null;
  const bytes = parts.map(Number);
  if (bytes.some((byte) => byte > 255)) return null;
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}

/** "10.1.2.3/24" as the subnet that holds it, or null. */
export function parseSubnet(text: string): Subnet | null {
  const [ip = '', bits = '', ...rest] = text.split('/');
  const address = parseAddress(ip);
  if (address === null || rest.length > 0 || !/^(?:\d|[12]\d|3[0-2])$/.test(bits)) return null;
  const prefix = Number(bits);
  return { base: address - (address % sizeOf(prefix)), prefix };
}

export function formatSubnet({ base, prefix }: Subnet): string {
  return `${formatAddress(base)}/${String(prefix)}`;
}

export function contains({ base, prefix }: Subnet, address: number): boolean {
  return address >= base && address < base + sizeOf(prefix);
}

export function overlap(one: Subnet, other: Subnet): boolean {
  return contains(one, other.base) || contains(other, one.base);
}

/** Docker's own pools: 172.17.0.0/16 to 172.31.0.0/16, then 192.168.0.0/20 and on. */
const pools: readonly Subnet[] = [
  ...Array.from({ length: 15 }, (_, at) => `172.${String(17 + at)}.0.0/16`),
  ...Array.from({ length: 16 }, (_, at) => `192.168.${String(at * 16)}.0/20`),
].flatMap((text) => parseSubnet(text) ?? []);

/** The first of docker's own pools that touches none of these. */
export function freePool(taken: readonly Subnet[]): Subnet {
  const found = pools.find((pool) => !taken.some((each) => overlap(each, pool)));
  if (found) return found;
  throw new EngineError(
    'notFound',
    'could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network',
  );
}

/** The lowest free address of a range within a subnet; its first and last address are nobody's. */
export function freeAddress(subnet: Subnet, range: Subnet, taken: ReadonlySet<number>): number {
  const last = subnet.base + sizeOf(subnet.prefix) - 1;
  const end = Math.min(range.base + sizeOf(range.prefix), last);
  for (let address = Math.max(range.base, subnet.base + 1); address < end; address++)
    if (!taken.has(address)) return address;
  throw new EngineError('system', "no available IPv4 addresses on this network's address pools");
}

/** The hardware address that docker derives from an address: 02:42 and its four bytes. */
export function hardwareAddress(address: number): string {
  const bytes = [2, 0x42, ...[24, 16, 8, 0].map((shift) => (address >>> shift) & 255)];
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

function sizeOf(prefix: number): number {
  return 2 ** (32 - prefix);
}
