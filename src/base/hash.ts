import { sha256 as inJavaScript } from '@noble/hashes/sha2.js';
import { formatHex } from './bytes.ts';

// The platform's own, where it has it; declared here so that pure code may use it.
declare const crypto: {
  readonly subtle?: { digest(algorithm: string, bytes: Uint8Array): Promise<ArrayBuffer> };
};

/** SHA-256 of some bytes, which stay as they are. */
export type Digest = (bytes: Uint8Array) => Promise<ArrayBuffer>;

let lent: Digest | null = null;
/** Fewer bytes are hashed here sooner than they are handed over. */
const worthLending = 64 * 1024;

/** Has somebody else hash what is large, where this thread lacks the platform's own way. */
export function lendDigest(digest: Digest | null): void {
  lent = digest;
}

/**
 * SHA-256 (FIPS 180-4), 32 bytes. By the platform where it offers that (Web Cryptography: in secure contexts only), else in
 * JavaScript at a fifth of the speed: a site on plain HTTP and a worker without an origin have nothing else.
 */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  const { subtle } = crypto;
  if (subtle) return new Uint8Array(await subtle.digest('SHA-256', bytes));
  if (lent && bytes.length >= worthLending) return new Uint8Array(await lent(bytes));
  return inJavaScript(bytes);
}

/** SHA-256 in lower-case hex. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  return formatHex(await sha256(bytes));
}
