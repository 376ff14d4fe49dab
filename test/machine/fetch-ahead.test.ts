import { expect, test } from 'vitest';
import { encodeText } from '../../src/base/bytes.ts';
import type { ArtifactSource, Fetched, FetchOptions } from '../../src/machine/artifacts.ts';
import { fetchAhead } from '../../src/machine/fetch-ahead.ts';
import { formatManifest, manifestPath } from '../../src/machine/manifest.ts';
import { fakeManifest } from '../fake/manifest.ts';

const manifest = encodeText(formatManifest(fakeManifest));
const { state, wasm } = fakeManifest.artifacts;

/** A source whose fetches end when they are told to. */
function source() {
  const open: { path: string; options: FetchOptions; end(fetched: Fetched | Error): void }[] = [];
  const held: ArtifactSource = {
    fetch: (path, options) =>
      new Promise((resolve, reject) => {
        const end = (fetched: Fetched | Error): void =>
          fetched instanceof Error ? reject(fetched) : resolve(fetched);
        open.push({ path, options, end });
      }),
  };
  return { open, held };
}

const quiet = { fresh: false, onBytes: () => undefined };
const fetchedManifest = { bytes: manifest, sha256: 'm' };

test('fetchAhead() begins with the manifest and goes on with what it names', async () => {
  const { open, held } = source();
  const ahead = fetchAhead(held);
  expect(open.map(({ path }) => path)).toEqual([manifestPath]);
  open[0]?.end(fetchedManifest);
  await expect
    .poll(() => open.map(({ path }) => path))
    .toEqual([manifestPath, state.path, wasm.path]);
  const told: number[] = [];
  open[1]?.options.onBytes(10);
  const fetched = ahead.fetch(state.path, { fresh: false, onBytes: (bytes) => told.push(bytes) });
  open[1]?.options.onBytes(20);
  open[1]?.end({ bytes: manifest, sha256: 's' });
  expect((await fetched).sha256).toBe('s');
  expect(told).toEqual([10, 20]);
  expect(await ahead.fetch(manifestPath, quiet)).toBe(fetchedManifest);
  expect(open).toHaveLength(3);
});

test('fetchAhead() fetches anew what is asked for again, or past the caches', async () => {
  const { open, held } = source();
  const ahead = fetchAhead(held);
  open[0]?.end(fetchedManifest);
  await expect.poll(() => open).toHaveLength(3);
  void ahead.fetch(state.path, { ...quiet, fresh: true });
  void ahead.fetch(wasm.path, quiet);
  void ahead.fetch(wasm.path, quiet);
  expect(open.slice(3).map(({ path, options }) => [path, options.fresh])).toEqual([
    [state.path, true],
    [wasm.path, false],
  ]);
});

test('fetchAhead() tells a failure to who asks, and to nobody else', async () => {
  const { open, held } = source();
  const ahead = fetchAhead(held);
  open[0]?.end(new Error('the network is gone'));
  await new Promise((resolve) => setTimeout(resolve)); // an unhandled rejection would fail the test run
  await expect(ahead.fetch(manifestPath, quiet)).rejects.toThrow('the network is gone');
  void ahead.fetch(state.path, quiet);
  expect(open.map(({ path }) => path)).toEqual([manifestPath, state.path]);
});
