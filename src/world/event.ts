import type {
  Cgroup,
  CgroupPath,
  CommandId,
  Container,
  ContainerId,
  ContainerStart,
  Content,
  ContentId,
  Evidence,
  Exchange,
  ExchangeAnswer,
  ExchangeId,
  Image,
  ImageId,
  Layer,
  LayerFile,
  LayerId,
  Machine,
  Millis,
  Mount,
  NamespaceId,
  Process,
  ProcessId,
  Request,
  Signal,
  World,
} from './model.ts';

/** The kernel's part of a world, as one full walk finds it. */
export interface Walk {
  readonly processes: readonly Process[];
  readonly mounts: readonly Mount[];
  readonly cgroups: readonly Cgroup[];
  readonly hostnames: readonly Hostname[];
}

/** A name in a layer, but for when it was seen. */
export type FileFacts = Omit<LayerFile, 'since' | 'changedAt'>;

export interface LayerListing extends Omit<Layer, 'files'> {
  readonly files: readonly FileFacts[];
}

/** A machine, but for when that was told. */
export type MachineFacts = Omit<Machine, 'toldAt'>;

export interface Hostname {
  readonly namespace: NamespaceId;
  readonly hostname: string;
  readonly evidence: Evidence;
}

/** A fact, in the past tense. Structured-clone and JSON safe but for the maps of `world/replaced`, which the recording codec spells out. */
export type WorldFact =
  /** Everything starts anew: a machine reset or restored, a recording opened. */
  | { readonly type: 'world/replaced'; readonly world: World }
  /** A full walk of /proc: replaces processes, mounts, cgroups; clears `lost`. Engine's rows and commands stay. */
  | { readonly type: 'world/walked'; readonly walk: Walk }
  | { readonly type: 'process/forked'; readonly process: Process }
  | {
      readonly type: 'process/execed';
      readonly id: ProcessId;
      readonly executable: string;
      readonly evidence: Evidence;
    }
  /** Dead, not yet reaped: a zombie from here on. */
  | { readonly type: 'process/exited'; readonly id: ProcessId; readonly evidence: Evidence }
  | { readonly type: 'process/reaped'; readonly id: ProcessId }
  /** Read from /proc: the row as it is now; namespace joins and leaves show as differences. */
  | { readonly type: 'process/read'; readonly process: Process }
  | { readonly type: 'signal/sent'; readonly signal: Signal }
  | { readonly type: 'syscall/requested'; readonly request: Request }
  /** The kernel answered such a call of a process with an error. */
  | {
      readonly type: 'syscall/refused';
      readonly pid: number;
      readonly call: string;
      readonly error: string;
    }
  /** All mounts of one mount namespace; replaces what was known of it. */
  | {
      readonly type: 'mounts/read';
      readonly namespace: NamespaceId;
      readonly mounts: readonly Mount[];
    }
  | ({ readonly type: 'hostname/read' } & Hostname)
  | { readonly type: 'cgroup/created'; readonly cgroup: Cgroup }
  | { readonly type: 'cgroup/read'; readonly cgroup: Cgroup }
  | { readonly type: 'cgroup/removed'; readonly path: CgroupPath }
  /** A process moved to another cgroup. */
  | {
      readonly type: 'cgroup/joined';
      readonly id: ProcessId;
      readonly path: CgroupPath;
      readonly evidence?: Evidence;
    }
  /** The engine's row as it is now; created, started, paused, exited and renamed all read so. */
  | { readonly type: 'container/changed'; readonly container: Container }
  | { readonly type: 'container/removed'; readonly id: ContainerId }
  /** Its first process has executed its program. */
  | {
      readonly type: 'container/began';
      readonly id: ContainerId;
      readonly start: ContainerStart;
    }
  | { readonly type: 'image/changed'; readonly image: Image }
  | { readonly type: 'image/removed'; readonly id: ImageId }
  /** Told again where its text was not known at first. */
  | {
      readonly type: 'command/started';
      readonly id: CommandId;
      readonly terminal: number;
      readonly text: string;
    }
  | {
      readonly type: 'command/finished';
      readonly id: CommandId;
      readonly text: string;
      readonly exit: number;
    }
  /** All names in a layer; replaces what was known of it. */
  | { readonly type: 'layer/listed'; readonly layer: LayerListing }
  /** Names that are new or other than before, and those that are gone. */
  | {
      readonly type: 'layer/changed';
      readonly id: LayerId;
      readonly changed: readonly FileFacts[];
      readonly removed: readonly string[];
      readonly evidence: Evidence;
    }
  /** Nobody looks at it any more, or it is gone. */
  | { readonly type: 'layer/forgotten'; readonly id: LayerId }
  | { readonly type: 'content/read'; readonly content: Content }
  | { readonly type: 'content/forgotten'; readonly id: ContentId }
  /** Docker's parts speak with each other. */
  | { readonly type: 'exchange/sent'; readonly exchange: Exchange }
  | {
      readonly type: 'exchange/answered';
      readonly id: ExchangeId;
      readonly answer: ExchangeAnswer;
      readonly evidence: Evidence;
    }
  /** So many bytes of the answer have come so far. */
  | { readonly type: 'exchange/progressed'; readonly id: ExchangeId; readonly bytes: number }
  /** What is still open will not be answered. */
  | { readonly type: 'traffic/cut' }
  /** A file of /proc that somebody looks at. */
  | { readonly type: 'reading/read'; readonly reading: Evidence }
  | { readonly type: 'reading/forgotten'; readonly path: string }
  /** The row of another machine as it is now. */
  | { readonly type: 'machine/changed'; readonly machine: MachineFacts }
  | { readonly type: 'records/lost'; readonly count: number };

export type WorldEvent = { readonly seq: number; readonly at: Millis } & WorldFact;
