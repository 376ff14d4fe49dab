import { sha256Hex } from '../base/hash.ts';

/** Algorithm and hash: "sha256:" and 64 lower-case hex digits. */
export type Digest = `sha256:${string}`;

const pattern = /^sha256:[0-9a-f]{64}$/;

export function isDigest(text: string): text is Digest {
  return pattern.test(text);
}

/** The digest in a text, or an error that quotes it. */
export function parseDigest(text: string): Digest {
  if (isDigest(text)) return text;
  if (/^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:/.test(text) && !text.startsWith('sha256:')) {
    throw new Error('unsupported digest algorithm');
  }
  throw new Error('invalid checksum digest format');
}

/** The hex digits alone. */
export function digestHex(digest: Digest): string {
  return digest.slice('sha256:'.length);
}

/** The first twelve hex digits, as docker shows ids. */
export function shortDigest(digest: Digest): string {
  return digestHex(digest).slice(0, 12);
}

/** SHA-256 of some bytes. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Digest> {
  return `sha256:${await sha256Hex(bytes)}`;
}
