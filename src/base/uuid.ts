import { formatHex } from './bytes.ts';

// The platform's own; declared here so that pure code may use it.
declare const crypto: { getRandomValues(bytes: Uint8Array): Uint8Array };

/** A random UUID (RFC 9562, version 4). The platform's own `randomUUID` exists in secure contexts only. */
export function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return formatHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
