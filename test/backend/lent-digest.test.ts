import { afterEach, expect, test } from 'vitest';
import { digestAt } from '../../src/backend/lent-digest.ts';

const { port1, port2 } = new MessageChannel();
afterEach(() => port1.close());

test('digestAt() gives each its own answer, whatever their order, and leaves the bytes where they are', async () => {
  const asked: { id: number; bytes: Uint8Array }[] = [];
  const bothAsked = new Promise<void>((resolve) => {
    port2.onmessage = ({ data }: MessageEvent<{ id: number; bytes: Uint8Array }>) => {
      if (asked.push(data) === 2) resolve();
    };
  });
  const digest = digestAt(port1);
  const bytes = Uint8Array.of(1, 2, 3);
  const answers = Promise.all([digest(bytes), digest(Uint8Array.of(9))]);
  await bothAsked;
  for (const { id, bytes: each } of asked.reverse())
    port2.postMessage({ id, hash: each.slice().buffer });
  expect((await answers).map((hash) => [...new Uint8Array(hash)])).toEqual([[1, 2, 3], [9]]);
  expect([...bytes]).toEqual([1, 2, 3]);
});
