/**
 * What the engine tells of its doings, in the form of `docker events` with the row's present state beside it,
 * so that one translator serves this engine and a real Docker. Names only: the kernel says whether a process exists.
 */
export type EngineEvent =
  | {
      readonly type: 'container';
      readonly action: ContainerAction;
      readonly container: ContainerRow;
    }
  | { readonly type: 'container'; readonly action: 'destroy'; readonly id: string }
  | {
      readonly type: 'image';
      readonly action: 'pull' | 'tag' | 'untag' | 'import' | 'load';
      readonly image: ImageRow;
    }
  | { readonly type: 'image'; readonly action: 'delete'; readonly id: string }
  | { readonly type: 'volume'; readonly action: 'create' | 'destroy'; readonly name: string };

export type ContainerAction =
  | 'create'
  | 'start'
  | 'die'
  | 'restart'
  | 'stop'
  | 'update'
  | 'health_status'
  | 'pause'
  | 'unpause'
  | 'rename'
  | 'kill'
  | 'exec_start'
  | 'exec_die'
  | 'attach'
  | 'detach'
  | 'loaded'; // read from the disk after a restore or reload

export interface ContainerRow {
  /** 64 hex digits. */
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly imageId: string;
  readonly command: readonly string[];
  readonly status: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
  /** Host pid of the first process; 0 when it does not run. */
  readonly pid: number;
  readonly exit: number | null;
  /** Path below the cgroup mount. */
  readonly cgroup: string;
  readonly upper: string;
}

export interface ImageRow {
  readonly id: string;
  readonly names: readonly string[];
  /** Diff ids, base first. */
  readonly layers: readonly string[];
  /** Bytes, uncompressed. */
  readonly size: number;
  /** Directory of each layer, by the name that mounts use; base first. */
  readonly directories: readonly string[];
  /** Oldest first; `layer` is false for what changed only the configuration. */
  readonly history: readonly { readonly instruction: string; readonly layer: boolean }[];
}
