import { afterEach, expect, test } from 'vitest';
import type { Supplies, SupplyNotices } from '../../src/backend/boundary.ts';
import { supplied } from '../../src/backend/supplied.ts';
import { ArtifactError } from '../../src/machine/artifacts.ts';
import { FakeHost } from '../fake/host.ts';

const bytes = Uint8Array.of(1, 2, 3);
const hosts: { terminate(): void }[] = [];
afterEach(() => hosts.splice(0).forEach((host) => host.terminate()));

function supplier(handlers: ConstructorParameters<typeof FakeHost<Supplies, SupplyNotices>>[0]) {
  const fake = new FakeHost<Supplies, SupplyNotices>(handlers);
  hosts.push(fake.host);
  return { fake, ...supplied(fake.host) };
}

test('artifacts come with the hash that was measured, and tell their own bytes as they come', async () => {
  const { fake, artifacts } = supplier({
    fetchArtifact(path, fresh, id) {
      fake.tell('received', { id: id + 1, bytes: 99 }); // of another fetch
      fake.tell('received', { id, bytes: 2 });
      return { bytes, sha256: `${path} ${String(fresh)}` };
    },
  });
  const told: number[] = [];
  const options = { fresh: true, onBytes: (count: number) => told.push(count) };
  expect(await artifacts.fetch('state.bin', options)).toEqual({ bytes, sha256: 'state.bin true' });
  expect(told).toEqual([2]);
});

test('an artifact that cannot be had names itself, in the words of who tried', async () => {
  const { artifacts } = supplier({
    fetchArtifact() {
      throw new ArtifactError('state.bin', 'Cannot fetch state.bin: the server says 404');
    },
  });
  const options = { fresh: false, onBytes: () => undefined };
  const error = await artifacts.fetch('state.bin', options).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(ArtifactError);
  expect(error).toMatchObject({
    path: 'state.bin',
    message: 'Cannot fetch state.bin: the server says 404',
  });
});

test('registry files and what is kept go through as they are', async () => {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  const {
    fake,
    registry,
    kept: store,
  } = supplier({
    fetchRegistryFile(path, id) {
      fake.tell('received', { id, bytes: 3 });
      return path === 'v2/there'
        ? { status: 200, bytes }
        : { status: 404, bytes: new Uint8Array() };
    },
    readKept: (key) => kept.get(key) ?? null,
    writeKept: (key, value) => void kept.set(key, value),
    removeKept: (key) => void kept.delete(key),
    listKept: (prefix) => [...kept.keys()].filter((key) => key.startsWith(prefix)),
  });
  const told: number[] = [];
  expect(await registry('v2/there', (count) => told.push(count))).toEqual({ status: 200, bytes });
  expect(told).toEqual([3]);
  expect((await registry('v2/missing', () => undefined)).status).toBe(404);
  await store.write('blobs/a', bytes);
  await store.write('blobs/b', bytes);
  await store.remove('blobs/b');
  expect(await store.list('blobs/')).toEqual(['blobs/a']);
  expect(await store.read('blobs/a')).toEqual(bytes);
  expect(await store.read('blobs/b')).toBeNull();
});
