/** Linux on x86 (signal(7)), by number from 1. */
const names = (
  'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP ' +
  'TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS'
).split(' ');

/** "SIGTERM" of 15; real-time signals as "SIGRTMIN+2". */
export function signalName(signal: number): string {
  const name = names[signal - 1];
  if (name) return `SIG${name}`;
  return signal >= 34 && signal <= 64
    ? `SIGRTMIN+${String(signal - 34)}`
    : `signal ${String(signal)}`;
}
