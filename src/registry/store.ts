/** Where a registry keeps its things: bytes under names like paths. */
export interface RegistryStore {
  read(key: string): Promise<Uint8Array<ArrayBuffer> | null>;
  write(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  remove(key: string): Promise<void>;
  /** Names that begin so, sorted. */
  list(prefix: string): Promise<string[]>;
  /** Why it does not keep things as it is meant to; null as long as it does. */
  trouble?(): string | null;
}

/** Forgets everything with the page. */
export function memoryStore(): RegistryStore {
  const entries = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    read: (key) => Promise.resolve(entries.get(key) ?? null),
    write: (key, bytes) => Promise.resolve(void entries.set(key, bytes)),
    remove: (key) => Promise.resolve(void entries.delete(key)),
    list: (prefix) =>
      Promise.resolve([...entries.keys()].filter((key) => key.startsWith(prefix)).sort()),
  };
}
