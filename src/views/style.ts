import type { NamespaceKind } from '../world/model.ts';

/** How a namespace kind is named in the pictures: its letter is the flag of unshare(1) and nsenter(1). */
export interface KindStyle {
  readonly letter: string;
  /** What a namespace of this kind keeps apart. */
  readonly isolates: string;
  /** The same where there is little room. */
  readonly brief: string;
}

export const kindStyles: Readonly<Record<NamespaceKind, KindStyle>> = {
  mnt: { letter: 'm', isolates: 'what is mounted where: the file tree', brief: 'the file tree' },
  uts: { letter: 'u', isolates: 'the host name', brief: 'the host name' },
  ipc: { letter: 'i', isolates: 'message queues, shared memory', brief: 'message queues' },
  pid: { letter: 'p', isolates: 'process numbers', brief: 'process numbers' },
  net: {
    letter: 'n',
    isolates: 'interfaces, addresses, routes, ports',
    brief: 'interfaces, ports',
  },
  user: {
    letter: 'U',
    isolates: 'user and group numbers, capabilities',
    brief: 'users, capabilities',
  },
  cgroup: {
    letter: 'C',
    isolates: 'where the cgroup tree seems to begin',
    brief: 'root of the cgroup tree',
  },
  time: { letter: 'T', isolates: 'clocks: monotonic and since boot', brief: 'clocks since boot' },
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
export const heights = { process: 21, title: 28, gap: 8, pad: 6, legend: 17 } as const;
