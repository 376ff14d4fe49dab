// What every store of a registry does: the same steps in Node and, for the browser's storage, in Chromium.
import type { RegistryStore } from '../../src/registry/store.ts';

/** Plays a store's whole contract on an empty one; answers what it did otherwise. */
export async function checkStore(store: RegistryStore): Promise<string[]> {
  const faults: string[] = [];
  const same = (what: string, got: unknown, expected: unknown): void => {
    const [one, other] = [got, expected].map((value) => JSON.stringify(value));
    if (one !== other) faults.push(`${what}: ${String(one)} instead of ${String(other)}`);
  };
  const read = async (key: string): Promise<number[] | null> => {
    const bytes = await store.read(key);
    return bytes && [...bytes];
  };
  same('nothing', await read('a/1'), null);
  same('an empty list', await store.list(''), []);
  const bytes = Uint8Array.of(1, 2, 3);
  const wide = Uint8Array.of(9, 8, 7, 6).subarray(1, 3);
  await store.write('b/1', bytes);
  await store.write('a/2', wide);
  await store.write('a/1', new Uint8Array());
  await store.write('a', bytes);
  same('what was written', await read('b/1'), [1, 2, 3]);
  same('part of a buffer', await read('a/2'), [8, 7]);
  same('nothing in it', await read('a/1'), []);
  same('a list', await store.list('a/'), ['a/1', 'a/2']);
  same('everything', await store.list(''), ['a', 'a/1', 'a/2', 'b/1']);
  await store.write('b/1', wide);
  same('what was written over', await read('b/1'), [8, 7]);
  await store.remove('a/1');
  await store.remove('a/1');
  same('what was removed', await read('a/1'), null);
  same('the list without it', await store.list('a/'), ['a/2']);
  await store.write('a/1', bytes);
  same('what came back', await read('a/1'), [1, 2, 3]);
  for (const key of await store.list('')) await store.remove(key);
  same('the end', await store.list(''), []);
  return faults;
}
