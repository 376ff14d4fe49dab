// The supplying end of what a machine's worker asks for.
import { urlArtifacts } from '../machine/artifacts.ts';
import { fetchAhead } from '../machine/fetch-ahead.ts';
import { keptStore } from '../registry/kept-store.ts';
import type { Supplies, SupplyNotices } from './boundary.ts';
import { urlRegistry } from './registry.ts';
import { serve, teller, type Port } from './request.ts';

export interface SupplyOrder {
  /** URL of the folder with the site's static files. */
  readonly base: string;
  /** Whether a machine will be restored, and what that takes is to be fetched at once. */
  readonly ahead: boolean;
}

/** Answers at `port` what a worker asks for: the site's files, and the browser's storage. Nothing else can be had. */
export function supply(port: Port, { base, ahead }: SupplyOrder): void {
  const built = urlArtifacts(new URL('guest/', base).href);
  const artifacts = ahead ? fetchAhead(built) : built;
  const registry = urlRegistry(new URL('registry/', base).href);
  const kept = keptStore(indexedDB);
  const tell = teller<SupplyNotices>(port);
  const told = (id: number) => (bytes: number) => tell('received', { id, bytes });
  serve<Supplies>(port, {
    fetchArtifact: (path, fresh, id) => artifacts.fetch(path, { fresh, onBytes: told(id) }),
    fetchRegistryFile: (path, id) => registry(path, told(id)),
    readKept: (key) => kept.read(key),
    writeKept: (key, bytes) => kept.write(key, bytes),
    removeKept: (key) => kept.remove(key),
    listKept: (prefix) => kept.list(prefix),
  });
}
