/**
 * What the agent streams about the kernel: texts and values as the kernel wrote them, so that they can be shown as evidence.
 * `at` is the guest's CLOCK_MONOTONIC in milliseconds, the clock of the trace as well.
 */
export type KernelRecord =
  /** Entries of the kernel's trace (Documentation/trace/events.rst), in their order. */
  | { readonly type: 'trace'; readonly entries: readonly TraceEntry[] }
  /** One process as /proc shows it at `at`. */
  | ProcessRecord
  /** A looked-for pid that /proc does not have, or a thread that is not a process. */
  | { readonly type: 'absent'; readonly at: number; readonly pid: number }
  /** Everything between begin and end is one full walk: processes, then mounts, hostnames and cgroups. */
  | { readonly type: 'walk/begin'; readonly at: number }
  | { readonly type: 'walk/end'; readonly at: number }
  /** /proc/PID/mountinfo of a process that lives in that mount namespace (proc(5)). */
  | {
      readonly type: 'mounts';
      readonly at: number;
      readonly pid: number;
      /** Target of /proc/PID/ns/mnt: "mnt:[4026531841]". */
      readonly namespace: string;
      readonly text: string;
    }
  /** uname(2) nodename seen in the UTS namespace of `pid`. */
  | {
      readonly type: 'hostname';
      readonly at: number;
      readonly pid: number;
      readonly namespace: string;
      readonly text: string;
    }
  /** One cgroup v2 directory: path below the mount ("/" or "/docker/3f…") and the files that were read, by name. */
  | {
      readonly type: 'cgroup';
      readonly at: number;
      readonly path: string;
      readonly files: Readonly<Record<string, string>>;
    }
  /** A part of the listing of a directory that overlay file systems are made of. */
  | LayerRecord
  /** The kernel overwrote that many events before they could be read. */
  | { readonly type: 'lost'; readonly at: number; readonly count: number };

/** One event, by the names that the kernel's own format of it has. */
export interface TraceEntry {
  /** "sched_process_fork". */
  readonly name: string;
  /** Thread that was running. */
  readonly tid: number;
  /** Clock `mono`. */
  readonly at: number;
  readonly values: Readonly<Record<string, number | string>>;
}

export interface ProcessRecord {
  readonly type: 'process';
  readonly at: number;
  /** As the guest's first PID namespace numbers it. */
  readonly pid: number;
  /** /proc/PID/stat, one line. */
  readonly stat: string;
  /** Lines of /proc/PID/status that matter: Name, State, Tgid, NSpid, Uid, VmRSS and others the agent keeps. */
  readonly status: string;
  /** Arguments, NUL-separated; empty for a zombie. At most 4096 bytes. */
  readonly cmdline: string;
  /** /proc/PID/cgroup: "0::/path". */
  readonly cgroup: string;
  /** Targets of /proc/PID/ns/*, in the order of `namespaceLinks`; '' where it could not be read (zombies). */
  readonly namespaces: readonly string[];
}

/** Names in /proc/PID/ns that a process record reads, in its order. */
export const namespaceLinks = [
  'mnt',
  'uts',
  'ipc',
  'pid',
  'net',
  'user',
  'cgroup',
  'time',
  'pid_for_children',
  'time_for_children',
] as const;

export interface LayerRecord {
  readonly type: 'layer';
  readonly at: number;
  readonly pid: number;
  /** Target of /proc/PID/ns/mnt of the process as which the path was opened. */
  readonly namespace: string;
  /** As it was asked for. */
  readonly path: string;
  /** Where it leads, symbolic links followed. */
  readonly real: string;
  /** Number of the error for which it could not be opened, or 0. */
  readonly errno: number;
  /** Listings come in parts. */
  readonly first: boolean;
  readonly last: boolean;
  /** There are more names than the agent lists. */
  readonly cut: boolean;
  /** Stands for the whole listing once it is complete: the same while nothing changes. */
  readonly fingerprint: string;
  readonly entries: readonly LayerEntry[];
}

/** A name in a layer, as lstat(2) and overlayfs' own attributes tell it. */
export interface LayerEntry {
  /** Within the layer: "etc/motd"; '' for the layer's own directory. */
  readonly path: string;
  /** File type and permissions: st_mode. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly links: number;
  readonly inode: number;
  /** Seconds since the epoch. */
  readonly mtime: number;
  /** Device number, major and minor. */
  readonly rdev: readonly [number, number];
  /** Attributes trusted.overlay.*. */
  readonly opaque: boolean;
  readonly metacopy: boolean;
  readonly origin: boolean;
  readonly redirect: string;
  /** Target, of a symlink. */
  readonly target: string;
}
