import type { Event, Stop } from '../base/events.ts';
import type { KernelRecord } from './record.ts';

/** Name of an errno value: "ENOENT". */
export type Errno = string;

/** A failed operation: which, on what, and the kernel's errno. */
export class AgentError extends Error {
  readonly errno: Errno;
  constructor(message: string, errno: Errno, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AgentError';
    this.errno = errno;
  }
}

/** File type as stat(2) tells it. */
export type FileType = 'file' | 'directory' | 'symlink' | 'char' | 'block' | 'fifo' | 'socket';

export interface Stat {
  readonly type: FileType;
  /** Permission bits including set-id and sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes. */
  readonly size: number;
  readonly links: number;
  readonly inode: number;
  /** Seconds since the epoch. */
  readonly mtime: number;
  /** Device number of a device node, major and minor. */
  readonly rdev: readonly [number, number];
}

export interface Entry extends Stat {
  readonly name: string;
  /** Target, for a symlink. */
  readonly target?: string;
}

export interface ProgramSpec {
  /** argv[0] is looked up in PATH. */
  readonly argv: readonly string[];
  /** Whole environment, "NAME=value"; without it the agent's default (PATH, HOME, TERM). */
  readonly env?: readonly string[];
  readonly cwd?: string;
  readonly stdin?: Uint8Array;
  /** Kills the program's process group (SIGKILL) after so many milliseconds of guest time. */
  readonly timeout?: number;
  /** At most so many bytes of stdout and stderr each are kept (default 16 MiB); more is dropped and told. */
  readonly limit?: number;
  /** Gives the program the streams that a docker client has lent (`ClientSession.id`) in place of the agent's; it ends with that client. */
  readonly lent?: { readonly client: number; readonly stdin?: boolean; readonly stdout?: boolean };
}

export interface ProgramResult {
  /** Exit code, or 128 + signal as the shell counts it. */
  readonly exit: number;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  /** True when `limit` cut stdout or stderr. */
  readonly truncated: boolean;
}

/** What the agent can be asked to do. Each follows its system call; paths are absolute. */
export type Operation =
  | {
      readonly op: 'mkdir';
      readonly path: string;
      readonly mode?: number;
      readonly parents?: boolean;
    }
  /** Creates or replaces; `append` adds at the end; `exclusive` fails with EEXIST. */
  | {
      readonly op: 'write';
      readonly path: string;
      readonly data: Uint8Array;
      readonly mode?: number;
      readonly append?: boolean;
      readonly exclusive?: boolean;
    }
  | {
      readonly op: 'read';
      readonly path: string;
      readonly offset?: number;
      readonly length?: number;
    }
  | { readonly op: 'list'; readonly path: string }
  | { readonly op: 'stat'; readonly path: string; readonly follow?: boolean }
  | { readonly op: 'readlink'; readonly path: string }
  | { readonly op: 'remove'; readonly path: string; readonly recursive?: boolean }
  | { readonly op: 'rename'; readonly from: string; readonly to: string }
  | { readonly op: 'symlink'; readonly target: string; readonly path: string }
  | { readonly op: 'link'; readonly target: string; readonly path: string }
  /** `mode` carries the file type bits, as mknod(2) takes them. */
  | {
      readonly op: 'mknod';
      readonly path: string;
      readonly mode: number;
      readonly major: number;
      readonly minor: number;
    }
  | { readonly op: 'chmod'; readonly path: string; readonly mode: number }
  /** Does not follow symlinks. */
  | { readonly op: 'chown'; readonly path: string; readonly uid: number; readonly gid: number }
  /** Does not follow symlinks; seconds since the epoch. */
  /** Seconds since the epoch. */
  | { readonly op: 'utimes'; readonly path: string; readonly mtime: number }
  | {
      readonly op: 'setxattr';
      readonly path: string;
      readonly name: string;
      readonly value: Uint8Array;
    }
  | { readonly op: 'getxattr'; readonly path: string; readonly name: string }
  /** `flags` are MS_* numbers of mount(2). */
  | {
      readonly op: 'mount';
      readonly source: string;
      readonly target: string;
      readonly type: string;
      readonly flags?: number;
      readonly data?: string;
    }
  | { readonly op: 'umount'; readonly target: string; readonly flags?: number }
  | { readonly op: 'kill'; readonly pid: number; readonly signal: number }
  | { readonly op: 'statfs'; readonly path: string }
  | ({ readonly op: 'run' } & ProgramSpec)
  /** Connects to a server in the guest, sends, and takes what comes until the other side closes. */
  | {
      readonly op: 'dial';
      /** A Unix socket's path, or "127.0.0.1:80". */
      readonly address: string;
      readonly data: Uint8Array;
      /** Fails with ETIMEDOUT when nothing has come for so many milliseconds of guest time. */
      readonly timeout?: number;
      /** At most so many bytes of the answer are kept (default 16 MiB); then the connection is closed. */
      readonly limit?: number;
    }
  /** Asks rtnetlink(7) inside of a network namespace, and by which numbers others go there; both by their files. */
  | { readonly op: 'network'; readonly path: string; readonly others: readonly string[] };

/** What each operation answers. */
export interface OperationResults {
  mkdir: null;
  write: null;
  read: Uint8Array;
  list: readonly Entry[];
  stat: Stat;
  readlink: string;
  remove: null;
  rename: null;
  symlink: null;
  link: null;
  mknod: null;
  chmod: null;
  chown: null;
  utimes: null;
  setxattr: null;
  getxattr: Uint8Array;
  mount: null;
  umount: null;
  kill: null;
  /** Bytes. */
  statfs: {
    readonly total: number;
    readonly free: number;
    readonly files: number;
    readonly filesFree: number;
  };
  run: ProgramResult;
  dial: Uint8Array;
  /** Its name, "net:[4026532201]", then a line a message. */
  network: string;
}

export type Result<O extends Operation = Operation> =
  | { readonly ok: true; readonly value: OperationResults[O['op']] }
  | { readonly ok: false; readonly error: AgentError };

export interface TerminalSpec {
  readonly argv: readonly string[];
  readonly env?: readonly string[];
  readonly cwd?: string;
  readonly rows: number;
  readonly cols: number;
  /** Its output stays in the guest until its first `resize`. */
  readonly held?: boolean;
}

/** A pty in the guest with a session of its own. */
export interface AgentTerminal {
  readonly id: number;
  readonly onOutput: Event<Uint8Array>;
  /** Exit code of the program that was started, or 128 + signal. */
  readonly onExit: Event<number>;
  write(bytes: Uint8Array): Promise<void>;
  /** Tells the agent that so many bytes of output were dealt with, so that it sends more. Unacknowledged output stops at 128 KiB. */
  acknowledge(bytes: number): void;
  resize(rows: number, cols: number): void;
  close(): void;
}

/** A change in a watched directory (inotify(7)). */
export interface FileChange {
  /** `modified` at each write, `written` when the writer has closed the file. */
  readonly kind:
    'created' | 'removed' | 'movedIn' | 'movedOut' | 'modified' | 'written' | 'overflowed';
  readonly name: string;
}

/** A program in the guest that connected to the engine's socket: the docker client. Messages are opaque to the agent. */
export interface ClientSession {
  readonly id: number;
  /** Type byte and payload of each message, as the client framed it. */
  readonly onMessage: Event<ClientMessage>;
  /** What came from a program that does not speak the client's language (an HTTP client, say), as it came. */
  readonly onBytes: Event<Uint8Array>;
  readonly onClosed: Event<void>;
  /** Resolves when the guest's socket has taken it. */
  send(message: ClientMessage): Promise<void>;
  /** The same, to a program that does not speak the client's language. */
  sendBytes(bytes: Uint8Array): Promise<void>;
  close(): void;
}

export interface ClientMessage {
  readonly type: number;
  readonly payload: Uint8Array;
}

export interface Greeting {
  /** Protocol version of the agent. */
  readonly version: number;
  /** Guest CLOCK_MONOTONIC at the greeting, milliseconds. */
  readonly at: number;
}

export interface LayerLook {
  /** The path is opened as this process would. */
  readonly pid: number;
  readonly path: string;
  /** Fingerprint of the listing that is known, or '0'. */
  readonly known: string;
}

/** The agent as seen from JavaScript: the only way into the guest. */
export interface Agent {
  /**
   * Must be called after every boot, reset and restore: sets clock and entropy, turns tracing on, ends what an earlier client had begun.
   * `fresh` may be said of a machine as the snapshot was taken, and is quicker.
   * Old terminals are closed, or with `keepTerminals` (after the restore of a checkpoint) live on and are listed by `terminals`.
   */
  greet(options?: { keepTerminals?: boolean; fresh?: boolean }): Promise<Greeting>;
  /** Answers with the guest's CLOCK_MONOTONIC in milliseconds; a guest that does not is silent. */
  ping(): Promise<number>;
  /** Runs one operation; throws `AgentError`. */
  call<O extends Operation>(operation: O): Promise<OperationResults[O['op']]>;
  /** Runs operations in order in one round trip. Stops at the first failure unless `keepGoing`; what was not run is missing from the answer. */
  batch(operations: readonly Operation[], options?: { keepGoing?: boolean }): Promise<Result[]>;
  openTerminal(spec: TerminalSpec): Promise<AgentTerminal>;
  /** Those open now; after a greeting that kept them, the adopted ones, whose output waits for its first listener. */
  terminals(): readonly AgentTerminal[];
  /** Watches a directory; resolves when the watch stands. */
  watch(path: string, listener: (change: FileChange) => void): Promise<Stop>;
  readonly onClient: Event<ClientSession>;
  readonly onRecords: Event<readonly KernelRecord[]>;
  /** Asks for `process` (or `absent`) records of these pids, behind all of the trace that came before. Resolves when they were delivered. */
  look(pids: readonly number[]): Promise<void>;
  /** Asks for a full walk of /proc, delivered as records. */
  walk(): Promise<void>;
  /** Asks for the mounts and the hostname that this process sees. */
  lookInside(pid: number): Promise<void>;
  /** Asks for a cgroup's files. */
  lookAtCgroup(path: string): Promise<void>;
  /** Asks for the listing of an overlay's directory, delivered as records unless it still has the known fingerprint. */
  lookAtLayer(look: LayerLook): Promise<void>;
  /** Switches kernel tracing; on after `greet`. For benchmarks. */
  trace(on: boolean): Promise<void>;
}
