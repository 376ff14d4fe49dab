// Requests and notices between two ends of a message port. Each end may ask as well as answer: what they say is typed by maps (boundary.ts).
import type { Stop } from '../base/events.ts';

/** The part of `Worker`, `MessagePort` and a worker's own scope that the boundary needs. */
export interface Port {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

type Args<F> = F extends (...args: infer A) => unknown ? A : never;
type Value<F> = F extends (...args: never[]) => infer V ? V : never;
/** A map of requests as the side calls it that asks. */
export type Client<R> = {
  readonly [N in keyof R]: (...args: Args<R[N]>) => Promise<Value<R[N]>>;
};
/** A map of requests as the side answers it that is asked. */
export type Handlers<R> = {
  readonly [N in keyof R]: (...args: Args<R[N]>) => Value<R[N]> | Promise<Value<R[N]>>;
};
/** Called with each notice, by its name. */
export type Listeners<T> = { readonly [N in keyof T]: (value: T[N]) => void };
export type Tell<T> = <N extends keyof T>(name: N, value: T[N]) => void;

type Message =
  | {
      readonly kind: 'request';
      readonly id: number;
      readonly name: PropertyKey;
      readonly args: unknown[];
    }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly error: unknown }
  | { readonly kind: 'notice'; readonly name: PropertyKey; readonly value: unknown };

/** The asking end: a function for each request, and what ends it all. */
export interface Connection<R> {
  readonly client: Client<R>;
  /** Fails every request that still waits, and all later ones. */
  readonly fail: (reason: Error) => void;
}

/** Connects to the side at the other end of `port`, which answers `R` and tells `T`. */
export function connect<R, T>(port: Port, listeners: Listeners<T>): Connection<R> {
  const waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (reason: unknown) => void }
  >();
  let lastId = 0;
  let ended: Error | null = null;
  const onMessage = ({ data }: MessageEvent<Message>): void => {
    if (data.kind === 'notice') listeners[data.name as keyof T](data.value as never);
    else if (data.kind === 'answer') take(data.id)?.resolve(data.value);
    else if (data.kind === 'refusal') take(data.id)?.reject(data.error);
  };
  const take = (id: number) => {
    const call = waiting.get(id);
    waiting.delete(id);
    return call;
  };
  const request = (name: PropertyKey, args: unknown[]): Promise<unknown> => {
    if (ended) return Promise.reject(ended);
    return new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      port.postMessage({ kind: 'request', id, name, args } satisfies Message);
    });
  };
  port.addEventListener('message', onMessage);
  return {
    client: new Proxy({} as Client<R>, {
      get:
        (_target, name) =>
        (...args: unknown[]) =>
          request(name, args),
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
export function serve<R>(port: Port, handlers: Handlers<R>): Stop {
  const onMessage = ({ data }: MessageEvent<Message>): void => {
    if (data.kind !== 'request') return;
    const { id, name, args } = data;
    const handler = handlers[name as keyof R] as (...args: unknown[]) => unknown;
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

/** One side's way to tell notices. */
export function teller<T>(port: Port): Tell<T> {
  return (name, value) => port.postMessage({ kind: 'notice', name, value } satisfies Message);
}
