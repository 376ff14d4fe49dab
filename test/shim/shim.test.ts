import { existsSync, readFileSync, statSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { compileAll, compileGuest } from './compile.ts';
import { Container } from './container.ts';
import { Lab } from './program.ts';

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

describe('run', () => {
  test('returns when the container runs, and writes its exit down', async () => {
    const container = new Container(lab, 'exit 3');
    expect(await container.start()).toEqual({ exit: 0, signal: null, stderr: '' });
    const exit = await container.exit();
    expect(exit).toMatchObject({ exit: 3, oomKilled: false });
    expect(exit).not.toHaveProperty('signal');
    expect(container.file('pid')).toBe(`${String(exit.pid)}\n`);
    expect(Date.parse(exit.startedAt)).toBeLessThanOrEqual(Date.parse(exit.finishedAt));
    expect(exit.finishedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,8}[1-9])?Z$/);
  });

  test('tells a death by signal as 128 and the signal', async () => {
    const container = new Container(lab, 'kill -KILL $$');
    await container.start();
    expect(await container.exit()).toMatchObject({ exit: 137, signal: 9 });
  });

  test("leaves neither sockets nor the runtime's state behind", async () => {
    const container = new Container(lab, 'exit 0');
    await container.start('--tty');
    await container.exit();
    for (const name of ['attach.sock', 'console.sock', 'shim.pid', 'runtime.log', 'runtime.pid'])
      expect(container.has(name), name).toBe(false);
    expect(existsSync(lab.path('state/c1'))).toBe(false);
  });

  test('tells what the runtime said when it fails', async () => {
    const container = new Container(lab, null);
    const text = 'executable file `nothing` not found in $PATH: No such file or directory';
    expect(await container.start()).toEqual({ exit: 1, signal: null, stderr: `${text}\n` });
    expect(container.file('error')).toBe(text);
    expect(existsSync(container.exitFile)).toBe(false);
  });

  test('tells when there is no runtime', async () => {
    const container = new Container(lab, 'exit 0');
    const { exit, stderr } = await container.start('--runtime', '/nonexistent/crun');
    expect([exit, stderr]).toEqual([1, '/nonexistent/crun: No such file or directory\n']);
  });

  test.each([
    ['no id', ['run', '--dir', '/tmp/x', '--bundle', '/']],
    ['an id that is a path', ['run', '--id', '../x', '--dir', '/tmp/x', '--bundle', '/']],
    ['a relative directory', ['run', '--id', 'x', '--dir', 'x', '--bundle', '/']],
    ['a directory too long for a socket', ['run', '--id', 'x', '--dir', `/${'x'.repeat(99)}`]],
    ['no process', ['exec', '--id', 'x', '--dir', '/tmp/x']],
    ['an unknown option', ['run', '--fast']],
    ['a size that is no number', ['run', '--log-size', '1k']],
    ['no verb', []],
  ])('refuses %s', async (_, argv) => {
    const container = new Container(lab, 'exit 0');
    const program = lab.start(compileGuest(['shim', 'wire']), argv);
    expect((await program.ended).exit).toBe(2);
    expect(program.stderr.text).toMatch(/^shim: .+\n$/);
    expect(container.has('attach.sock')).toBe(false);
  });
});

describe('exec', () => {
  test("keeps the runtime's state, which is the container's", async () => {
    const container = new Container(lab, 'echo inside; exit 4');
    await container.exec();
    expect(await container.exit()).toMatchObject({ exit: 4 });
    expect(existsSync(lab.path('state/c1'))).toBe(true);
  });

  test('does not wait for ever for a background child that holds the output', async () => {
    const container = new Container(lab, 'sleep 20 & echo started; exit 0');
    await container.exec('--wait-attach');
    const peer = container.attach();
    expect((await peer.next('Q')).payload).toEqual(Buffer.of(0));
    expect(peer.text('o')).toBe('started\n');
  });
});

describe('--wait-attach', () => {
  test('starts nothing before somebody is attached, so that nothing is missed', async () => {
    const container = new Container(lab, 'echo first; echo second >&2; exit 5');
    await container.start('--wait-attach');
    expect(container.has('pid')).toBe(false);
    const peer = container.attach();
    expect((await peer.next('Q')).payload).toEqual(Buffer.of(5));
    expect([peer.text('o'), peer.text('x')]).toEqual(['first\n', 'second\n']);
    expect(existsSync(container.exitFile)).toBe(true);
  });

  test('tells the attached why it could not be started', async () => {
    const container = new Container(lab, null);
    await container.start('--wait-attach');
    const peer = container.attach();
    const { payload } = await peer.next('F');
    expect(payload.toString()).toContain('not found in $PATH');
    expect(peer.text('x')).toBe('');
    expect(container.file('error')).toBe(payload.toString());
  });

  test('can be cancelled', async () => {
    const container = new Container(lab, 'exit 0');
    await container.start('--wait-attach');
    const peer = container.connect();
    process.kill(Number(container.file('shim.pid')), 'SIGTERM');
    await peer.untilClosed();
    expect(container.has('attach.sock')).toBe(false);
    expect(container.has('pid')).toBe(false);
  });

  test('has a shim that says what it is', async () => {
    const container = new Container(lab, 'exit 0');
    await container.start('--wait-attach');
    const pid = container.file('shim.pid').trim();
    expect(readFileSync(`/proc/${pid}/comm`, 'utf8')).toBe('fishbowl-shim\n');
    process.kill(Number(pid), 'SIGTERM');
  });
});

describe('stdin', () => {
  test('is /dev/null without --stdin', async () => {
    const container = new Container(lab, 'readlink /proc/self/fd/0; cat; exit 0');
    await container.start('--wait-attach');
    const peer = container.attach();
    await peer.next('Q');
    expect(peer.text('o')).toBe('/dev/null\n');
  });

  test("ends with the first client's when --stdin-once", async () => {
    const container = new Container(lab, 'cat; echo done');
    await container.start('--wait-attach', '--stdin-once');
    const peer = container.attach();
    await peer.next('I');
    peer.send('i', 'hello ');
    peer.send('i', 'there\n');
    peer.send('e');
    await peer.next('Q');
    expect(peer.text('o')).toBe('hello there\ndone\n');
  });

  test('ends with the connection of the first client when --stdin-once', async () => {
    const container = new Container(lab, 'cat; echo done');
    await container.start('--wait-attach', '--stdin-once');
    const peer = container.attach();
    await peer.next('S');
    peer.close();
    expect(await container.exit()).toMatchObject({ exit: 0 });
    expect(container.logged()).toMatchObject([{ log: 'done\n' }]);
  });

  test('stays open for the next client with --stdin', async () => {
    const container = new Container(lab, 'read a; echo "a $a"; read b; echo "b $b"');
    await container.start('--stdin');
    const first = container.attach();
    await first.next('I');
    first.send('i', 'one\n');
    first.send('e');
    await first.untilText('o', 'a one\n');
    first.close();
    const second = container.attach();
    await second.next('I');
    second.send('i', 'two\n');
    await second.next('Q');
    expect(second.text('o')).toBe('b two\n');
  });

  test('of any length is granted as it is taken', async () => {
    const container = new Container(lab, 'wc -c');
    await container.start('--wait-attach', '--stdin-once');
    const peer = container.attach();
    let left = 300_000;
    while (left > 0) {
      const granted = (await peer.next('I')).payload.readUInt32LE();
      const length = Math.min(granted, left);
      peer.send('i', 'x'.repeat(length));
      left -= length;
    }
    peer.send('e');
    await peer.next('Q');
    expect(peer.text('o').trim()).toBe('300000');
  });
});

describe('terminal', () => {
  test('has the size of the first client from the start, and follows it', async () => {
    const script = 'trap "stty size; exit" WINCH; stty size; while :; do sleep 0.01; done';
    const container = new Container(lab, script);
    await container.start('--wait-attach', '--tty');
    const peer = container.attach(3, 33, 111);
    await peer.untilText('o', '33 111\r\n');
    const size = Buffer.alloc(4);
    size.writeUInt16LE(44, 0);
    size.writeUInt16LE(122, 2);
    peer.send('w', size);
    await peer.next('Q');
    expect(peer.text('o')).toBe('33 111\r\n44 122\r\n');
  });

  test('turns Ctrl-C into SIGINT', async () => {
    const container = new Container(
      lab,
      'trap "exit 9" INT; echo ready; while :; do sleep 0.01; done',
    );
    await container.start('--wait-attach', '--tty');
    const peer = container.attach(3);
    await peer.untilText('o', 'ready');
    peer.send('i', '\x03');
    expect((await peer.next('Q')).payload).toEqual(Buffer.of(9));
  });

  test('is redrawn for somebody who attaches later', async () => {
    const container = new Container(
      lab,
      'trap "echo drawn" WINCH; echo ready; while :; do sleep 0.01; done',
    );
    await container.start('--wait-attach', '--tty');
    const first = container.attach(3, 24, 80);
    await first.untilText('o', 'ready');
    const second = container.attach(3, 24, 80);
    await second.untilText('o', 'drawn');
    second.send('s', Buffer.of(9));
    expect((await second.next('Q')).payload).toEqual(Buffer.of(137));
  });
});

describe('signals', () => {
  test('reach the first process', async () => {
    const container = new Container(
      lab,
      'trap "exit 7" USR1; echo ready; while :; do sleep 0.01; done',
    );
    await container.start('--wait-attach');
    const peer = container.attach();
    await peer.untilText('o', 'ready');
    peer.send('s', Buffer.of(10));
    expect((await peer.next('Q')).payload).toEqual(Buffer.of(7));
  });

  test('do not end the shim while it has a container', async () => {
    const container = new Container(lab, 'read x; exit 6');
    await container.start('--stdin');
    process.kill(Number(container.file('shim.pid')), 'SIGTERM');
    process.kill(Number(container.file('shim.pid')), 'SIGHUP');
    const peer = container.attach();
    await peer.next('I');
    peer.send('i', '\n');
    expect((await peer.next('Q')).payload).toEqual(Buffer.of(6));
  });
});

describe('several clients', () => {
  test('all get the output, each what it asked for', async () => {
    const container = new Container(lab, 'read x; echo out; echo err >&2; read y');
    await container.start('--stdin');
    const peers = [container.attach(7), container.attach(2), container.attach(4)];
    for (const peer of peers) await peer.next('S');
    peers[0]?.send('i', '\n');
    await peers[0]?.untilText('x', 'err\n');
    peers[0]?.send('i', '\n');
    for (const peer of peers) await peer.next('Q');
    expect(peers.map((peer) => [peer.text('o'), peer.text('x')])).toEqual([
      ['out\n', 'err\n'],
      ['out\n', ''],
      ['', 'err\n'],
    ]);
  });

  test('one that reads nothing loses nothing when it reads after the end', async () => {
    const container = new Container(lab, 'head -c 150000 /dev/zero | tr "\\0" x');
    await container.start('--wait-attach');
    const slow = container.attach();
    slow.pause();
    slow.resume();
    await slow.next('Q');
    expect(slow.bytes('o').length).toBe(150_000);
  });

  test('one that reads nothing holds up neither the log nor the others for ever', async () => {
    const script = 'read x; yes 0123456789abcde | head -c 3000000; exit 0';
    const container = new Container(lab, script);
    await container.start('--stdin');
    const slow = container.attach();
    await slow.next('I');
    slow.pause();
    const quick = container.attach();
    await quick.next('I');
    quick.send('i', '\n');
    await quick.next('Q');
    expect(quick.bytes('o').length).toBe(3_000_000);
    expect(statSync(container.logFile).size).toBeGreaterThan(3_000_000);
    slow.resume();
    await slow.untilClosed();
    expect(slow.types().endsWith('Q')).toBe(true);
    expect(slow.bytes('o').length).toBeLessThan(3_000_000);
  });
});

describe('log', () => {
  test('is the one docker writes', async () => {
    const script = `printf 'a<b>&"\\\\ \\t\\033\\377\\303\\274 \\342\\200\\250\\n'; printf 'no newline'`;
    const container = new Container(lab, script);
    await container.start();
    await container.exit();
    const lines = readFileSync(container.logFile, 'utf8').split('\n');
    const stamp = /"time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"/;
    expect(lines.map((line) => line.replace(stamp, '"time":T'))).toEqual([
      '{"log":"a\\u003cb\\u003e\\u0026\\"\\\\ \\u0009\\u001b\\ufffdü \\u2028\\n","stream":"stdout","time":T}',
      '{"log":"no newline","stream":"stdout","time":T}',
      '',
    ]);
  });

  test('splits lines at 16 KiB, with the time of the first part', async () => {
    const container = new Container(lab, 'head -c 40000 /dev/zero | tr "\\0" x; echo; echo short');
    await container.start();
    await container.exit();
    const entries = container.logged();
    expect(entries.map((entry) => entry.log.length)).toEqual([16384, 16384, 7233, 6]);
    expect(new Set(entries.slice(0, 3).map((entry) => entry.time)).size).toBe(1);
    expect(entries[2]?.log.endsWith('\n')).toBe(true);
  });

  test('is turned over at its size', async () => {
    const container = new Container(lab, 'for i in $(seq 100); do echo line $i; done');
    await container.start('--log-size', '2000', '--log-files', '3');
    await container.exit();
    const files = [`${container.logFile}.2`, `${container.logFile}.1`, container.logFile];
    const entries = files.flatMap((file) => container.logged(file));
    expect(entries.at(-1)?.log).toBe('line 100\n');
    expect(files.every((file) => statSync(file).size < 2200)).toBe(true);
    expect(existsSync(`${container.logFile}.3`)).toBe(false);
  });

  test('of a chatterer without a reader does not fill the disk', async () => {
    const container = new Container(
      lab,
      'yes 0123456789abcdefghijklmnopqrstuvwxyz | head -c 10000000',
    );
    await container.start();
    await container.exit();
    expect(statSync(container.logFile).size).toBeLessThan(16 * 1024 * 1024 + 200);
  });

  test('is truncated at its size when there may be one file only', async () => {
    const container = new Container(lab, 'for i in $(seq 100); do echo line $i; done');
    await container.start('--log-size', '2000');
    await container.exit();
    expect(statSync(container.logFile).size).toBeLessThan(2200);
    expect(container.logged().at(-1)?.log).toBe('line 100\n');
  });
});
