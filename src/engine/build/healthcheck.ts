import type { DockerHealthcheck } from '../../oci/run-config.ts';
import type { DockerfileNode } from './dockerfile.ts';

const units: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};
const shortest = 1e6;

/** HEALTHCHECK's words and flags; throws docker's sentence. */
export function parseHealthcheck(
  node: DockerfileNode,
  flags: ReadonlyMap<string, string>,
): DockerHealthcheck {
  const [word, ...command] = node.words;
  if (word === undefined) throw new Error('HEALTHCHECK requires at least one argument');
  const type = word.toUpperCase();
  if (type === 'NONE') {
    if (command.length > 0) throw new Error('HEALTHCHECK NONE takes no arguments');
    return { Test: ['NONE'] };
  }
  if (type !== 'CMD') {
    throw new Error(`Unknown type ${JSON.stringify(type)} in HEALTHCHECK (try CMD)`);
  }
  if (command.length === 0) throw new Error('Missing command after HEALTHCHECK CMD');
  const [interval, timeout, start] = ['interval', 'timeout', 'start-period'].map((name) =>
    parseInterval(name, flags.get(name)),
  );
  const retries = parseRetries(flags.get('retries'));
  return {
    Test: [node.isJson ? 'CMD' : 'CMD-SHELL', ...command],
    ...(interval ? { Interval: interval } : {}),
    ...(timeout ? { Timeout: timeout } : {}),
    ...(start ? { StartPeriod: start } : {}),
    ...(retries ? { Retries: retries } : {}),
  };
}

/** As `docker history` shows one (Go's %q of the structure). */
export function formatHealthcheck(check: DockerHealthcheck): string {
  const test = (check.Test ?? []).map((word) => JSON.stringify(word)).join(' ');
  const times = [check.Interval, check.Timeout, check.StartPeriod].map(
    (time) => `"${formatGoDuration(time ?? 0)}"`,
  );
  return `&{[${test}] ${times.join(' ')} ${quotedRune(check.Retries ?? 0)}}`;
}

/** Nanoseconds of a Go duration: "1m30s". */
function parseInterval(name: string, text: string | undefined): number {
  if (text === undefined || text === '') return 0;
  const pattern = /([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(ns|us|µs|ms|s|m|h)/g;
  const bare = text.replace(/^[+-]/, '');
  const parts = [...bare.matchAll(pattern)];
  const isWhole = bare === '0' || parts.map(([whole]) => whole).join('') === bare;
  if (!isWhole || bare === '') {
    const missing = /^[0-9.]+$/.test(bare) ? 'missing unit in duration' : 'invalid duration';
    throw new Error(`time: ${missing} ${JSON.stringify(text)}`);
  }
  const time = parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0),
    0,
  );
  if (time >= shortest && !text.startsWith('-')) return Math.round(time);
  throw new Error(`Interval ${JSON.stringify(name)} cannot be less than 1ms`);
}

function parseRetries(text: string | undefined): number {
  if (text === undefined || text === '') return 0;
  if (!/^[+-]?[0-9]+$/.test(text)) {
    throw new Error(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  }
  const count = Number(text);
  if (count < 1) throw new Error(`--retries must be at least 1 (not ${String(count)})`);
  return count;
}

function formatGoDuration(ns: number): string {
  if (ns === 0) return '0s';
  if (ns < 1e9) return ns < 1e6 ? `${String(ns / 1e3)}µs` : `${String(ns / 1e6)}ms`;
  const hours = Math.floor(ns / 3600e9);
  const minutes = Math.floor((ns % 3600e9) / 60e9);
  const seconds = `${String((ns % 60e9) / 1e9)}s`;
  if (hours > 0) return `${String(hours)}h${String(minutes)}m${seconds}`;
  return minutes > 0 ? `${String(minutes)}m${seconds}` : seconds;
}

function quotedRune(code: number): string {
  const named: Readonly<Record<number, string>> = {
    7: 'a',
    8: 'b',
    9: 't',
    10: 'n',
    11: 'v',
    12: 'f',
    13: 'r',
  };
  if (code in named) return `'\\${named[code] ?? ''}'`;
  if (code < 32 || code === 127) return `'\\x${code.toString(16).padStart(2, '0')}'`;
  return `'${String.fromCodePoint(Math.min(code, 0x10ffff))}'`;
}
