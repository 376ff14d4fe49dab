// What --log-driver and --log-opt say of a container's log, as docker's json-file driver reads them.
import { EngineError } from './error.ts';
import type { HostConfig } from './host-config.ts';

export interface LogSettings {
  /** Bytes at which a new file is begun; null where nothing was said. */
  readonly size: number | null;
  /** How many files are kept, the one being written included. */
  readonly files: number;
}

/** Whether the container's output is logged at all. */
export function keepsLog({ LogConfig: { Type: driver } }: HostConfig): boolean {
  return driver !== 'none';
}

/** Throws what docker's driver says of settings that it cannot take. */
export function logSettings(hostConfig: HostConfig): LogSettings {
  const { Config: options } = hostConfig.LogConfig;
  if (!keepsLog(hostConfig)) return { size: null, files: 1 };
  const size = options['max-size'] === undefined ? null : parseSize(options['max-size']);
  const files = options['max-file'] === undefined ? 1 : parseCount(options['max-file']);
  if (isTrue(options['compress'] ?? 'false') && (files === 1 || size === null)) {
    throw fail('compress cannot be true when max-file is less than 2 or max-size is not set');
  }
  return { size, files };
}

const powers: Readonly<Record<string, number>> = { '': 0, k: 1, m: 2, g: 3, t: 4, p: 5 };

/** "10m": here, unlike elsewhere, docker counts in thousands (go-units FromHumanSize). */
function parseSize(text: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?) ?([kmgtp]?)i?b?$/i.exec(text) ?? [];
  if (number === undefined) throw fail(`invalid size: '${text}'`);
  const size = Math.floor(Number(number) * 1000 ** (powers[unit.toLowerCase()] ?? 0));
  if (size === 0) throw fail('max-size must be a positive number');
  return size;
}

function parseCount(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) {
    throw fail(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  }
  if (Number(text) < 1) throw fail('max-file cannot be less than 1');
  return Number(text);
}

function isTrue(text: string): boolean {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return true;
  if (['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text)) return false;
  throw fail(`strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`);
}

function fail(why: string): EngineError {
  return new EngineError('system', `failed to initialize logging driver: ${why}`);
}
