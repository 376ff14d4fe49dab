// The machine's end of what it is supplied with.
import type { Fetch } from '../engine/static-registry.ts';
import { ArtifactError, type ArtifactSource, type Fetched } from '../machine/artifacts.ts';
import type { RegistryStore } from '../registry/store.ts';
import type { Supplies, SupplyNotices } from './boundary.ts';
import { connect, type Port } from './request.ts';

/** What a machine's worker has from outside. */
export interface Supplied {
  readonly artifacts: ArtifactSource;
  readonly registry: Fetch;
  /** What is kept over reloads of the page. */
  readonly kept: RegistryStore;
}

/** Asks at `port`, where `supply` answers. */
export function supplied(port: Port): Supplied {
  const listeners = new Map<number, (bytes: number) => void>();
  const { client } = connect<Supplies, SupplyNotices>(port, {
    received: ({ id, bytes }) => listeners.get(id)?.(bytes),
  });
  let lastId = 0;
  const listening = async <T>(
    listener: (bytes: number) => void,
    ask: (id: number) => Promise<T>,
  ): Promise<T> => {
    const id = ++lastId;
    listeners.set(id, listener);
    try {
      return await ask(id);
    } finally {
      listeners.delete(id);
    }
  };
  return {
    artifacts: {
      fetch: (path, { fresh, onBytes }) =>
        listening(onBytes, (id) => client.fetchArtifact(path, fresh, id)).catch((cause: unknown) =>
          refuse(path, cause),
        ),
    },
    registry: (path, onProgress) =>
      listening(onProgress, (id) => client.fetchRegistryFile(path, id)),
    kept: {
      read: (key) => client.readKept(key),
      write: (key, bytes) => client.writeKept(key, bytes),
      remove: (key) => client.removeKept(key),
      list: (prefix) => client.listKept(prefix),
    },
  };
}

/** An error loses its class on the way. */
function refuse(path: string, cause: unknown): Promise<Fetched> {
  if (!(cause instanceof Error)) throw cause;
  throw new ArtifactError(path, cause.message, { cause });
}
