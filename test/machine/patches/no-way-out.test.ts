import { afterEach, expect, test, vi } from 'vitest';
import { patchFetch } from '../../../src/machine/patches/no-way-out.ts';
import { unpatchedV86 } from '../bare.ts';

afterEach(() => vi.unstubAllGlobals());

const url = 'http://elsewhere.example/';

test('patchFetch() is needed: v86 itself fetches from the network for the guest', async () => {
  const fetched = vi.fn(() => Promise.resolve(new Response('the world outside')));
  vi.stubGlobal('fetch', fetched);
  const { network_adapter: adapter } = await unpatchedV86();
  await adapter.fetch(url, {});
  expect(fetched).toHaveBeenCalledOnce();
});

test('patchFetch() refuses what the guest asks for, and asks nobody', async () => {
  const fetched = vi.fn();
  vi.stubGlobal('fetch', fetched);
  const { network_adapter: adapter } = await unpatchedV86();
  patchFetch(adapter);
  const response = await adapter.fetch(url, {});
  expect(response.status).toBe(502);
  expect(fetched).not.toHaveBeenCalled();
});
