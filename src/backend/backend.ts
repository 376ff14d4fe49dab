import type { Checkpoint, MachineFailure, Progress } from '../machine/machine.ts';
import type { Event } from '../base/events.ts';
import type { Millis } from '../world/model.ts';
import type { Gaze } from '../world/gaze.ts';
import type { WorldEvent } from '../world/event.ts';
import type { PageOutcome, PageRequest, PublishedPort } from './page.ts';

export type { Checkpoint, MachineFailure, Progress };

/** Everything the app knows about where containers run. */
export interface Backend {
  /** True where `checkpoint`, `restore` and `reset` act on a real machine. */
  readonly live: boolean;
  boot(onProgress: (progress: Progress) => void): Promise<BootReport>;
  openTerminal(size: TerminalSize): Promise<Terminal>;
  /** Events in order, in batches as they came. The first is always `world/replaced`. */
  readonly onEvents: Event<readonly WorldEvent[]>;
  readonly onFailed: Event<MachineFailure>;
  /** A machine that was silent answers again. */
  readonly onRecovered: Event<null>;
  /** Kernel messages. */
  readonly onConsole: Event<string>;
  /** Runs a line with `sh -c` as the student's user, outside any terminal: for checks and solutions only. */
  run(line: string): Promise<CommandResult>;
  /** Reads a file of the guest now, for the evidence panel; at most 64 KiB. */
  readEvidence(path: string): Promise<string>;
  /** Asks a web server in the guest for a page. */
  fetchPage(request: PageRequest): Promise<PageOutcome>;
  /** Ports that containers have published now. */
  publishedPorts(): Promise<readonly PublishedPort[]>;
  /** What somebody looks at from now on, for as long as this backend lives. */
  lookAt(gaze: Gaze): Promise<void>;
  /** Starts another machine beside this one, from power on; its row in the world says how far it is. A further call starts it anew. */
  bootSecond(): Promise<void>;
  /** Switches it off. */
  shutdownSecond(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** The page's frames come late: the machine leaves it a part of the processor for so many milliseconds. */
  makeRoom(ms: number): void;
  /** A fresh machine. Open terminals end; open new ones afterwards. */
  reset(): Promise<void>;
  /** A checkpoint was taken, of itself after a command or by `checkpoint`. What was told before is in it, what is told later is not. */
  readonly onKept: Event<Kept>;
  /** Bytes held for all checkpoints. */
  readonly onHeld: Event<number>;
  checkpoint(): Promise<Kept>;
  /** Back to that moment. Answers the terminals that were open then, under the numbers they had; those held before take no more. */
  restore(checkpoint: Checkpoint): Promise<readonly Terminal[]>;
  /** Lets go of a checkpoint. */
  forget(checkpoint: Checkpoint): Promise<void>;
  shutdown(): Promise<void>;
}

/** A moment of the machine that can be gone back to. */
export interface Kept {
  readonly checkpoint: Checkpoint;
  /** Number of the last event before it. */
  readonly seq: number;
  readonly at: Millis;
}

export interface BootReport {
  /** Hash over the guest's inputs: what links and recordings name. */
  readonly imageId: string;
  /** Bytes fetched until the first prompt. */
  readonly bytes: number;
  /** Measured milliseconds of each stage. */
  readonly stages: readonly { readonly stage: Progress['stage']; readonly ms: number }[];
}

export interface TerminalSize {
  readonly rows: number;
  readonly cols: number;
}

export interface Terminal {
  readonly id: number;
  readonly onOutput: Event<Uint8Array>;
  readonly onExit: Event<number>;
  write(text: string | Uint8Array): void;
  /** To be called with the length of each chunk once it was drawn: the flow control that keeps `yes` from growing the tab. */
  acknowledge(bytes: number): void;
  resize(size: TerminalSize): void;
  close(): void;
}

export interface CommandResult {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}
