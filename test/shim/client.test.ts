import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { compileAll } from './compile.ts';
import { Lab, type Running } from './program.ts';
import { u32, type Peer } from './wire.ts';

let lab: Lab;
let accept: () => Promise<Peer>;

vi.setConfig({ testTimeout: 30_000 });
beforeAll(compileAll, 300_000);

beforeEach(async () => {
  lab = new Lab();
  accept = await lab.listen('docker.sock');
});

afterEach(() => {
  const faults = lab.faults();
  lab.end();
  expect(faults).toEqual([]);
});

async function open(argv: string[], env?: NodeJS.ProcessEnv): Promise<[Running, Peer]> {
  const client = lab.client(argv, env);
  const engine = await accept();
  await engine.next('r');
  return [client, engine];
}

describe('request', () => {
  test('carries arguments, folder, environment and terminals', async () => {
    lab.client(['run', '-e', 'A=ü "quoted"\n', 'x'], { FISH: 'bowl' });
    const engine = await accept();
    const request = (await engine.nextJson('r')) as Record<string, unknown>;
    expect(request['argv']).toEqual([expect.any(String), 'run', '-e', 'A=ü "quoted"\n', 'x']);
    expect(request['cwd']).toBe(lab.folder);
    expect(request['env']).toContain('FISH=bowl');
    expect(request).toMatchObject({
      tty: [false, false, false],
      rows: 0,
      cols: 0,
      uid: process.getuid?.(),
    });
    expect(request['pid']).toEqual(expect.any(Number));
  });

  test('is refused when it does not fit into a message', async () => {
    const client = lab.client(['echo', 'x'.repeat(130_000), 'y'.repeat(130_000), '<'.repeat(9000)]);
    expect(await client.ended).toEqual({ exit: 1, signal: null });
    expect(client.stderr.text).toBe('docker: argument list too long\n');
  });
});

describe('answer', () => {
  test('goes to stdout and stderr, then the client exits with the code', async () => {
    const [client, engine] = await open(['ps']);
    engine.send('o', 'CONTAINER ID\n');
    engine.send('x', 'careful\n');
    engine.send('o', 'x'.repeat(200_000));
    engine.send('q', Buffer.of(125));
    expect(await client.ended).toEqual({ exit: 125, signal: null });
    expect(client.stdout.text).toBe(`CONTAINER ID\n${'x'.repeat(200_000)}`);
    expect(client.stderr.text).toBe('careful\n');
  });

  test('ends the client by SIGPIPE when nobody reads', async () => {
    const [client, engine] = await open(['logs']);
    client.child.stdout?.destroy();
    engine.send('o', 'x'.repeat(100_000));
    expect((await client.ended).signal).toBe('SIGPIPE');
  });

  test('of an unknown type is passed over', async () => {
    const [client, engine] = await open(['ps']);
    engine.send('?', 'from the future');
    engine.send('q', Buffer.of(0));
    expect((await client.ended).exit).toBe(0);
  });
});

describe('stdin', () => {
  test('is read only as far as the engine asks', async () => {
    const [client, engine] = await open(['load']);
    client.stdin.end('0123456789');
    engine.send('I', u32(4));
    expect((await engine.next('ie')).payload.toString()).toBe('0123');
    engine.send('I', u32(100));
    expect((await engine.next('ie')).payload.toString()).toBe('456789');
    expect((await engine.next('ie')).type).toBe('e');
    engine.send('q', Buffer.of(0));
    await client.ended;
  });

  test('of another command is left alone when not asked for', async () => {
    const [client, engine] = await open(['ps']);
    client.stdin.end('kept');
    engine.send('o', 'done\n');
    engine.send('q', Buffer.of(0));
    await client.ended;
    expect(engine.types()).toBe('r');
  });
});

describe('absent engine', () => {
  const sentence = (path: string): string =>
    `Cannot connect to the Docker daemon at unix://${path}. Is the docker daemon running?\n`;

  test('is told in docker words', async () => {
    const path = lab.path('nobody.sock');
    const client = lab.client(['ps'], { DOCKER_HOST: `unix://${path}` });
    expect((await client.ended).exit).toBe(1);
    expect(client.stderr.text).toBe(sentence(path));
  });

  test('is one that hangs up without a word', async () => {
    const client = lab.client(['ps']);
    (await accept()).close();
    expect((await client.ended).exit).toBe(1);
    expect(client.stderr.text).toBe(sentence(lab.path('docker.sock')));
  });

  test('after some words is an unexpected end', async () => {
    const [client, engine] = await open(['ps']);
    engine.send('o', 'half');
    await client.stdout.until('half');
    engine.close();
    expect((await client.ended).exit).toBe(1);
    expect(client.stderr.text).toBe('error during connect: unexpected EOF\n');
  });
});

describe('signals', () => {
  test('go to the engine once, the second ends the client', async () => {
    const [client, engine] = await open(['pull', 'busybox']);
    client.kill('SIGINT');
    expect(await engine.nextJson('s')).toEqual({ signal: 'INT' });
    client.kill('SIGINT');
    expect((await client.ended).signal).toBe('SIGINT');
  });

  test.each([
    ['SIGINT', 130, 'SIGINT', null],
    ['SIGTERM', 143, 'SIGTERM', null],
    ['SIGINT', 3, null, 3],
  ] as const)('after %s the answer %i ends the client: %s', async (name, code, signal, exit) => {
    const [client, engine] = await open(['pull', 'busybox']);
    client.kill(name);
    await engine.nextJson('s');
    engine.send('x', 'last words\n');
    engine.send('q', Buffer.of(code));
    expect(await client.ended).toEqual({ exit, signal });
    expect(client.stderr.text).toBe('last words\n');
  });

  test('resizing the terminal is told', async () => {
    const terminal = lab.terminal(['stats']);
    const engine = await accept();
    expect(await engine.nextJson('r')).toMatchObject({
      tty: [true, true, true],
      rows: 24,
      cols: 80,
    });
    terminal.resize(50, 132);
    expect(await engine.nextJson('w')).toEqual({ rows: 50, cols: 132 });
    engine.send('q', Buffer.of(0));
    expect(await terminal.ended()).toEqual({ exit: 0, signal: 0, restored: true });
  });
});

describe('damaged messages', () => {
  test.each([
    ['a length beyond the limit', Buffer.from([0, 0, 0, 0x7f, 0x6f])],
    ['a grant that is no number', Buffer.from([1, 0, 0, 0, 0x49, 9])],
    ['an empty exit code', Buffer.from([0, 0, 0, 0, 0x71])],
  ])('%s ends the client', async (_, bytes) => {
    const [client, engine] = await open(['ps']);
    engine.sendRaw(bytes);
    expect((await client.ended).exit).toBe(1);
    expect(client.stderr.text).toContain('malformed message');
  });

  test('an attach that is no JSON is told to be lost', async () => {
    const [client, engine] = await open(['attach', 'x']);
    engine.send('A', '{"socket":7}');
    expect(await engine.nextJson('a')).toMatchObject({ reason: 'lost' });
    engine.send('q', Buffer.of(1));
    await client.ended;
  });

  test('random bytes and messages never crash it', async () => {
    const types = fc.constantFrom('o', 'x', 'I', 'A', 'q', '?');
    const json = fc
      .record({ socket: fc.string(), detachKeys: fc.string(), tty: fc.anything(), more: fc.json() })
      .map((value) => Buffer.from(JSON.stringify(value)));
    const broken = fc.tuple(json, fc.nat(), fc.nat(255)).map(([bytes, at, byte]) => {
      const copy = Buffer.from(bytes);
      copy[at % copy.length] = byte;
      return copy;
    });
    const payload = fc.oneof(fc.uint8Array({ maxLength: 40 }), json, broken);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(types, payload), { maxLength: 12 }), async (messages) => {
        const [client, engine] = await open(['ps']);
        for (const [type, bytes] of messages) engine.send(type, bytes);
        engine.send('q', Buffer.of(7));
        const { exit, signal } = await client.ended;
        expect(signal).toBe(null);
        expect(exit).not.toBe(99);
        engine.close();
      }),
      { numRuns: 60 },
    );
  });
});
