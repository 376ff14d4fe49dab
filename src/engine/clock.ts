/** The guest's wall clock. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after so many milliseconds. */
  delay(ms: number): Promise<void>;
}

/** The moment as docker writes it: RFC 3339 with nanoseconds. */
export function formatTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.(\d{3})Z$/, '.$1000000Z');
}

/** What docker writes for "never". */
export const zeroTime = '0001-01-01T00:00:00Z';

/** Milliseconds since the epoch, or null for "never" and for what is no time. */
export function parseTime(text: string): number | null {
  const ms = Date.parse(text.replace(/(\.\d{3})\d+/, '$1'));
  return text === zeroTime || Number.isNaN(ms) ? null : ms;
}
