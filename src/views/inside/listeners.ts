// Who waits for connections: /proc/PID/net/tcp and tcp6 (proc_pid_net(5)).

/** "0.0.0.0:80", "[::1]:8081", in the file's order. */
export function parseListeners(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => parseListener(line) ?? []);
}

/** State 0A: the socket waits for connections. */
function parseListener(line: string): string | null {
  const [, address, port] =
    /^\s*\d+: ((?:[0-9A-F]{8}){1,4}):([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A /.exec(line) ?? [];
  if (address === undefined || port === undefined) return null;
  const words = (address.match(/.{8}/g) ?? []).map(swapped);
  const [first = 0] = words;
  const host =
    words.length === 1
      ? dotted(first)
      : `[${colons(words.map((word) => word.toString(16).padStart(8, '0')).join(''))}]`;
  return `${host}:${String(parseInt(port, 16))}`;
}

/** Hex of four bytes, the last first, as a number: the kernel prints addresses as the machine holds them. */
function swapped(hex: string): number {
  return parseInt(hex.replace(/(..)(..)(..)(..)/, '$4$3$2$1'), 16);
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}

/** 32 hex digits as RFC 5952 writes an address: the longest run of zeros, the first of equals, is left out. */
function colons(hex: string): string {
  const groups = (hex.match(/.{4}/g) ?? []).map((group) => parseInt(group, 16).toString(16));
  const text = groups.join(':');
  const runs = [...text.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].map(([run]) => run);
  const longest = runs.reduce((best, run) => (zeros(run) > zeros(best) ? run : best), '');
  if (longest === '') return text;
  const start = text.indexOf(longest);
  const before = text.slice(0, start);
  const after = text.slice(start + longest.length).replace(/^:/, '');
  return `${before}::${after}`;
}

const zeros = (run: string): number => run.split('0').length;
