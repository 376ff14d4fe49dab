/** An IPv4 network that is reached directly through a device. */
export interface Network4 {
  /** Its first address, as a number. */
  readonly address: number;
  /** Bits that are the same in all its addresses. */
  readonly length: number;
  readonly device: string;
}

/** How many ones a mask begins with; null where ones follow a zero. */
export function prefixLength(mask: number): number | null {
  const bits = mask.toString(2).padStart(32, '0');
  return /^1*0*$/.test(bits) ? bits.replaceAll('0', '').length : null;
}

/** The narrowest network that holds an address; null for none, or where two devices have it alike. */
export function coveringDevice(address: number, networks: readonly Network4[]): Network4 | null {
  const holding = networks.filter((network) => network.length > 0 && holds(network, address));
  const narrowest = Math.max(...holding.map(({ length }) => length));
  const [first, ...others] = holding.filter(({ length }) => length === narrowest);
  return first && others.every(({ device }) => device === first.device) ? first : null;
}

function holds({ address, length }: Network4, other: number): boolean {
  const size = 2 ** (32 - length);
  return Math.floor(address / size) === Math.floor(other / size);
}
