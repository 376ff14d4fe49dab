// Durations as Go writes them: "1m30s", "1.5h", "100ms" (time.ParseDuration).
const units: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10,
  h: 3.6e12,
};

/** Nanoseconds; throws Go's sentence on anything else. */
export function parseDuration(text: string): number {
  const quoted = JSON.stringify(text);
  const body = text.replace(/^[+-]/, '');
  if (body === '0') return 0;
  const parts = [...body.matchAll(/(\d+\.?\d*|\.\d+)([^\d.]*)/g)];
  if (body === '' || parts.map(([part]) => part).join('') !== body) {
    throw new Error(`time: invalid duration ${quoted}`);
  }
  let total = 0;
  for (const [, number, unit = ''] of parts) {
    const size = Object.hasOwn(units, unit) ? units[unit] : undefined;
    if (unit === '') throw new Error(`time: missing unit in duration ${quoted}`);
    if (size === undefined) {
      throw new Error(`time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}`);
    }
    total += Number(number) * size;
  }
  return text.startsWith('-') ? -total : total;
}
