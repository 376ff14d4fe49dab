import type { NamespaceKind } from '../world/model.ts';

/** The letter of a namespace kind is the flag of unshare(1) and nsenter(1). */
export const kindLetters: Readonly<Record<NamespaceKind, string>> = {
  mnt: 'm',
  uts: 'u',
  ipc: 'i',
  pid: 'p',
  net: 'n',
  user: 'U',
  cgroup: 'C',
  time: 'T',
};

/** Number of `--hue-N` colours in views.css for regions. */
export const hueCount = 8;

/** Milliseconds of model time. All but `linger` are lengths of movements. */
export const durations = {
  enter: 320,
  /** How long a process that is gone stays before its row closes. */
  linger: 520,
  leave: 380,
  travel: 520,
  ring: 900,
  flash: 700,
  /** A file on its way from a lower layer to the upper one. */
  copy: 900,
  signal: 1300,
} as const;

/** Font sizes in pixels; the same as in views.css. */
export const sizes = { name: 12.5, args: 12, number: 12.5, title: 15, note: 11.5 } as const;

/** Heights of rows in pixels. */
export const heights = { process: 21, title: 28, gap: 8, pad: 6, legend: 17, line: 16 } as const;
