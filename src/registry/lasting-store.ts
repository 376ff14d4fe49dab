import { memoryStore, type RegistryStore } from './store.ts';

/** Keeps in memory what another store does not take: a full or forbidden disk is no reason to refuse a push. */
export function lastingStore(kept: RegistryStore): RegistryStore {
  const held = memoryStore();
  const gone = new Set<string>();
  let trouble: string | null = null;
  const without = <T>(nothing: T, wish: Promise<T>): Promise<T> =>
    wish.catch((error: unknown) => {
      trouble ??= error instanceof Error ? error.message : String(error);
      return nothing;
    });
  return {
    async read(key) {
      const own = await held.read(key);
      return own || gone.has(key) ? own : without(null, kept.read(key));
    },
    async write(key, bytes) {
      gone.delete(key);
      // Once one thing was not kept, none is: what was kept later would name what is lost.
      if (trouble === null) await without(undefined, kept.write(key, bytes));
      if (trouble !== null) await held.write(key, bytes);
    },
    async remove(key) {
      gone.add(key);
      await held.remove(key);
      await without(undefined, kept.remove(key));
    },
    async list(prefix) {
      const own = await held.list(prefix);
      const others = await without([], kept.list(prefix));
      return [...new Set([...own, ...others.filter((key) => !gone.has(key))])].sort();
    },
    trouble: () => trouble,
  };
}
