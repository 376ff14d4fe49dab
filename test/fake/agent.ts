// An agent in memory: a file system, scripted programs, and docker clients that tests speak through.
import {
  type Agent,
  AgentError,
  type AgentTerminal,
  type ClientMessage,
  type ClientSession,
  type FileChange,
  type Operation,
  type OperationResults,
  type ProgramResult,
  type ProgramSpec,
  type Result,
} from '../../src/agent/agent.ts';
import { decodeText, encodeText } from '../../src/base/bytes.ts';
import { Emitter } from '../../src/base/events.ts';
import type { KernelRecord } from '../../src/agent/record.ts';
import { FileSystem } from './file-system.ts';

export type Program = (spec: ProgramSpec, agent: FakeAgent) => Partial<Texts> | undefined;

interface Texts {
  exit: number;
  stdout: string;
  stderr: string;
}

export class FakeAgent implements Agent {
  readonly files = new FileSystem();
  /** Scripted programs by the last part of argv[0]. */
  readonly programs = new Map<string, Program>();
  /** Signals sent, newest last. */
  readonly kills: { readonly pid: number; readonly signal: number }[] = [];
  /** Hears every signal, to act on it. */
  onKill: (pid: number, signal: number) => void = () => undefined;
  /** What servers in the guest were asked, newest last. */
  readonly requests: string[] = [];
  /** Answers them; as netd does unless a test says otherwise. */
  onDial: (request: string) => string = () => 'ok\n';
  /** Messages to the agent, batches counted once. */
  roundTrips = 0;
  readonly #watchers = new Map<string, (change: FileChange) => void>();
  readonly #clients = new Emitter<ClientSession>();
  readonly onClient = this.#clients.event;
  readonly onRecords = new Emitter<readonly KernelRecord[]>().event;
  #sessions = 0;

  greet = (): Promise<{ version: number; at: number }> => Promise.resolve({ version: 1, at: 0 });
  openTerminal = (): never => unused('openTerminal');
  look = (): Promise<void> => Promise.resolve();
  walk = (): Promise<void> => Promise.resolve();
  lookInside = (): Promise<void> => Promise.resolve();
  lookAtCgroup = (): Promise<void> => Promise.resolve();
  lookAtLayer = (): Promise<void> => Promise.resolve();
  trace = (): Promise<void> => Promise.resolve();
  ping = (): Promise<number> => Promise.resolve(0);
  terminals = (): readonly AgentTerminal[] => [];

  async call<O extends Operation>(operation: O): Promise<OperationResults[O['op']]> {
    const [result] = await this.batch([operation]);
    if (!result?.ok) throw result?.error ?? new Error('No result');
    return result.value as OperationResults[O['op']];
  }

  async batch(
    operations: readonly Operation[],
    { keepGoing = false }: { keepGoing?: boolean } = {},
  ): Promise<Result[]> {
    await Promise.resolve();
    this.roundTrips++;
    const results: Result[] = [];
    for (const operation of operations) {
      const result = this.#perform(operation);
      results.push(result);
      if (!result.ok && !keepGoing) break;
    }
    return results;
  }

  watch(path: string, listener: (change: FileChange) => void): Promise<() => void> {
    this.#watchers.set(path, listener);
    return Promise.resolve(() => void this.#watchers.delete(path));
  }

  /** Renames a file into a watched directory, as the shim does with exits. */
  place(directory: string, name: string, text: string): void {
    this.files.perform({ op: 'mkdir', path: directory, parents: true });
    this.files.perform({ op: 'write', path: `${directory}/${name}`, data: encodeText(text) });
    this.#watchers.get(directory)?.({ kind: 'movedIn', name });
  }

  read(path: string): string {
    return decodeText(this.files.perform({ op: 'read', path }) as Uint8Array);
  }

  exists(path: string): boolean {
    return this.#perform({ op: 'stat', path }).ok;
  }

  /** Connects a client; `receive` hears what the engine sends it. */
  connect(receive: (message: ClientMessage) => void): {
    send: (letter: string, content: object | Uint8Array) => void;
    close: () => void;
  } {
    const messages = new Emitter<ClientMessage>();
    const closed = new Emitter<undefined>();
    this.#clients.fire({
      id: ++this.#sessions,
      onMessage: messages.event,
      onBytes: () => () => undefined,
      onClosed: (listener) => closed.event(() => listener()),
      send: (message) => {
        receive(message);
        return Promise.resolve();
      },
      sendBytes: () => unused('sendBytes'),
      close: () => undefined,
    });
    return {
      send: (letter, content) => {
        const payload =
          content instanceof Uint8Array ? content : encodeText(JSON.stringify(content));
        messages.fire({ type: letter.charCodeAt(0), payload });
      },
      close: () => closed.fire(undefined),
    };
  }

  #perform(operation: Operation): Result {
    try {
      return { ok: true, value: this.#value(operation) as never };
    } catch (error) {
      if (error instanceof AgentError) return { ok: false, error };
      throw error;
    }
  }

  #value(operation: Operation): unknown {
    if (operation.op === 'run') return this.#run(operation);
    if (operation.op === 'dial') {
      const request = decodeText(operation.data);
      this.requests.push(request);
      return encodeText(this.onDial(request));
    }
    if (operation.op !== 'kill') return this.files.perform(operation);
    const { pid, signal } = operation;
    this.kills.push({ pid, signal });
    this.onKill(pid, signal);
    return null;
  }

  #run(spec: ProgramSpec): ProgramResult {
    const name = spec.argv[0]?.split('/').at(-1) ?? '';
    const { exit = 0, stdout = '', stderr = '' } = this.programs.get(name)?.(spec, this) ?? {};
    return { exit, stdout: encodeText(stdout), stderr: encodeText(stderr), truncated: false };
  }
}

function unused(name: string): never {
  throw new Error(`${name} is not scripted`);
}
