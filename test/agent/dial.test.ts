import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { decodeText, encodeText } from '../../src/base/bytes.ts';
import { startNativeAgent, type NativeAgent } from './native-agent.ts';

let native: NativeAgent;
const servers: Server[] = [];
beforeAll(async () => {
  native = await startNativeAgent();
}, 120_000);
afterEach(() => servers.splice(0).forEach((server) => server.close()));
afterAll(() => native.stop());

/** A server, at a path or on loopback; answers where it can be dialled. */
async function serve(listener: (socket: Socket) => void, path?: string): Promise<string> {
  const server = createServer({ allowHalfOpen: true }, listener);
  servers.push(server);
  await new Promise<void>((resolve) =>
    server.listen(path ?? { port: 0, host: '127.0.0.1' }, resolve),
  );
  return path ?? `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

const dial = (address: string, data: Uint8Array, more: { timeout?: number; limit?: number } = {}) =>
  native.agent.call({ op: 'dial', address, data, ...more });

test('`dial` sends and takes what comes until the other side closes', async () => {
  const reply = (socket: Socket): void =>
    void socket.on('data', (data) => socket.end(`you said ${data.toString()}`));
  for (const address of [await serve(reply), await serve(reply, join(native.folder, 'server'))])
    expect(decodeText(await dial(address, encodeText('fish')))).toBe('you said fish');
});

test('`dial` carries more than a frame, both ways', async () => {
  const data = Uint8Array.from({ length: 1_000_000 }, (_, at) => at * 31);
  const address = await serve((socket) => {
    let count = 0;
    socket.on('data', (part: Buffer) => {
      socket.write(part);
      count += part.length;
      if (count === data.length) socket.end();
    });
  });
  expect(Buffer.compare(await dial(address, data), data)).toBe(0);
});

test('`dial` closes at its limit', async () => {
  const address = await serve((socket) => {
    socket.on('error', () => undefined);
    socket.write('0123456789');
  });
  expect(decodeText(await dial(address, new Uint8Array(), { limit: 4 }))).toBe('0123');
});

test('`dial` tells why there is no answer', async () => {
  const silent = await serve(() => undefined);
  await expect(dial(silent, encodeText('x'), { timeout: 50 })).rejects.toMatchObject({
    errno: 'ETIMEDOUT',
  });
  const gone = await serve(() => undefined);
  servers.at(-1)?.close();
  await expect(dial(gone, encodeText('x'))).rejects.toMatchObject({ errno: 'ECONNREFUSED' });
  await expect(dial('/nowhere', encodeText('x'))).rejects.toMatchObject({ errno: 'ENOENT' });
  for (const address of ['', 'localhost:80', '1.2.3.4', '300.1.1.1:80', `/${'x'.repeat(200)}`])
    await expect(dial(address, encodeText('x'))).rejects.toThrow('Cannot dial');
});
