// --health-* and --no-healthcheck.
import type { Healthcheck } from '../../engine/container.ts';
import { CommandError } from '../command.ts';
import { parseDuration } from '../duration.ts';
import type { FlagValues } from '../flag.ts';

/** The probe that the flags ask for; null where they ask for none, and the image's counts. */
export function healthOptions(flags: FlagValues): Healthcheck | null {
  const given = flags.names().some((name) => name.startsWith('health-'));
  if (flags.bool('no-healthcheck')) {
    if (given) throw new CommandError('--no-healthcheck conflicts with --health-* options', 125);
    return { Test: ['NONE'] };
  }
  if (!given) return null;
  const command = flags.text('health-cmd') ?? '';
  const [interval, timeout, startPeriod] = ['interval', 'timeout', 'start-period'].map((name) =>
    time(flags, `health-${name}`),
  );
  const retries = flags.number('health-retries') ?? 0;
  if (retries < 0) throw negative('health-retries');
  return {
    ...(command === '' ? {} : { Test: ['CMD-SHELL', command] }),
    ...(interval ? { Interval: interval } : {}),
    ...(timeout ? { Timeout: timeout } : {}),
    ...(startPeriod ? { StartPeriod: startPeriod } : {}),
    ...(retries ? { Retries: retries } : {}),
  };
}

function time(flags: FlagValues, name: string): number {
  const value = parseDuration(flags.text(name) ?? '0');
  if (value < 0) throw negative(name);
  return value;
}

function negative(flag: string): CommandError {
  return new CommandError(`--${flag} cannot be negative`, 125);
}
