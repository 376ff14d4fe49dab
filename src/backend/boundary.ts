// What the page, the machine's worker and the worker that supplies it say to each other. All sides derive from these maps.
import type { RegistryFile } from '../engine/static-registry.ts';
import type { Fetched } from '../machine/artifacts.ts';
import type { Gaze } from '../world/gaze.ts';
import type { MachineFacts, WorldEvent } from '../world/event.ts';
import type { PageOutcome, PageRequest, PublishedPort } from './page.ts';
import type {
  BootReport,
  Checkpoint,
  CommandResult,
  Kept,
  MachineFailure,
  Progress,
  TerminalSize,
} from './backend.ts';

/** What the page asks of the worker. */
export interface Requests {
  boot(): BootReport;
  /** Answers the terminal's number. */
  openTerminal(size: TerminalSize): number;
  write(terminal: number, data: string | Uint8Array): void;
  acknowledge(terminal: number, bytes: number): void;
  resize(terminal: number, size: TerminalSize): void;
  close(terminal: number): void;
  run(line: string): CommandResult;
  readEvidence(path: string): string;
  fetchPage(request: PageRequest): PageOutcome;
  publishedPorts(): readonly PublishedPort[];
  lookAt(gaze: Gaze): void;
  /** The row of the second machine, which the page hears of first. */
  tellMachine(machine: MachineFacts): void;
  pause(): void;
  resume(): void;
  makeRoom(ms: number): void;
  reset(): void;
  checkpoint(): Kept;
  /** Answers the numbers of the terminals that were open then. */
  restore(checkpoint: Checkpoint): readonly number[];
  forget(checkpoint: Checkpoint): void;
  shutdown(): void;
}

/** What the worker tells unasked. */
export interface Notices {
  progress: Progress;
  events: readonly WorldEvent[];
  failed: MachineFailure;
  recovered: null;
  console: string;
  kept: Kept;
  held: number;
  output: { readonly terminal: number; readonly bytes: Uint8Array };
  exit: { readonly terminal: number; readonly code: number };
}

/** What the worker asks of the one that supplies it: in its frame it has no origin, and so neither a network nor a place to keep things. */
export interface Supplies {
  /** A file of the built guest. `id` names the fetch in what is told of it. */
  fetchArtifact(path: string, fresh: boolean, id: number): Fetched;
  /** A file of the registry that images are pulled from; `path` begins with "v2/". */
  fetchRegistryFile(path: string, id: number): RegistryFile;
  /** The browser's storage, for what was pushed to the registry in the tab. */
  readKept(key: string): Uint8Array<ArrayBuffer> | null;
  writeKept(key: string, bytes: Uint8Array<ArrayBuffer>): void;
  removeKept(key: string): void;
  listKept(prefix: string): string[];
}

/** What it is told meanwhile: bytes received so far. */
export interface SupplyNotices {
  received: { readonly id: number; readonly bytes: number };
}
