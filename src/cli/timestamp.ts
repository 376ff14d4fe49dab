// Times as docker's client takes them for events and prune: a date, seconds since the epoch, or a duration before now.
const scales: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 1e-3,
  µs: 1e-3,
  ns: 1e-6,
};
const date = /^(\d{4}-\d\d-\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(\.\d+)?)?)?)?(Z|[+-]\d\d:\d\d)?$/;

/** Milliseconds since the epoch; throws docker's sentence. */
export function parseTimestamp(text: string, now: number): number {
  const ago = parseDuration(text);
  if (ago !== null) return now - ago;
  const [, day, hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] =
    date.exec(text) ?? [];
  if (day !== undefined) {
    const at = Date.parse(`${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}${zone}`);
    if (!Number.isNaN(at)) return at;
  }
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000;
  throw new Error(`failed to parse value as time or duration: ${JSON.stringify(text)}`);
}

/** Go's durations ("1h30m"), in milliseconds; null for what is none. A bare number is none, but for 0. */
function parseDuration(text: string): number | null {
  const [, sign = '', body = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  const parts = [...body.matchAll(/(\d+\.?\d*|\.\d+)(ms|us|µs|ns|h|m|s)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== body) return null;
  const total = parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * (scales[unit ?? ''] ?? 0),
    0,
  );
  return sign === '-' ? -total : total;
}
