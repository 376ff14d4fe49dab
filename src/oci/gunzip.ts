import { concatBytes } from '../base/bytes.ts';

/** True when the bytes begin as gzip does (RFC 1952). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Unpacks gzip; fails on damaged or truncated input and when more than `limit` bytes would come out. */
export async function gunzip(
  bytes: Uint8Array<ArrayBuffer>,
  limit = 512 * 1024 * 1024,
): Promise<Uint8Array<ArrayBuffer>> {
  return transform(bytes, new DecompressionStream('gzip'), limit);
}

export async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return transform(bytes, new CompressionStream('gzip'), Infinity);
}

async function transform(
  bytes: Uint8Array<ArrayBuffer>,
  through: GenericTransformStream,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(through).getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = (await reader.read()) as ReadableStreamReadResult<Uint8Array>;
    if (done) return concatBytes(chunks);
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      throw new Error(`Uncompressed data is larger than ${String(limit)} bytes`);
    }
    chunks.push(value);
  }
}
