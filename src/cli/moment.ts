// Times as docker's flags take them: a timestamp, seconds since the epoch, or a duration before now ("42m").
import { CommandError } from './command.ts';

const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
const duration = /^(?:\d+(?:\.\d+)?(?:ms|[hms]))+$/;

/** Milliseconds since the epoch. */
export function parseMoment(text: string, flag: string, now: number): number {
  if (duration.test(text)) {
    const parts = text.matchAll(/(\d+(?:\.\d+)?)(ms|[hms])/g);
    return [...parts].reduce(
      (at, [, count, unit]) => at - Number(count) * (units[unit ?? ''] ?? 0),
      now,
    );
  }
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000;
  const zoned = /(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`;
  const at = Date.parse(/^\d{4}-\d\d-\d\d$/.test(text) ? text : zoned);
  if (!Number.isNaN(at)) return at;
  const why = `parsing time "${text}" as "2006-01-02T15:04:05.999999999Z07:00": cannot parse "${text}" as "2006"`;
  throw new CommandError(`Error response from daemon: invalid value for "${flag}": ${why}`);
}
