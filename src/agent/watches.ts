import type { Stop } from '../base/events.ts';
import { AgentError } from './agent.ts';
import type { FileChange } from './agent.ts';
import type { Endpoint } from './endpoint.ts';
import { errnoOf } from './errno.ts';
import type { Frame } from './frame.ts';
import { rpc } from './protocol.ts';
import { WireReader, WireWriter } from './wire.ts';

/** IN_* bits of inotify(7) that a change may carry. */
const kinds: readonly (readonly [number, FileChange['kind']])[] = [
  [0x100, 'created'],
  [0x200, 'removed'],
  [0x80, 'movedIn'],
  [0x40, 'movedOut'],
  [0x2, 'modified'],
  [0x8, 'written'],
  [0x4000, 'overflowed'],
  [0x8000, 'overflowed'], // the directory itself is gone: whoever watches must look anew
];

interface Watch {
  readonly listener: (change: FileChange) => void;
  readonly resolve: (errno: number) => void;
  readonly reject: (error: Error) => void;
}

/** Watched directories. */
export class Watches {
  readonly #endpoint: Endpoint;
  readonly #open = new Map<number, Watch>();
  #lastId = 0;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  async open(path: string, listener: (change: FileChange) => void): Promise<Stop> {
    const id = ++this.#lastId;
    const number = await new Promise<number>((resolve, reject) => {
      this.#open.set(id, { listener, resolve, reject });
      this.#endpoint.send(rpc.watch, id, new WireWriter().text(path).bytes());
    });
    if (number) {
      this.#open.delete(id);
      const errno = errnoOf(number);
      throw new AgentError(`Cannot watch ${path}: ${errno.text}`, errno.name);
    }
    return () => {
      if (this.#open.delete(id)) this.#endpoint.send(rpc.unwatch, id);
    };
  }

  frame({ type, id, payload }: Frame): void {
    const watch = this.#open.get(id);
    if (!watch) return;
    const from = new WireReader(payload);
    const number = from.u32();
    if (type === rpc.watched) return watch.resolve(number);
    const name = from.text();
    for (const [bit, kind] of kinds) if (number & bit) watch.listener({ kind, name });
  }

  fail(error: Error): void {
    for (const { reject } of this.#open.values()) reject(error);
    this.#open.clear();
  }
}
