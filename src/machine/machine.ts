import type { Event } from '../base/events.ts';

/** Names of the raw character channels to the guest, in the order of the virtio console's ports (port 0 is the boot console). */
export const channelNames = ['fishbowl.rpc', 'fishbowl.records', 'fishbowl.terms'] as const;
export type ChannelName = (typeof channelNames)[number];

/** A binary pipe to the guest. Bytes keep their order; chunk borders mean nothing. */
export interface Channel {
  /** Resolves once the guest has buffers for all of it: the sender's back pressure. */
  send(bytes: Uint8Array): Promise<void>;
  readonly onData: Event<Uint8Array>;
}

/** How the machine came to its end. `reset` leads out of each. */
export type MachineFailure =
  | { readonly kind: 'panicked'; readonly text: string } // the kernel's own last words, from the serial console
  | { readonly kind: 'halted'; readonly text: string } // powered off, rebooted or halted from inside
  | { readonly kind: 'silent'; readonly ms: number } // the agent has not answered for so long
  | { readonly kind: 'crashed'; readonly text: string }; // the emulator itself threw, or its worker died

/** One emulated computer, restored from the built guest's snapshot. */
export interface Machine {
  channel(name: ChannelName): Channel;
  /** The serial console's text: kernel messages. */
  readonly onConsole: Event<string>;
  readonly onFailed: Event<MachineFailure>;
  /** Stops the virtual CPU; the guest's clock stands still until `resume`. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Leaves a part of the processor to others for so many milliseconds: for a page whose frames come late. */
  makeRoom(ms: number): void;
  /** Back to the built snapshot, in the same emulator. Afterwards the agent must be greeted again. */
  reset(): Promise<void>;
  /** Holds the whole machine as it is now; `look` is called at the very instant. */
  checkpoint(look?: () => void): Promise<Checkpoint>;
  /** Afterwards the agent must be greeted again (clock and entropy). */
  restore(checkpoint: Checkpoint): Promise<void>;
  /** Lets go of a checkpoint. */
  forget(checkpoint: Checkpoint): void;
  /** Bytes held for all checkpoints, whenever they have settled: compressing goes on for a while after each. */
  readonly onHeld: Event<number>;
  /** Resolves with the bytes held once they have settled. */
  held(): Promise<number>;
  /** Guest instructions executed since the emulator started, for benchmarks. */
  instructions(): number;
  shutdown(): Promise<void>;
}

/** Names a moment that the machine holds; structured-clone safe, valid for that machine only. */
export interface Checkpoint {
  readonly image: string;
  readonly id: number;
  /** Pages of memory in which it differs from the checkpoint before. */
  readonly pages: number;
}

export interface Progress {
  readonly stage: 'fetch' | 'check' | 'restore' | 'greet' | 'ready';
  /** 0 to 1 over all stages; bytes are counted, not guessed. */
  readonly value: number;
  /** A short sentence for people: "Fetching the machine (3.1 of 5.3 MB)". */
  readonly text: string;
}
