// Signals by name, as docker takes them (signal(7)).
import { EngineError } from './error.ts';

const plain =
  'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU ' +
  'URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS';
const [lowest, highest] = [34, 64];
const belowHighest = 14;

const numbers: ReadonlyMap<string, number> = new Map([
  ...plain.split(' ').map((name, index): [string, number] => [name, index + 1]),
  ['CLD', 17],
  ['IOT', 6],
  ['POLL', 29],
  ['UNUSED', 31],
  ...Array.from({ length: highest - lowest + 1 }, (_, index): [string, number] => [
    realTimeName(lowest + index),
    lowest + index,
  ]),
]);

const known: ReadonlySet<number> = new Set(numbers.values());

/** "KILL", "SIGKILL", "kill" or "9"; Linux has no negative ones, but docker reads them. */
export function parseSignal(text: string): number {
  const number = /^-?\d+$/.test(text)
    ? Number(text)
    : (numbers.get(text.toUpperCase().replace(/^SIG/, '')) ?? 0);
  if (number !== 0) return number;
  throw new EngineError('invalid', `Invalid signal: ${text}`);
}

/** Whether Linux has a signal of this number. */
export function isSignal(number: number): boolean {
  return known.has(number);
}

function realTimeName(number: number): string {
  if (number === highest) return 'RTMAX';
  if (number >= highest - belowHighest) return `RTMAX-${String(highest - number)}`;
  return number === lowest ? 'RTMIN' : `RTMIN+${String(number - lowest)}`;
}
