import { hueCount } from './style.ts';

/** A colour number for each key, oldest key first: the same key keeps its number while older ones stay as they are. */
export function assignHues(keys: readonly string[]): ReadonlyMap<string, number> {
  const hues = new Map<string, number>();
  let taken = new Set<number>();
  for (const key of keys) {
    if (hues.has(key)) continue;
    if (taken.size === hueCount) taken = new Set();
    let hue = hash(key) % hueCount;
    while (taken.has(hue)) hue = (hue + 1) % hueCount;
    taken.add(hue);
    hues.set(key, hue);
  }
  return hues;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return value >>> 0;
}
