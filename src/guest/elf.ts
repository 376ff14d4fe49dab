// The dynamic section of 32-bit little-endian ELF files (elf(5)): which shared libraries a program asks for.

const dynamicSegment = 2;
const loadSegment = 1;
const needed = 1;
const stringTable = 5;

/** True for a 32-bit little-endian ELF file. */
export function isElf32(bytes: Uint8Array): boolean {
  return [0x7f, 0x45, 0x4c, 0x46, 1, 1].every((byte, at) => bytes[at] === byte);
}

/** Names in the DT_NEEDED entries, in order; none for a static program. */
export function neededLibraries(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number): number => view.getUint32(at, true);
  const table = word(28);
  const size = view.getUint16(42, true);
  const segments = Array.from({ length: view.getUint16(44, true) }, (_, at) => {
    const start = table + at * size;
    return {
      type: word(start),
      offset: word(start + 4),
      address: word(start + 8),
      bytes: word(start + 16),
    };
  });
  const dynamic = segments.find(({ type }) => type === dynamicSegment);
  if (!dynamic) return [];
  const pairs = Array.from({ length: dynamic.bytes / 8 }, (_, at) => {
    const start = dynamic.offset + at * 8;
    return [word(start), word(start + 4)] as const;
  });
  const address = pairs.find(([tag]) => tag === stringTable)?.[1] ?? 0;
  const home = segments.find(
    (each) =>
      each.type === loadSegment && address >= each.address && address < each.address + each.bytes,
  );
  if (!home) throw new Error(`No segment holds the string table at ${address.toString(16)}`);
  const strings = address - home.address + home.offset;
  return pairs.filter(([tag]) => tag === needed).map(([, at]) => readString(bytes, strings + at));
}

function readString(bytes: Uint8Array, at: number): string {
  return Buffer.from(bytes.subarray(at, bytes.indexOf(0, at))).toString('latin1');
}
