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
  /** Somebody asks for it to run: `run` before it is made, `start` in any case when its start begins. No word of `docker events`. */
  | {
      readonly type: 'container';
      readonly action: 'asked';
      readonly id: string;
      readonly to: 'run' | 'start';
    }
  | {
      readonly type: 'image';
      readonly action: ImageAction;
      readonly image: ImageRow;
    }
  | { readonly type: 'image'; readonly action: 'delete'; readonly id: string }
  | { readonly type: 'volume'; readonly action: 'create' | 'destroy'; readonly name: string }
  /** Something that docker's parts said to each other; `command` is the docker command that it was said for, where that is known. */
  | {
      readonly type: 'exchange';
      readonly action: 'sent';
      readonly id: string;
      readonly command: string | null;
      readonly subject: ExchangeSubject;
    }
  | {
      readonly type: 'exchange';
      readonly action: 'answered';
      readonly id: string;
      readonly answer: ExchangeAnswer;
    }
  /** So many bytes of the answer have come so far. */
  | {
      readonly type: 'exchange';
      readonly action: 'progressed';
      readonly id: string;
      readonly bytes: number;
    }
  /** What was asked and not answered will not be: the guest was replaced. */
  | { readonly type: 'exchange'; readonly action: 'cut' };

export type ImageAction = 'pull' | 'push' | 'tag' | 'untag' | 'import' | 'load' | 'save';

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

export type ExchangeSubject =
  /** A docker client asks the engine. `message` is its request as it came, without the environment. */
  | {
      readonly kind: 'command';
      readonly pid: number;
      readonly argv: readonly string[];
      readonly message: string;
    }
  /** The engine has the agent carry out operations in the guest. */
  | {
      readonly kind: 'operations';
      /** How many of each. */
      readonly counts: Readonly<Record<string, number>>;
      /** Those that do more than read and write files. */
      readonly lines: readonly string[];
      /** Bytes of contents sent along. */
      readonly bytes: number;
    }
  /** The engine asks a registry. */
  | {
      readonly kind: 'registry';
      /** As names of images begin: "docker.io". */
      readonly host: string;
      /** "GET /v2/library/busybox/manifests/latest". */
      readonly request: string;
      readonly digest: string | null;
      /** Bytes of the body sent along. */
      readonly bytes: number;
    }
  /** What became of one layer of a pull or push; needs no answer. */
  | {
      readonly kind: 'layer';
      readonly way: 'pull' | 'push';
      readonly digest: string;
      /** Bytes, compressed. */
      readonly size: number;
      /** `exists`: it was there already and did not travel. */
      readonly outcome: 'exists' | 'travelled';
      /** Where the engine knows it from, and what it found there. */
      readonly path: string;
      readonly found: string;
    }
  /** The engine tells whoever listens, as `docker events` does; needs no answer. */
  | {
      readonly kind: 'event';
      readonly topic: string;
      readonly action: string;
      /** What it happened to, and its name. */
      readonly subject: string;
      readonly name: string;
    }
  /** The engine has the client join a container: what it types and reads goes past the engine. */
  | { readonly kind: 'attach'; readonly container: string; readonly socket: string };

export interface ExchangeAnswer {
  /** Exit code of a command, operations that failed, HTTP status (0 for no answer). */
  readonly status: number;
  /** Bytes that came back. */
  readonly bytes: number;
  readonly text: string;
}
