import type { RegistryStore } from './store.ts';

const table = 'entries';

/** Keeps everything in the browser's storage (IndexedDB), over reloads of the page. */
export function keptStore(factory: IDBFactory, name = 'fishbowl-registry'): RegistryStore {
  let opened: Promise<IDBDatabase> | null = null;
  const transact = async <T>(
    mode: IDBTransactionMode,
    act: (entries: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> => {
    opened ??= open(factory, name);
    const transaction = (await opened).transaction(table, mode);
    const request = act(transaction.objectStore(table));
    await finished(transaction);
    return request.result;
  };
  return {
    read: async (key) => {
      const found = await transact('readonly', (entries) => entries.get(key));
      return (found as Uint8Array<ArrayBuffer> | undefined) ?? null;
    },
    write: async (key, bytes) => {
      await transact('readwrite', (entries) => entries.put(bytes.slice(), key));
    },
    remove: async (key) => {
      await transact('readwrite', (entries) => entries.delete(key));
    },
    list: async (prefix) => {
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      return (await transact('readonly', (entries) => entries.getAllKeys(range))) as string[];
    },
  };
}

function open(factory: IDBFactory, name: string): Promise<IDBDatabase> {
  const request = factory.open(name, 1);
  request.onupgradeneeded = () => void request.result.createObjectStore(table);
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(cannotKeep(request.error));
  });
}

/** A transaction counts when it is complete: what was written is on the disk then, or there was no room for it. */
function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(cannotKeep(transaction.error));
  });
}

function cannotKeep(cause: DOMException | null): Error {
  const why = cause?.message ?? 'no reason given';
  return new Error(`The browser keeps nothing more of the registry: ${why}`, { cause });
}
