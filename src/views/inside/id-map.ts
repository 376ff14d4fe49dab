// The users of a user namespace: /proc/PID/uid_map and gid_map (user_namespaces(7)).

/** So many numbers from `inside` on are those from `outside` on in the reader's namespace. */
export interface IdRange {
  readonly inside: number;
  readonly outside: number;
  readonly count: number;
}

/** As long as no map was written, there is none. */
export function parseIdMap(text: string): readonly IdRange[] {
  return text.split('\n').flatMap((line) => {
    const numbers = /^\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*$/.exec(line)?.slice(1).map(Number);
    if (!numbers) return [];
    const [inside = 0, outside = 0, count = 0] = numbers;
    return count > 0 && numbers.every((each) => each <= 0xffffffff)
      ? [{ inside, outside, count }]
      : [];
  });
}
