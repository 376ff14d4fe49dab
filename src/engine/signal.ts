// Signals by name, as docker takes them (signal(7)).
import { EngineError } from './error.ts';

const numbers: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU ' +
    'URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS'
  )
    .split(' ')
    .map((name, index) => [name, index + 1]),
);
const largest = 64;

/** "KILL", "SIGKILL", "kill" or "9". */
export function parseSignal(text: string): number {
  const number = /^\d+$/.test(text)
    ? Number(text)
    : (numbers[text.toUpperCase().replace(/^SIG/, '')] ?? 0);
  if (number >= 1 && number <= largest) return number;
  throw new EngineError('invalid', `Invalid signal: ${text}`);
}
