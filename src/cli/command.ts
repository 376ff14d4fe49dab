import type { Engine } from '../engine/engine.ts';
import type { Client } from './client.ts';
import type { Flag, FlagValues } from './flag.ts';

/** What a command's `run` is given. */
export interface Call {
  readonly engine: Engine;
  readonly client: Client;
  readonly flags: FlagValues;
  readonly arguments: readonly string[];
}

/** One docker command. */
export interface Command {
  /** After "docker", without flags: "IMAGE [COMMAND] [ARG...]". */
  readonly usage: string;
  /** Its usage line does not speak of its options. */
  readonly hidesOptions?: boolean;
  /** What lists of commands say of it. */
  readonly summary: string;
  /** Said by its help instead of the summary. */
  readonly description?: string;
  readonly examples?: string;
  readonly flags: readonly Flag[];
  /** How many arguments it takes. */
  readonly takes: ArgumentCount;
  /** What is said of a wrong number of arguments, where it is not docker's usual sentence. */
  readonly countFault?: (path: string, words: readonly string[]) => string;
  /** False where the first argument ends the flags, as for `run`. */
  readonly interspersed?: boolean;
  /** Resolves with the exit code. */
  readonly run: (call: Call) => Promise<number>;
}

export interface ArgumentCount {
  readonly least: number;
  readonly most: number;
}

export const noArguments: ArgumentCount = { least: 0, most: 0 };
export const exactly = (count: number): ArgumentCount => ({ least: count, most: count });
export const atLeast = (count: number): ArgumentCount => ({ least: count, most: Infinity });
export const atMost = (count: number): ArgumentCount => ({ least: 0, most: count });

/** An end with a message on stderr, when it is neither the engine's error nor a matter of flags. */
export class CommandError extends Error {
  readonly exit: number;
  constructor(message: string, exit = 1) {
    super(message);
    this.name = 'CommandError';
    this.exit = exit;
  }
}
