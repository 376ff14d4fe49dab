import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  AgentTerminal,
  ClientMessage,
  ClientSession,
  FileChange,
} from '../../src/agent/agent.ts';
import { encodeFrame } from '../../src/agent/frame.ts';
import { rpc, terms } from '../../src/agent/protocol.ts';
import type { KernelRecord } from '../../src/agent/record.ts';
import { WireWriter } from '../../src/agent/wire.ts';
import { decodeText, encodeText } from '../../src/base/bytes.ts';
import { once } from '../../src/base/events.ts';
import { startNativeAgent } from './native-agent.ts';
import type { NativeAgent } from './native-agent.ts';

let native: NativeAgent;
beforeAll(async () => {
  native = await startNativeAgent();
}, 120_000);
afterAll(() => native.stop());

/** Collects a terminal's output, acknowledging it unless told otherwise. */
function read(
  terminal: AgentTerminal,
  acknowledge = true,
): { text: () => string; bytes: () => number } {
  let text = '';
  let bytes = 0;
  terminal.onOutput((chunk) => {
    text += decodeText(chunk);
    bytes += chunk.length;
    if (acknowledge) terminal.acknowledge(chunk.length);
  });
  return { text: () => text, bytes: () => bytes };
}

const open = (command: string): Promise<AgentTerminal> =>
  native.agent.openTerminal({
    argv: ['sh', '-c', command],
    rows: 24,
    cols: 80,
    cwd: native.folder,
  });

describe('terminals', () => {
  test('are a controlling terminal with a size, echo what is typed and tell the exit code', async () => {
    const terminal = await open('stty size; read line; echo "got $line"; stty size; exit 3');
    const output = read(terminal);
    await expect.poll(output.text).toContain('24 80');
    terminal.resize(40, 132);
    await terminal.write(encodeText('hello\n'));
    const exit = await once(terminal.onExit);
    expect(exit).toBe(3);
    expect(output.text()).toContain('hello\r\ngot hello\r\n40 132\r\n');
  });

  test('stop sending at 128 KiB that nobody acknowledged, and go on after', async () => {
    const terminal = await open('yes');
    const output = read(terminal, false);
    await expect.poll(output.bytes).toBe(128 * 1024);
    await native.agent.ping();
    expect(output.bytes()).toBe(128 * 1024);
    terminal.acknowledge(64 * 1024);
    await expect.poll(output.bytes).toBe(192 * 1024);
    terminal.close();
  });

  test('take more input than fits, and do not block others meanwhile', async () => {
    const silent = await open('stty raw -echo; sleep 1000');
    const loud = await open('stty raw -echo; echo ready; head -c 300000 | wc -c');
    const output = read(loud);
    await expect.poll(output.text).toContain('ready');
    const stuck = silent.write(new Uint8Array(500_000)).catch((error: Error) => error.message);
    await loud.write(new Uint8Array(300_000).fill(97));
    await once(loud.onExit);
    expect(output.text()).toContain('300000');
    silent.close();
    expect(await stuck).toContain('was closed');
  });

  test('hang up what runs in them when closed', async () => {
    const terminal = await open(
      'trap "touch hung-up; exit" HUP; echo ready; while :; do sleep 0.01; done',
    );
    await expect.poll(read(terminal).text).toContain('ready');
    terminal.close();
    const stat = () =>
      native.agent.call({ op: 'stat', path: join(native.folder, 'hung-up') }).then(
        ({ type }) => type,
        () => null,
      );
    await expect.poll(stat).toBe('file');
  });

  test('tell what cannot be opened', async () => {
    const spec = { argv: ['no-such-shell'], rows: 1, cols: 1, cwd: '/' };
    await expect(native.agent.openTerminal(spec)).rejects.toMatchObject({ errno: 'ENOENT' });
  });

  test('live on through a greeting that keeps them, and end with one that does not', async () => {
    const terminal = await open('echo first; read line; echo "second $line"; cat');
    await expect.poll(read(terminal).text).toContain('first');
    const restored = native.connect();
    await restored.greet({ keepTerminals: true });
    const [adopted] = restored.terminals();
    expect(adopted?.id).toBe(terminal.id);
    if (!adopted) return;
    await adopted.write(encodeText('life\n'));
    await expect.poll(read(adopted).text).toContain('second life');
    await restored.greet();
    expect(restored.terminals()).toEqual([]);
    await native.agent.greet();
  });
});

describe('docker clients', () => {
  const connectClient = (): Socket => connect(native.socket);
  const message = (type: number, payload: Uint8Array): Uint8Array =>
    new WireWriter().u32(payload.length).u8(type).raw(payload).bytes();

  test('talk in messages both ways, of any size', async () => {
    const opened = once(native.agent.onClient);
    const socket = connectClient();
    const session = await opened;
    const big = Uint8Array.from({ length: 1_500_000 }, (_, i) => i * 7);
    const got: ClientMessage[] = [];
    session.onMessage((each) => got.push(each));
    socket.write(message(1, encodeText('hello')));
    socket.write(message(2, big));
    await expect.poll(() => got.length).toBe(2);
    expect(decodeText(got[0]?.payload ?? new Uint8Array())).toBe('hello');
    expect(Buffer.compare(got[1]?.payload ?? new Uint8Array(), big)).toBe(0);

    const received: Buffer[] = [];
    socket.on('data', (bytes) => received.push(bytes));
    await session.send({ type: 3, payload: big });
    session.close();
    await once(session.onClosed);
    await expect.poll(() => Buffer.concat(received).length).toBe(big.length + 5);
    expect(Buffer.compare(Buffer.concat(received), message(3, big))).toBe(0);
  });

  test('that leave are told, and fail who sends to them', async () => {
    const opened = once(native.agent.onClient);
    const socket = connectClient();
    const session: ClientSession = await opened;
    const closed = once(session.onClosed);
    const stuck = session.send({ type: 1, payload: new Uint8Array(5_000_000) });
    socket.destroy();
    await closed;
    await expect(stuck).rejects.toThrow('has left');
  });
});

test('a watch tells changes until it is stopped', async () => {
  const changes: FileChange[] = [];
  const folder = join(native.folder, 'watched');
  await native.agent.call({ op: 'mkdir', path: folder });
  const stop = await native.agent.watch(folder, (change) => changes.push(change));
  await native.agent.call({ op: 'write', path: `${folder}/a`, data: encodeText('x') });
  await native.agent.call({ op: 'rename', from: `${folder}/a`, to: `${folder}/b` });
  await native.agent.call({ op: 'remove', path: `${folder}/b` });
  await expect
    .poll(() => changes.map(({ kind, name }) => `${kind} ${name}`))
    .toEqual(['created a', 'modified a', 'written a', 'movedOut a', 'movedIn b', 'removed b']);
  stop();
  await native.agent.call({ op: 'write', path: `${folder}/c`, data: encodeText('x') });
  await native.agent.ping();
  expect(changes.length).toBe(6);
  await expect(native.agent.watch('/none', () => undefined)).rejects.toThrow('Cannot watch /none');
});

describe('records', () => {
  test('a look at nobody is answered behind what was asked before', async () => {
    const records: KernelRecord[] = [];
    const stop = native.agent.onRecords((some) => records.push(...some));
    void native.agent.look([process.pid]);
    await native.agent.look([]);
    stop();
    expect(records.map(({ type }) => type)).toEqual(['process']);
  });

  test('a look tells a process as /proc has it, or that it is absent, before it resolves', async () => {
    const records: KernelRecord[] = [];
    const stop = native.agent.onRecords((some) => records.push(...some));
    await native.agent.look([process.pid, 2 ** 30, process.pid]);
    stop();
    expect(records.map(({ type }) => type)).toEqual(['process', 'absent', 'process']);
    const [first] = records;
    if (first?.type !== 'process') throw new Error('No process');
    expect(first.pid).toBe(process.pid);
    expect(first.stat.startsWith(`${process.pid} (`)).toBe(true);
    expect(first.status).toContain('NSpid:');
    expect(first.cmdline.split('\0')[0]).toContain('node');
    expect(first.namespaces[0]).toMatch(/^mnt:\[\d+\]$/);
    expect(first.namespaces).toHaveLength(10);
  });

  test('a walk tells every process, then mounts and hostnames, between its marks', async () => {
    const records: KernelRecord[] = [];
    const stop = native.agent.onRecords((some) => records.push(...some));
    await native.agent.walk();
    stop();
    expect(records[0]?.type).toBe('walk/begin');
    expect(records.at(-1)?.type).toBe('walk/end');
    const pids = records.flatMap((record) => (record.type === 'process' ? [record.pid] : []));
    expect(pids).toContain(process.pid);
    expect(new Set(pids).size).toBe(pids.length);
    const mounts = records.find((record) => record.type === 'mounts');
    expect(mounts && 'text' in mounts ? mounts.text : '').toContain(' / ');
  });
});

describe('damage', () => {
  test('a frame that is not understood fails what is under way, and nothing after', async () => {
    const slow = native.agent.call({ op: 'run', argv: ['sleep', '1000'], timeout: 600_000 });
    await native.channels.rpc.send(encodeFrame(0x7e, 1, encodeText('nonsense')));
    await expect(slow).rejects.toThrow('damaged data');
    expect(await native.agent.ping()).toBeGreaterThan(0);
  });

  test('frames cut off, too long or without end are hunted past', async () => {
    const cut = encodeFrame(rpc.op, 9, new Uint8Array(1000)).subarray(0, 500);
    const tooLong = new WireWriter()
      .u32(2 ** 31)
      .u8(rpc.op)
      .u32(1)
      .bytes();
    const noEnd = encodeFrame(rpc.op, 9, new Uint8Array(8));
    noEnd[noEnd.length - 1] = 1;
    for (const bytes of [tooLong, noEnd]) {
      const pending = native.agent
        .ping()
        .then(() => native.agent.call({ op: 'run', argv: ['sleep', '1000'] }));
      await native.agent.ping();
      await native.channels.rpc.send(bytes);
      await expect(pending).rejects.toThrow('damaged data');
      expect(await native.agent.ping()).toBeGreaterThan(0);
    }
    await native.channels.rpc.send(cut);
    await native.agent.greet();
    expect(await native.agent.ping()).toBeGreaterThan(0);
  });

  test('no bytes on any channel make the agent fall over', async () => {
    const types = fc.oneof(
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom(rpc.op, rpc.data, rpc.end, rpc.watch, terms.open, terms.input),
    );
    // Operation codes of run and mount are left out: what they might do is done to this machine.
    const safe = fc
      .uint8Array({ maxLength: 200 })
      .filter((bytes) => ![7, 11, 12, 13, 17, 18, 19, 21].includes(bytes[1] ?? 0));
    const frame = fc
      .tuple(types, fc.nat({ max: 5 }), safe)
      .map(([type, id, payload]) => encodeFrame(type, id, payload));
    const noise = fc.uint8Array({ maxLength: 300 });
    const bytes = fc.array(
      fc.oneof({ arbitrary: frame, weight: 4 }, { arbitrary: noise, weight: 1 }),
      { maxLength: 20 },
    );
    const channel = fc.constantFrom('rpc' as const, 'records' as const, 'terms' as const);
    await fc.assert(
      fc.asyncProperty(channel, bytes, async (name, chunks) => {
        for (const chunk of chunks) await native.channels[name].send(chunk);
        await native.agent.greet();
        expect(await native.agent.ping()).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});
