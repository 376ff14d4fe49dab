import { formatHex } from '../base/bytes.ts';

/** A source of random bytes, passed in so that tests repeat. */
export type Random = (length: number) => Uint8Array;

/** 64 hex digits: a container's or a layer directory's id. Docker refuses ids whose first 12 digits are all decimal. */
export function randomId(random: Random): string {
  for (;;) {
    const id = formatHex(random(32));
    if (/[a-f]/.test(id.slice(0, 12))) return id;
  }
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 26 letters: the short name of a layer directory in overlay2/l. */
export function randomLink(random: Random): string {
  return Array.from(random(26), (byte) => letters[byte % 32]).join('');
}
