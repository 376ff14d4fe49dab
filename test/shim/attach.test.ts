import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { compileAll, compileGuest } from './compile.ts';
import { Container } from './container.ts';
import { Lab, type OnTerminal, type Running } from './program.ts';
import type { Peer } from './wire.ts';

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

const all = { stdin: true, stdout: true, stderr: true };

/** Container on a terminal, with the client attached. */
async function onTerminal(script: string, extra: object = {}): Promise<[OnTerminal, Peer]> {
  const container = new Container(lab, script);
  await container.start('--wait-attach', '--tty');
  const terminal = lab.terminal(['run', '-it', 'x']);
  const engine = await accept();
  engine.send('A', JSON.stringify({ socket: container.socket, tty: true, ...all, ...extra }));
  return [terminal, engine];
}

/** Container on pipes, with the client attached. */
async function onPipes(script: string, extra: object = {}): Promise<[Running, Peer]> {
  const container = new Container(lab, script);
  await container.start('--wait-attach', '--stdin-once');
  const client = lab.client(['run', '-i', 'x']);
  const engine = await accept();
  engine.send('A', JSON.stringify({ socket: container.socket, tty: false, ...all, ...extra }));
  return [client, engine];
}

const echoKeys =
  'stty raw -echo; printf "ready\\r\\n"; while :; do k=$(dd bs=1 count=1 2>/dev/null | od -An -tx1); echo "<$k>" ; [ "$k" = " 71" ] && exit 0; done';
const forever = 'while :; do sleep 0.01; done';

describe('on a terminal', () => {
  test('keys go in, the screen comes out, the exit code is told', async () => {
    const [terminal, engine] = await onTerminal('printf "name? "; read n; echo "hi $n"; exit 12');
    expect(await engine.nextJson('S')).toEqual({ pid: expect.any(Number) as number });
    await terminal.screen.until('name? ');
    terminal.type('fish\r');
    expect(await engine.nextJson('a')).toEqual({ reason: 'exited', exit: 12 });
    engine.send('q', Buffer.of(12));
    expect(await terminal.ended()).toEqual({ exit: 12, signal: 0, restored: true });
    expect(terminal.screen.text).toBe('name? fish\r\nhi fish\r\n');
  });

  test("has the size of the person's and follows it", async () => {
    const [terminal, engine] = await onTerminal(
      `trap "stty size; exit" WINCH; stty size; ${forever}`,
    );
    await terminal.screen.until('24 80\r\n');
    terminal.resize(40, 100);
    await engine.next('a');
    expect(terminal.screen.text).toContain('40 100\r\n');
    engine.send('q', Buffer.of(0));
    await terminal.ended();
  });

  test('Ctrl-C and Ctrl-Z belong to the container', async () => {
    const [terminal, engine] = await onTerminal(echoKeys);
    await terminal.screen.until('ready');
    terminal.type('\x03');
    await terminal.screen.until('< 03>');
    terminal.type('\x1a');
    await terminal.screen.until('< 1a>');
    terminal.type('q');
    await engine.next('a');
    engine.send('q', Buffer.of(0));
    expect(await terminal.ended()).toMatchObject({ exit: 0, restored: true });
  });
});

describe('detach keys', () => {
  test('detach, and the container lives on', async () => {
    const container = new Container(lab, echoKeys);
    await container.start('--wait-attach', '--tty');
    const terminal = lab.terminal(['run', '-it', 'x']);
    const engine = await accept();
    engine.send('A', JSON.stringify({ socket: container.socket, tty: true, ...all }));
    await terminal.screen.until('ready');
    terminal.type('\x10\x11');
    expect(await engine.nextJson('a')).toEqual({ reason: 'detached' });
    engine.send('x', 'read escape sequence\n');
    engine.send('q', Buffer.of(1));
    expect(await terminal.ended()).toEqual({ exit: 1, signal: 0, restored: true });
    expect(terminal.screen.text).toContain('read escape sequence\r\n');
    const again = container.attach();
    await again.next('I');
    again.send('i', 'q');
    expect((await again.next('Q')).payload).toEqual(Buffer.of(0));
  });

  test('that are not completed are passed on', async () => {
    const [terminal, engine] = await onTerminal(echoKeys);
    await terminal.screen.until('ready');
    terminal.type('\x10');
    terminal.type('x');
    await terminal.screen.until('< 78>');
    expect(terminal.screen.text).toContain('< 10>');
    terminal.type('q');
    await engine.next('a');
    engine.send('q', Buffer.of(0));
    await terminal.ended();
  });

  test.each([
    ['ctrl-a,d', '\x01d'],
    ['x', 'x'],
    ['ctrl-@,ctrl-\\', '\0\x1c'],
    ['nonsense,ctrl-p', '\x10\x11'],
    ['', '\x10\x11'],
  ])('may be %j', async (detachKeys, typed) => {
    const [terminal, engine] = await onTerminal(echoKeys, { detachKeys });
    await terminal.screen.until('ready');
    terminal.type(typed);
    expect(await engine.nextJson('a')).toEqual({ reason: 'detached' });
    engine.send('q', Buffer.of(0));
    await terminal.ended();
  });
});

describe('the terminal is restored', () => {
  test.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('on %s', async (signal) => {
    const [terminal] = await onTerminal(`echo ready; ${forever}`);
    await terminal.screen.until('ready');
    await terminal.kill(signal);
    expect(await terminal.ended()).toMatchObject({ restored: true });
  });

  test('when the shim dies', async () => {
    const [terminal, engine] = await onTerminal(`echo $PPID; ${forever}`);
    await terminal.screen.until('\r\n');
    process.kill(Number.parseInt(terminal.screen.text, 10), 'SIGKILL');
    expect(await engine.nextJson('a')).toMatchObject({ reason: 'lost' });
    engine.send('q', Buffer.of(1));
    expect(await terminal.ended()).toMatchObject({ exit: 1, restored: true });
  });

  test('when the engine ends the command', async () => {
    const [terminal, engine] = await onTerminal(`echo ready; ${forever}`);
    await terminal.screen.until('ready');
    engine.send('q', Buffer.of(3));
    expect(await terminal.ended()).toEqual({ exit: 3, signal: 0, restored: true });
  });

  test('while stopped, and raw again after', async () => {
    const container = new Container(lab, echoKeys);
    await container.start('--wait-attach', '--tty');
    // A shell with job control: it sees the client stop, shows the terminal's mode, and brings it back.
    const client = compileGuest(['docker', 'wire']);
    const script = `set -m; '${client}' attach & fg; stty -a | grep -o ' -\\?icanon'; fg; echo over $?`;
    const terminal = lab.onTerminal(['bash', '--norc', '-c', script]);
    const engine = await accept();
    const { pid } = (await engine.nextJson('r')) as { pid: number };
    engine.send('A', JSON.stringify({ socket: container.socket, tty: true, ...all }));
    await terminal.screen.until('ready');
    process.kill(pid, 'SIGTSTP');
    await terminal.screen.until(' icanon');
    terminal.type('a');
    await terminal.screen.until('< 61>');
    terminal.type('q');
    await engine.next('a');
    engine.send('q', Buffer.of(0));
    await terminal.screen.until('over 0');
    expect(await terminal.ended()).toMatchObject({ exit: 0, restored: true });
  });
});

describe('on pipes', () => {
  test('stdin goes in to its end; stdout and stderr stay apart', async () => {
    const [client, engine] = await onPipes('cat; echo err >&2; exit 2');
    client.stdin.end('all of it\n'.repeat(20_000));
    expect(await engine.nextJson('a')).toEqual({ reason: 'exited', exit: 2 });
    engine.send('q', Buffer.of(2));
    expect((await client.ended).exit).toBe(2);
    expect(client.stdout.text).toBe('all of it\n'.repeat(20_000));
    expect(client.stderr.text).toBe('err\n');
  });

  test('signals are passed on with sigProxy', async () => {
    const [client, engine] = await onPipes(`trap "exit 8" TERM; echo ready; ${forever}`, {
      sigProxy: true,
    });
    await client.stdout.until('ready');
    client.kill('SIGTERM');
    expect(await engine.nextJson('a')).toEqual({ reason: 'exited', exit: 8 });
    engine.send('q', Buffer.of(8));
    expect((await client.ended).exit).toBe(8);
  });

  test('signals end the client without sigProxy', async () => {
    const [client] = await onPipes(`trap "exit 8" TERM; echo ready; ${forever}`);
    await client.stdout.until('ready');
    client.kill('SIGTERM');
    expect((await client.ended).signal).toBe('SIGTERM');
  });

  test('a container that cannot be started is told as failed', async () => {
    const container = new Container(lab, null);
    await container.start('--wait-attach');
    const client = lab.client(['run', 'x']);
    const engine = await accept();
    engine.send('A', JSON.stringify({ socket: container.socket, ...all }));
    expect(await engine.nextJson('a')).toEqual({
      reason: 'failed',
      message: container.file('error'),
    });
    engine.send('q', Buffer.of(127));
    expect((await client.ended).exit).toBe(127);
  });

  test('a shim that is not there is told as lost', async () => {
    const client = lab.client(['attach', 'x']);
    const engine = await accept();
    engine.send('A', JSON.stringify({ socket: lab.path('nothing.sock'), ...all }));
    const message = 'No such file or directory';
    expect(await engine.nextJson('a')).toEqual({ reason: 'lost', message });
    engine.send('q', Buffer.of(1));
    await client.ended;
  });

  test('the attach outlives the engine', async () => {
    const [client, engine] = await onPipes('read x; echo "got $x"; exit 21');
    await engine.next('S');
    engine.close();
    client.stdin.write('it\n');
    expect(await client.ended).toEqual({ exit: 21, signal: null });
    expect(client.stdout.text).toBe('got it\n');
  });
});

test('a client in the background is stopped by no terminal it does not use', async () => {
  const client = compileGuest(['docker', 'wire']);
  const terminal = lab.onTerminal([
    'bash',
    '--norc',
    '-c',
    `set -m; '${client}' ps & wait $!; echo over $?`,
  ]);
  const engine = await accept();
  await engine.next('r');
  engine.send('o', 'CONTAINER ID\n');
  engine.send('q', Buffer.of(5));
  await terminal.screen.until('over 5');
  expect(terminal.screen.text).toContain('CONTAINER ID');
  await terminal.ended();
});
