// Times as docker's client takes them for events and prune: a date, seconds since the epoch, or a duration before now.
import { parseDuration } from './duration.ts';

const date = /^(\d{4}-\d\d-\d\d)(?:T(\d\d?)(?::(\d\d)(?::(\d\d)(\.\d+)?)?)?)?(Z|[+-]\d\d:\d\d)?$/;

/** Milliseconds since the epoch; throws docker's sentence. */
export function parseTimestamp(text: string, now: number): number {
  const ago = durationOf(text);
  if (ago !== null) return now - ago;
  const at = dateOf(text);
  if (at !== null) return at;
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000;
  if (text.includes('-') && !/[zZ+]/.test(text)) throw new Error(dateFault(text));
  throw new Error(`failed to parse value as time or duration: ${JSON.stringify(text)}`);
}

function dateOf(text: string): number | null {
  const [, day, hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] =
    date.exec(text) ?? [];
  if (day === undefined) return null;
  const at = Date.parse(
    `${day}T${hour.padStart(2, '0')}:${minute}:${second}${fraction.slice(0, 4)}${zone}`,
  );
  return Number.isNaN(at) ? null : at;
}

/** What Go says of a date (time.Parse): the first part that is not as it should be. */
function dateFault(text: string): string {
  const layout = dateLayout(text);
  let rest = text;
  for (const part of layout.match(/\d+|\D/g) ?? []) {
    const found = /\d/.test(part)
      ? new RegExp(part === '15' ? '^\\d\\d?' : `^\\d{${String(part.length)}}`).exec(rest)?.[0]
      : part;
    if (found === undefined || !rest.startsWith(found)) {
      const told = [text, layout, rest, part].map((each) => JSON.stringify(each));
      return `parsing time ${told[0]} as ${told[1]}: cannot parse ${told[2]} as ${told[3]}`;
    }
    rest = rest.slice(found.length);
    const [most, name] = limits[part] ?? [Infinity, ''];
    if (Number(found) > most) return `parsing time ${JSON.stringify(text)}: ${name} out of range`;
  }
  return `parsing time ${JSON.stringify(text)}: extra text: ${JSON.stringify(rest)}`;
}

const limits: Readonly<Record<string, readonly [number, string]>> = {
  '01': [12, 'month'],
  '02': [31, 'day'],
  '15': [23, 'hour'],
  '04': [59, 'minute'],
  '05': [59, 'second'],
};

/** Which form docker's client expects of a date like this one. */
function dateLayout(text: string): string {
  const day = '2006-01-02';
  if (text.includes('.')) return `${day}T15:04:05`;
  if (!text.includes('T')) return day;
  return `${day}${['T15', 'T15:04'][text.split(':').length - 1] ?? 'T15:04:05'}`;
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
