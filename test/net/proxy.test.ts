// docker-proxy, under the sanitizers, between servers of this machine on loopback.
import { createSocket } from 'node:dgram';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { compileGuest, sanitizerOptions } from '../shim/compile.ts';

const folder = mkdtempSync(join(tmpdir(), 'proxy-'));
const started: ChildProcess[] = [];
const servers: Server[] = [];

beforeAll(() => void compileGuest(['proxy']), 120_000);
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  for (const child of started.splice(0)) {
    if (child.exitCode !== null) continue;
    const ended = new Promise((resolve) => child.on('exit', resolve));
    child.kill();
    await ended;
  }
  expect(readdirSync(folder)).toEqual([]);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts one and answers what it reports. */
function proxy(protocol: string, hostPort: number, port: number): Promise<string> {
  const argv = ['-proto', protocol, '-host-ip', '127.0.0.1', '-host-port', String(hostPort)];
  const child = spawn(
    compileGuest(['proxy']),
    [...argv, '-container-ip', '127.0.0.1', '-container-port', String(port)],
    { stdio: ['ignore', 'ignore', 'inherit', 'pipe'], env: sanitizerOptions(folder) },
  );
  started.push(child);
  const report = child.stdio[3] as Readable;
  return new Promise((resolve) => {
    let text = '';
    report.on('data', (data: Buffer) => (text += data.toString()));
    report.on('end', () => resolve(text));
  });
}

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => servers.splice(servers.indexOf(server), 1)[0]?.close(resolve));
  return port;
}

/** Sends everything, ends its side, and answers what came back until the other side ended. */
function converse(port: number, data: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () =>
      socket.end(data),
    );
    socket.on('data', (part: Buffer) => parts.push(part));
    socket.on('end', () => resolve(Buffer.concat(parts)));
    socket.on('error', reject);
  });
}

test('carries a conversation both ways, to its very end', async () => {
  const echo = createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket));
  const [port, target] = [await freePort(), await listen(echo)];
  expect(await proxy('tcp', port, target)).toBe('0\n');
  const data = Buffer.alloc(3_000_000, 'fish and water ');
  const answers = await Promise.all(
    [data, Buffer.from('x'), Buffer.alloc(0)].map((each) => converse(port, each)),
  );
  expect(answers.map((each) => each.length)).toEqual([3_000_000, 1, 0]);
  expect(answers[0]?.equals(data)).toBe(true);
});

test('closes on the caller when nobody answers behind it', async () => {
  const port = await freePort();
  expect(await proxy('tcp', port, await freePort())).toBe('0\n');
  const answer = await converse(port, Buffer.from('hello?')).catch(() => Buffer.alloc(0));
  expect(answer.length).toBe(0);
});

test('says in the words of docker why it cannot listen', async () => {
  const port = await listen(createServer());
  expect(await proxy('tcp', port, 1)).toBe(
    `1\nlisten tcp4 127.0.0.1:${String(port)}: bind: address already in use`,
  );
});

test('leads answers to datagrams back to whoever asked', async () => {
  const echo = createSocket('udp4', (data, from) => echo.send(data, from.port, from.address));
  await new Promise<void>((resolve) => echo.bind(0, '127.0.0.1', resolve));
  const port = await freePort();
  expect(await proxy('udp', port, echo.address().port)).toBe('0\n');
  const callers = Array.from({ length: 5 }, () => createSocket('udp4'));
  const answers = callers.map(
    (caller, at) =>
      new Promise<string>((resolve) => {
        caller.on('message', (data) => resolve(data.toString()));
        caller.send(`caller ${String(at)}`, port, '127.0.0.1');
      }),
  );
  expect(await Promise.all(answers)).toEqual(callers.map((_, at) => `caller ${String(at)}`));
  for (const socket of [...callers, echo]) socket.close();
});
