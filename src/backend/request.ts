// The boundary between the page and the machine's worker: one map of requests, one of notices. Both sides derive from them.
import type { Stop } from '../base/events.ts';
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
  /** `base` is the URL of the folder that holds the site's static files. */
  boot(base: string): BootReport;
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

/** The part of `Worker`, `MessagePort` and a worker's own scope that the boundary needs. */
export interface Port {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

type Name = keyof Requests;
/** `Requests` as the page calls it. */
export type Client = {
  readonly [N in Name]: (...args: Parameters<Requests[N]>) => Promise<ReturnType<Requests[N]>>;
};
/** `Requests` as the worker answers it. */
export type Handlers = {
  readonly [N in Name]: (
    ...args: Parameters<Requests[N]>
  ) => ReturnType<Requests[N]> | Promise<ReturnType<Requests[N]>>;
};
/** Called with each notice, by its name. */
export type Listeners = { readonly [N in keyof Notices]: (value: Notices[N]) => void };
export type Tell = <N extends keyof Notices>(name: N, value: Notices[N]) => void;

type Message =
  | { readonly kind: 'request'; readonly id: number; readonly name: Name; readonly args: unknown[] }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly error: unknown }
  | { readonly kind: 'notice'; readonly name: keyof Notices; readonly value: unknown };

/** The page's end: a function for each request, and what ends it all. */
export interface Connection {
  readonly client: Client;
  /** Fails every request that still waits, and all later ones. */
  readonly fail: (reason: Error) => void;
}

/** Connects the page to the worker's end of `port`. */
export function connect(port: Port, listeners: Listeners): Connection {
  const waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (reason: unknown) => void }
  >();
  let lastId = 0;
  let ended: Error | null = null;
  const onMessage = ({ data }: MessageEvent<Message>): void => {
    if (data.kind === 'notice') listeners[data.name](data.value as never);
    else if (data.kind === 'answer') take(data.id)?.resolve(data.value);
    else if (data.kind === 'refusal') take(data.id)?.reject(data.error);
  };
  const take = (id: number) => {
    const call = waiting.get(id);
    waiting.delete(id);
    return call;
  };
  const request = (name: Name, args: unknown[]): Promise<unknown> => {
    if (ended) return Promise.reject(ended);
    return new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      port.postMessage({ kind: 'request', id, name, args } satisfies Message);
    });
  };
  port.addEventListener('message', onMessage);
  return {
    client: new Proxy({} as Client, {
      get:
        (_target, name) =>
        (...args: unknown[]) =>
          request(name as Name, args),
    }),
    fail(reason) {
      ended = reason;
      port.removeEventListener('message', onMessage);
      for (const call of waiting.values()) call.reject(reason);
      waiting.clear();
    },
  };
}

/** Answers the requests that arrive at `port`, each as its handler does. */
export function serve(port: Port, handlers: Handlers): Stop {
  const onMessage = ({ data }: MessageEvent<Message>): void => {
    if (data.kind !== 'request') return;
    const { id, name, args } = data;
    const handler = handlers[name] as (...args: unknown[]) => unknown;
    void Promise.resolve()
      .then(() => handler(...args))
      .then(
        (value) => port.postMessage({ kind: 'answer', id, value } satisfies Message),
        (error: unknown) => port.postMessage({ kind: 'refusal', id, error } satisfies Message),
      );
  };
  port.addEventListener('message', onMessage);
  return () => port.removeEventListener('message', onMessage);
}

/** The worker's way to tell notices. */
export function teller(port: Port): Tell {
  return (name, value) => port.postMessage({ kind: 'notice', name, value } satisfies Message);
}
