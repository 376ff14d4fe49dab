const pageWords = 1024;

/** What tells the content of one page from another: two independent hashes of 32 bits. */
export interface PageHash {
  readonly low: number;
  readonly high: number;
}

/** The hash of the page of words that begins at `at`. */
export function hashPage(words: Uint32Array, at: number): PageHash {
  let low = 0x9e3779b1;
  let high = 0x85ebca77;
  for (let word = at; word < at + pageWords; word++) {
    const value = words[word] ?? 0;
    low = Math.imul(low ^ value, 0xcc9e2d51);
    low ^= low >>> 15;
    high = Math.imul(high + value, 0x1b873593);
    high = (high << 13) | (high >>> 19);
  }
  return { low, high };
}

export function sameHash(left: PageHash, right: PageHash): boolean {
  return left.low === right.low && left.high === right.high;
}
