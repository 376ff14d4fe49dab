import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { compileAll } from './compile.ts';
import { Container } from './container.ts';
import { Lab } from './program.ts';
import { encodeMessage } from './wire.ts';

let lab: Lab;

vi.setConfig({ testTimeout: 30_000 });
beforeAll(compileAll, 300_000);

beforeEach(() => {
  lab = new Lab();
});

afterEach(() => {
  const faults = lab.faults();
  lab.end();
  expect(faults).toEqual([]);
});

const waits = 'read x; exit 5';

async function finish(container: Container): Promise<void> {
  const peer = container.attach();
  await peer.next('I');
  peer.send('i', '\n');
  expect((await peer.next('Q')).payload).toEqual(Buffer.of(5));
}

test.each([
  ['a message before the hello', [encodeMessage('e')]],
  ['a second hello', [encodeMessage('h', Buffer.alloc(5)), encodeMessage('h', Buffer.alloc(5))]],
  ['a short hello', [encodeMessage('h', 'abc')]],
  ['a size that is none', [encodeMessage('h', Buffer.alloc(5)), encodeMessage('w', 'abc')]],
  ['a signal that is none', [encodeMessage('h', Buffer.alloc(5)), encodeMessage('s', '')]],
  ['an unknown message', [encodeMessage('h', Buffer.alloc(5)), encodeMessage('?')]],
  ['stdin that was not granted', [encodeMessage('h', Buffer.alloc(5)), encodeMessage('i', 'x')]],
  ['a length beyond the limit', [Buffer.from([1, 0, 1, 0, 0x68])]],
])('%s disconnects the client, not the container', async (_, messages) => {
  const container = new Container(lab, waits);
  await container.start('--stdin');
  const peer = container.connect();
  peer.sendRaw(Buffer.concat(messages));
  await peer.untilClosed();
  await finish(container);
});

test('random bytes and messages never crash it', async () => {
  const container = new Container(lab, waits);
  await container.start('--stdin');
  const hello = fc.uint8Array({ minLength: 5, maxLength: 5 }).map((b) => encodeMessage('h', b));
  const type = fc.constantFrom('h', 'e', 'w', '?');
  const message = fc
    .tuple(type, fc.uint8Array({ maxLength: 12 }))
    .map(([t, b]) => encodeMessage(t, b));
  const noise = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes));
  const stream = fc.tuple(hello, fc.array(fc.oneof(message, noise), { maxLength: 10 }));
  await fc.assert(
    fc.asyncProperty(stream, async ([first, rest]) => {
      const peer = container.connect();
      peer.sendRaw(Buffer.concat([first, ...rest, encodeMessage('?')]));
      // Half a message at the end would be waited for; closing is what ends this client.
      await peer.next('S').then(
        () => peer.close(),
        () => undefined,
      );
    }),
    { numRuns: 150 },
  );
  await finish(container);
});

test('more clients than there is room for are turned away', async () => {
  const container = new Container(lab, waits);
  await container.start('--stdin');
  const peers = Array.from({ length: 32 }, () => container.attach());
  for (const peer of peers) await peer.next('S');
  const late = container.attach();
  await late.untilClosed();
  peers.forEach((peer) => peer.close());
  await peers.at(-1)?.untilClosed();
  expect(late.types()).toBe('');
});
