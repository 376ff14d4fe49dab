import { describe, expect, test } from 'vitest';
import { decodeText, encodeText } from '../../src/base/bytes.ts';
import { registryHandler } from '../../src/registry/handler.ts';
import { lastingStore } from '../../src/registry/lasting-store.ts';
import { memoryStore, type RegistryStore } from '../../src/registry/store.ts';
import { checkStore } from './store-contract.ts';

/** A disk that takes so many entries and no more; a forbidden one does not even let itself be read. */
function disk(room: number): { readonly store: RegistryStore; readonly inner: RegistryStore } {
  const inner = memoryStore();
  let left = room;
  const full = (): Promise<never> => Promise.reject(new Error('The disk is full'));
  const store: RegistryStore = {
    ...inner,
    read: (key) => (room === 0 ? full() : inner.read(key)),
    list: (prefix) => (room === 0 ? full() : inner.list(prefix)),
    write: (key, bytes) => (left-- > 0 ? inner.write(key, bytes) : full()),
  };
  return { store, inner };
}

describe.each([
  ['memoryStore()', memoryStore],
  ['lastingStore() over what keeps', () => lastingStore(memoryStore())],
  ['lastingStore() over a disk that soon is full', () => lastingStore(disk(1).store)],
  ['lastingStore() over a forbidden disk', () => lastingStore(disk(0).store)],
])('%s', (_, make) => {
  test('is a store', async () => {
    expect(await checkStore(make())).toEqual([]);
  });
});

describe('lastingStore()', () => {
  test('has no trouble with what is kept', async () => {
    const { store, inner } = disk(10);
    const lasting = lastingStore(store);
    await lasting.write('a', encodeText('1'));
    expect(lasting.trouble?.()).toBeNull();
    expect(await inner.list('')).toEqual(['a']);
  });

  test('keeps nothing more after the first thing that was not kept, and says why', async () => {
    const { store, inner } = disk(1);
    const lasting = lastingStore(store);
    for (const key of ['a', 'b']) await lasting.write(key, encodeText(key));
    await inner.write('older', encodeText('kept'));
    await lasting.remove('older');
    expect(lasting.trouble?.()).toBe('The disk is full');
    expect(await lasting.list('')).toEqual(['a', 'b']);
    expect(await inner.list('')).toEqual(['a']);
  });

  test('lets a push go on, which hears of it, as does who looks at the page', async () => {
    const handle = registryHandler(lastingStore(disk(0).store), () => 'upload');
    const call = (method: string, path: string, body = '', query = {}) =>
      handle({ method, path, query, headers: {}, body: encodeText(body) });
    const index = JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: [],
    });
    const { status, headers } = await call('PUT', '/v2/mine/manifests/latest', index);
    expect(status).toBe(201);
    expect(headers['warning']).toBe('299 - "The disk is full; it is gone with this page"');
    const page = decodeText((await call('GET', '/')).body);
    expect(page).toContain('role="status">The disk is full.</p>');
    expect(page).toContain('docker pull localhost:5000/mine:latest');
  });
});
