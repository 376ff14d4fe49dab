// Times as docker's client takes them for events and prune: a date, seconds since the epoch, or a duration before now.
import { parseDuration } from './duration.ts';

const date = /^(\d{4}-\d\d-\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(\.\d+)?)?)?)?(Z|[+-]\d\d:\d\d)?$/;

/** Milliseconds since the epoch; throws docker's sentence. */
export function parseTimestamp(text: string, now: number): number {
  const ago = durationOf(text);
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

/** Milliseconds, or null for what is no duration. A bare number is none. */
function durationOf(text: string): number | null {
  if (!/[hms]$/.test(text)) return null;
  try {
    return parseDuration(text) / 1e6;
  } catch {
    return null;
  }
}
