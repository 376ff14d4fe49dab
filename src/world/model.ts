/** Milliseconds of the guest's CLOCK_MONOTONIC: since its kernel booted, standing still while the machine is paused. */
export type Millis = number;

export type Table<Id, Row> = ReadonlyMap<Id, Row>;

/** pid and start: pids are reused. Minted by `processId`. */
export type ProcessId = string & { readonly _: 'process' };
/** As the kernel prints it: "pid:[4026531836]". */
export type NamespaceId = string & { readonly _: 'namespace' };
/** Path below the cgroup mount: "/" or "/docker/3f…". */
export type CgroupPath = string & { readonly _: 'cgroup' };
/** Mount namespace and mount id: "mnt:[4026531841]/25". */
export type MountId = string & { readonly _: 'mount' };
/** 64 hex digits. */
export type ContainerId = string & { readonly _: 'container' };
/** "sha256:…" of the image's config. */
export type ImageId = string & { readonly _: 'image' };
/** Mount namespace and path of a directory: "mnt:[4026531841]/var/lib/docker/overlay2/l/ABC". Minted by `layerId`. */
export type LayerId = string & { readonly _: 'layer' };
/** Layer and path within it. Minted by `contentId`. */
export type ContentId = string & { readonly _: 'content' };
export type CommandId = string & { readonly _: 'command' };
/** The engine's number for something that was said. */
export type ExchangeId = string & { readonly _: 'exchange' };
/** A machine that is booted beside this one. */
export type MachineId = string & { readonly _: 'machine' };

export const namespaceKinds = [
  'mnt',
  'uts',
  'ipc',
  'pid',
  'net',
  'user',
  'cgroup',
  'time',
] as const;
export type NamespaceKind = (typeof namespaceKinds)[number];

/** Where a fact was read, the text found there, and when. */
export interface Evidence {
  readonly path: string;
  readonly text: string;
  readonly at: Millis;
}

/** Everything known of the guest at one moment. Flat tables of readonly rows; relations by id. */
export interface World {
  /** Sequence number of the last event applied. */
  readonly seq: number;
  /** Guest clock at that event. */
  readonly at: Millis;
  readonly processes: Table<ProcessId, Process>;
  readonly namespaces: Table<NamespaceId, Namespace>;
  readonly cgroups: Table<CgroupPath, Cgroup>;
  readonly mounts: Table<MountId, Mount>;
  readonly containers: Table<ContainerId, Container>;
  readonly images: Table<ImageId, Image>;
  readonly commands: Table<CommandId, Command>;
  /** Directories that overlay file systems are made of: those that are looked at (`Gaze`). */
  readonly layers: Table<LayerId, Layer>;
  /** Contents of files in them: of those that are looked at. */
  readonly contents: Table<ContentId, Content>;
  /** Files of /proc that somebody looks at, by path. */
  readonly readings: Table<string, Evidence>;
  /** Machines booted beside this one. */
  readonly machines: Table<MachineId, Machine>;
  /** Processes reaped in the last `departureTime` ms, newest last, for pictures that show them leave. */
  readonly departed: readonly Departed[];
  /** Signals sent in the last `departureTime` ms, newest last. */
  readonly signals: readonly Signal[];
  /** What the kernel was asked to do, newest last, at most `requestLimit`. */
  readonly requests: readonly Request[];
  /** What docker's parts said to each other, newest last, at most `trafficLimit`. */
  readonly traffic: readonly Exchange[];
  /** Records lost since the last full walk; 0 after it. */
  readonly lost: number;
}

/** How long `departed` and `signals` keep a row. */
export const departureTime: Millis = 1500;
export const requestLimit = 2000;
export const trafficLimit = 500;
/** Commands kept, the oldest forgotten first. */
export const commandLimit = 1000;

export interface Process {
  readonly id: ProcessId;
  /** As the guest's first PID namespace numbers it. */
  readonly pid: number;
  /** Clock ticks since boot, field 22 of /proc/PID/stat; null until it was read. */
  readonly start: number | null;
  /** The pid number the kernel names as parent; 0 for none. */
  readonly parentPid: number;
  readonly parent: ProcessId | null;
  /** Short name, at most 15 bytes. */
  readonly comm: string;
  /** File given to the last execve that was seen, or null. */
  readonly executable: string | null;
  /** Empty from an execve until the next read of /proc. */
  readonly argv: readonly string[];
  readonly status: 'running' | 'sleeping' | 'waiting' | 'stopped' | 'zombie';
  /** Its number in each PID namespace it is seen in, outermost first (NSpid). */
  readonly pids: readonly number[];
  readonly namespaces: Readonly<Record<NamespaceKind, NamespaceId>>;
  /** Where its next children will be born, where that differs from its own (after unshare of pid or time). */
  readonly forChildren: { readonly pid: NamespaceId; readonly time: NamespaceId };
  readonly cgroup: CgroupPath;
  readonly uid: number;
  /** Resident memory, bytes. */
  readonly memory: number;
  /** Guest clock when it was forked, or first seen. */
  readonly since: Millis;
  /** Guest clock of its last execve, exit and namespace change, where they were seen. */
  readonly execedAt: Millis | null;
  readonly exitedAt: Millis | null;
  readonly movedAt: Millis | null;
  /** True while only inherited from its parent at the fork: not yet read from /proc. */
  readonly inherited: boolean;
  readonly evidence: readonly Evidence[];
}

export interface Departed {
  readonly process: Process;
  readonly at: Millis;
}

export interface Signal {
  /** Sender's pid, or null when the kernel itself sent it. */
  readonly from: number | null;
  readonly to: ProcessId;
  readonly signal: number;
  readonly at: Millis;
  readonly evidence: Evidence;
}

export interface Namespace {
  readonly id: NamespaceId;
  readonly kind: NamespaceKind;
  readonly inode: number;
  /** True for the namespaces the kernel started with. */
  readonly initial: boolean;
  /** Host name in it, of a UTS namespace. */
  readonly hostname: string | null;
  /** First process seen in it. */
  readonly creator: ProcessId | null;
  /** Of a PID namespace: the one in which its processes have the next outer number, where that was seen. */
  readonly parent: NamespaceId | null;
  readonly since: Millis;
  readonly evidence: readonly Evidence[];
}

export interface Cgroup {
  readonly path: CgroupPath;
  /** Contents of the files read, by name: "memory.current", "pids.max"… */
  readonly files: Readonly<Record<string, string>>;
  readonly since: Millis;
  readonly evidence: readonly Evidence[];
}

/** One line of mountinfo (proc(5)). */
export interface Mount {
  readonly id: MountId;
  readonly namespace: NamespaceId;
  readonly mountId: number;
  readonly parentId: number;
  /** Root of the mount within its file system. */
  readonly root: string;
  readonly point: string;
  readonly type: string;
  readonly source: string;
  readonly options: readonly string[];
  /** Optional fields: "shared:1", "master:2"; empty for a private mount. */
  readonly propagation: readonly string[];
  readonly superOptions: readonly string[];
  readonly evidence: Evidence;
}

/** The engine's name for a group of kernel facts; never a claim that a process exists. */
export interface Container {
  readonly id: ContainerId;
  readonly name: string;
  readonly image: string;
  readonly imageId: ImageId;
  readonly command: readonly string[];
  readonly status: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
  /** Host pid of its first process while it runs; 0 otherwise. */
  readonly pid: number;
  readonly cgroup: CgroupPath;
  readonly exit: number | null;
  /** Overlay upper directory. */
  readonly upper: string;
  readonly since: Millis;
  /** How it came to run, the last time; left out where that was not seen. */
  readonly start?: ContainerStart;
}

/** From the engine being asked to the container's own program. */
export interface ContainerStart {
  readonly askedAt: Millis;
  /** When its first process executed the container's program: the first execve of PID 1. */
  readonly execedAt: Millis;
  /** That execve in the trace. */
  readonly evidence: Evidence;
}

export interface Image {
  readonly id: ImageId;
  /** "busybox:latest"… */
  readonly names: readonly string[];
  /** Diff ids, base first. */
  readonly layers: readonly string[];
  /** Bytes, uncompressed. */
  readonly size: number;
  /** Where each layer's files are, named as the mounts name them; base first, as `layers`. */
  readonly directories: readonly string[];
  /** What the image was made by, oldest first; an instruction without `layer` changed only the configuration. */
  readonly history: readonly ImageStep[];
}

export interface ImageStep {
  readonly instruction: string;
  readonly layer: boolean;
}

/** A directory that overlay file systems have as their upper or as a lower. */
export interface Layer {
  readonly id: LayerId;
  readonly namespace: NamespaceId;
  /** As the mount names it. */
  readonly path: string;
  /** The same without symbolic links. */
  readonly real: string;
  /** By path within the layer; '' is the directory itself. */
  readonly files: Table<string, LayerFile>;
  /** There are more than are listed. */
  readonly cut: boolean;
  readonly evidence: Evidence;
}

/** One name in a layer, as lstat(2) and the attributes trusted.overlay.* tell it. */
export interface LayerFile {
  readonly path: string;
  /** st_mode: type and permissions. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes. */
  readonly size: number;
  readonly links: number;
  readonly inode: number;
  /** Seconds since the epoch. */
  readonly mtime: number;
  /** Device number, major and minor; 0 and 0 of a character device is a whiteout. */
  readonly rdev: readonly [number, number];
  readonly opaque: boolean;
  readonly metacopy: boolean;
  /** It was copied up from a lower layer. */
  readonly origin: boolean;
  /** Where the directory was before it was renamed; '' where it was not. */
  readonly redirect: string;
  /** Target, of a symlink. */
  readonly target: string;
  /** Guest clock when it was first seen, and last seen to change; null for what was there when the layer was first looked at. */
  readonly since: Millis | null;
  readonly changedAt: Millis | null;
}

/** What was read of a file in a layer. */
export interface Content {
  readonly id: ContentId;
  readonly layer: LayerId;
  readonly path: string;
  /** The beginning, at most `contentLimit` bytes, in base64. */
  readonly base64: string;
  /** Why it could not be read, or ''. */
  readonly problem: string;
  readonly at: Millis;
}

export const contentLimit = 64 * 1024;

export const bootStages = ['firmware', 'kernel', 'init', 'ready'] as const;
export type BootStageName = (typeof bootStages)[number];

/** Hardware of its own, emulated beside this machine, and a kernel of its own. */
export interface Machine {
  readonly id: MachineId;
  readonly status: 'fetching' | 'booting' | 'running' | 'failed' | 'off';
  /** Bytes of its hardware's memory. */
  readonly memory: number;
  /** Bytes of its kernel and of its root file system, as they are on a disk. */
  readonly disk: { readonly kernel: number; readonly root: number };
  /** Milliseconds from power on to when this was told. */
  readonly elapsed: Millis;
  /** Those that were reached, in their order. */
  readonly stages: readonly BootStage[];
  /** The last lines of its firmware and its kernel, newest last. */
  readonly lines: readonly BootLine[];
  /** What its own kernel tells once PID 1 answers. */
  readonly inside: MachineInside | null;
  /** Why it failed, or ''. */
  readonly problem: string;
  /** Guest clock of this machine, not of that one, when this was told. */
  readonly toldAt: Millis;
}

/** The moment at which a part of the boot begins (`ready`: at which PID 1 has answered), and the line that says so. */
export interface BootStage extends BootLine {
  readonly name: BootStageName;
}

export interface BootLine {
  /** Milliseconds after power on. */
  readonly ms: Millis;
  readonly text: string;
}

/** Read from the other machine's /proc by its PID 1. */
export interface MachineInside {
  /** As `uname -r` prints it. */
  readonly release: string;
  /** Drawn by each kernel at its start. */
  readonly bootId: string;
  /** Bytes that its kernel gave away and cannot get back at once: MemTotal less MemAvailable. */
  readonly used: number;
  /** Processes, kernel threads left out. */
  readonly processes: number;
  readonly evidence: readonly Evidence[];
}

/** One line typed at a shell prompt, as the shell's own OSC 133 marks tell it. */
export interface Command {
  readonly id: CommandId;
  readonly terminal: number;
  readonly text: string;
  readonly startedAt: Millis;
  readonly finishedAt: Millis | null;
  readonly exit: number | null;
}

/** A system call the kernel was asked for, from the trace. */
export interface Request {
  readonly pid: number;
  readonly process: ProcessId | null;
  /** "unshare", "setns", "mount"… */
  readonly call: string;
  /** Decoded arguments: flag names, numbers, paths where the trace has them. */
  readonly arguments: readonly string[];
  /** "EPERM", where the kernel refused it. */
  readonly error?: string;
  readonly at: Millis;
  readonly evidence: Evidence;
}

/** Something that one of docker's parts said to another: a question with its answer, or what needs none. */
export interface Exchange {
  readonly id: ExchangeId;
  /** The docker command that it was said for, itself an exchange; null for none, or where two were under way at a time. */
  readonly command: ExchangeId | null;
  readonly subject: ExchangeSubject;
  readonly sentAt: Millis;
  /** Null until it comes. */
  readonly answer: ExchangeAnswer | null;
  /** Bytes of the answer that have come while it is still on its way; left out where that is not told. */
  readonly came?: number;
  readonly evidence: readonly Evidence[];
}

export interface ExchangeAnswer {
  readonly at: Millis;
  /** Exit code of a command, operations that failed, HTTP status (0 for no answer); null where the guest was replaced before it came. */
  readonly status: number | null;
  /** Bytes that came back. */
  readonly bytes: number;
}

export type ExchangeSubject =
  /** A docker client, the process `pid`, asks the engine. */
  | { readonly kind: 'command'; readonly pid: number; readonly argv: readonly string[] }
  /** The engine has the agent carry out operations in the guest; how many of each, and those that do more than read and write files. */
  | {
      readonly kind: 'operations';
      readonly counts: Readonly<Record<string, number>>;
      readonly lines: readonly string[];
      /** Bytes of contents sent along. */
      readonly bytes: number;
    }
  /** The engine asks a registry: "GET /v2/library/busybox/manifests/latest". */
  | {
      readonly kind: 'registry';
      readonly host: string;
      readonly request: string;
      readonly digest: string | null;
      /** Bytes of the body sent along. */
      readonly bytes: number;
    }
  /** What became of a layer of a pull or push: it travelled, or was there already. */
  | {
      readonly kind: 'layer';
      readonly way: 'pull' | 'push';
      readonly digest: string;
      /** Bytes, compressed. */
      readonly size: number;
      readonly outcome: 'exists' | 'travelled';
    }
  /** The engine tells whoever listens, as `docker events` does. */
  | {
      readonly kind: 'event';
      readonly topic: string;
      readonly action: string;
      readonly subject: string;
      readonly name: string;
    }
  /** A client is joined with a container: what is typed and shown goes past the engine. */
  | { readonly kind: 'attach'; readonly container: ContainerId };
