// The name server's answers, by the guest's own code under the sanitizers.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compileAgainst, sanitizerOptions } from '../shim/compile.ts';

const folder = mkdtempSync(join(tmpdir(), 'answer-'));
let server: ChildProcess;
let received: Buffer<ArrayBufferLike> = Buffer.alloc(0);
let arrived: () => void = () => undefined;

beforeAll(() => {
  const files = ['net/question.c', 'net/names.c', 'net/resolver.c', 'net/loop.c'];
  server = spawn(compileAgainst('test/net/native/answer.c', files), {
    env: sanitizerOptions(folder),
  });
  server.stdout?.on('data', (data: Buffer) => {
    received = Buffer.concat([received, data]);
    arrived();
  });
}, 120_000);

afterAll(async () => {
  const ended = new Promise((resolve) => server.on('exit', resolve));
  server.stdin?.end();
  expect(await ended).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

async function exchange(message: Uint8Array): Promise<Buffer> {
  server.stdin?.write(Buffer.from([message.length >> 8, message.length & 255]));
  server.stdin?.write(message);
  while (received.length < 2 || received.length < 2 + received.readUInt16BE())
    await new Promise<void>((resolve) => (arrived = resolve));
  const end = 2 + received.readUInt16BE();
  const answer = Buffer.from(received.subarray(2, end));
  received = received.subarray(end);
  return answer;
}

function question(name: string, type: number): Buffer {
  const labels = name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)]));
  const head = [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
  return Buffer.concat([Buffer.from(head), ...labels, Buffer.from([0, type >> 8, type, 0, 1])]);
}

interface Told {
  readonly code: number;
  readonly addresses: readonly string[];
  readonly truncated: boolean;
  readonly text: string;
}

async function ask(name: string, type = 1): Promise<Told> {
  const asked = question(name, type);
  const answer = await exchange(asked);
  expect(answer.readUInt16BE()).toBe(0x1234);
  expect(answer.subarray(12, asked.length)).toEqual(asked.subarray(12));
  const count = answer.readUInt16BE(6);
  const records = answer.subarray(asked.length);
  const addresses = Array.from({ length: type === 1 ? count : 0 }, (_, at) =>
    records.subarray(at * 16 + 12, at * 16 + 16).join('.'),
  );
  return {
    code: (answer[3] ?? 0) & 15,
    addresses,
    truncated: ((answer[2] ?? 0) & 2) !== 0,
    text: records.toString('latin1'),
  };
}

test.each([
  ['carp', ['10.0.0.2']],
  ['CARP', ['10.0.0.2']],
  ['0123456789ab', ['10.0.0.2']],
  ['carp.pond', ['10.0.0.2']],
  ['db', ['10.0.0.3']],
  ['pike', ['10.1.0.2']],
])('%s is found', async (name, addresses) => {
  expect(await ask(name)).toMatchObject({ code: 0, addresses });
});

test('a name of several containers gives all, each first in its turn', async () => {
  const turns = [await ask('fish'), await ask('fish')].map(({ addresses }) => addresses);
  for (const turn of turns) expect([...turn].sort()).toEqual(['10.0.0.2', '10.0.0.3']);
  expect(turns[0]).not.toEqual(turns[1]);
});

test.each(['shark', 'car', 'carp.lake', 'pond', 'example.com', 'carp.pond.'.slice(0, -1) + 'x'])(
  '%s does not exist',
  async (name) => expect(await ask(name)).toMatchObject({ code: 3, addresses: [] }),
);

test('what exists has no address of IPv6', async () => {
  expect(await ask('carp', 28)).toMatchObject({ code: 0, text: '' });
});

test('addresses have names', async () => {
  expect((await ask('3.0.0.10.in-addr.arpa', 12)).text).toContain('\x05perch\x04pond');
  expect(await ask('9.0.0.10.in-addr.arpa', 12)).toMatchObject({ code: 3 });
});

test('an answer that is too long says so', async () => {
  const { addresses, truncated } = await ask('shoal');
  expect(addresses.length).toBeGreaterThan(20);
  expect(truncated).toBe(true);
});

test('no message breaks it', async () => {
  const base = question('carp.pond', 1);
  const damaged = fc
    .tuple(fc.array(fc.tuple(fc.nat(base.length - 1), fc.nat(255))), fc.nat(base.length))
    .map(([changes, length]) => {
      const message = Buffer.from(base);
      for (const [at, value] of changes) message[at] = value;
      return message.subarray(0, length);
    });
  const any = fc.uint8Array({ maxLength: 600 });
  await fc.assert(
    fc.asyncProperty(fc.oneof(damaged, any), async (message) => {
      const answer = await exchange(message);
      expect(answer.length).toBeLessThanOrEqual(512);
    }),
    { numRuns: 500 },
  );
  expect(await ask('carp')).toMatchObject({ addresses: ['10.0.0.2'] });
});
