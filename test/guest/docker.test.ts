// docker on the real guest: real kernel, real runtime, real images. Sentences and codes are those recorded from docker 20.10.24.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openNodeGuest } from '../../scripts/open-guest.ts';
import type { CommandResult } from '../../src/backend/backend.ts';
import type { Guest } from '../../src/backend/guest.ts';
import { decodeText } from '../../src/base/bytes.ts';
import { answerOf } from './answer-of.ts';

let guest: Guest;

beforeAll(async () => {
  guest = await openNodeGuest();
  expect(await sh('docker pull -q busybox')).toMatchObject({ exit: 0 });
});
afterAll(() => guest.shutdown());

const sh = (line: string): Promise<CommandResult> => answerOf(guest, line);

const startError = (why: string): string =>
  'docker: Error response from daemon: failed to create shim task: OCI runtime create failed: runc create failed: ' +
  `unable to start container process: ${why}: unknown.\n`;
const execError = (why: string): string =>
  `OCI runtime exec failed: exec failed: unable to start container process: ${why}: unknown\r\n`;

describe('docker run', () => {
  test.each<[string, Partial<CommandResult>]>([
    ['true', { exit: 0, stdout: '', stderr: '' }],
    ["sh -c 'echo out; echo err >&2; exit 7'", { exit: 7, stdout: 'out\n', stderr: 'err\n' }],
    [
      'nope',
      {
        exit: 127,
        stdout: '',
        stderr: startError('exec: "nope": executable file not found in $PATH'),
      },
    ],
    [
      '/nope',
      { exit: 127, stderr: startError('exec: "/nope": stat /nope: no such file or directory') },
    ],
    ['/etc', { exit: 126, stderr: startError('exec: "/etc": permission denied') }],
    ['id', { stdout: 'uid=0(root) gid=0(root) groups=0(root)\n' }],
    ["sh -c 'cat /proc/1/status | grep CapEff'", { stdout: 'CapEff:\t00000000a80425fb\n' }],
    ["sh -c 'echo $$; hostname | wc -c; cat /proc/self/cgroup'", { stdout: '1\n13\n0::/\n' }],
    [
      "sh -c 'echo x > /proc/sysrq-trigger'",
      { exit: 1, stderr: "sh: can't create /proc/sysrq-trigger: Read-only file system\n" },
    ],
    ["sh -c 'kill -9 $$; echo alive'", { exit: 0, stdout: 'alive\n' }],
  ])('--rm busybox %s', async (command, answer) => {
    expect(await sh(`docker run --rm busybox ${command}`)).toMatchObject(answer);
  });

  test.each<[string, Partial<CommandResult>]>([
    [
      '-e A=1 -h web',
      {
        stdout:
          'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\nHOSTNAME=web\nA=1\nHOME=/root\n',
      },
    ],
    [
      '-u nope',
      {
        exit: 125,
        stderr:
          'docker: Error response from daemon: unable to find user nope: no matching entries in passwd file.\n',
      },
    ],
    [
      '-w /etc/passwd',
      {
        exit: 125,
        stderr:
          "docker: Error response from daemon: Cannot mkdir: /etc/passwd is not a directory.\nSee 'docker run --help'.\n",
      },
    ],
  ])('--rm %s busybox env', async (flags, answer) => {
    expect(await sh(`docker run --rm ${flags} busybox env`)).toMatchObject(answer);
  });

  test('passes stdin on with -i', async () => {
    expect(await sh('echo hello | docker run --rm -i busybox cat')).toEqual({
      exit: 0,
      stdout: 'hello\n',
      stderr: '',
    });
  });

  test('leaves nothing behind with --rm', async () => {
    const left =
      'ls /var/lib/docker/containers /run/fishbowl/exits /run/fishbowl/shims | grep -c "^[0-9a-f]"; mount | grep -c overlay2';
    expect((await sh(left)).stdout).toBe('0\n0\n');
  });

  test('runs several at once', async () => {
    const line = 'for i in 1 2 3 4; do docker run --rm busybox echo $i & done; wait';
    const { stdout } = await sh(line);
    expect(stdout.split('\n').sort().join('')).toBe('1234');
  });
});

describe('a container in the background', () => {
  test('is listed, entered, logged, stopped, started and removed', async () => {
    const { stdout: id } = await sh(
      "docker run -d --name web busybox sh -c 'echo hi; echo err >&2; sleep 1000'",
    );
    expect((await sh('docker ps')).stdout).toContain(
      `${id.slice(0, 12)}   busybox   "sh -c 'echo hi; ech…"`,
    );
    expect(await sh('docker logs web')).toEqual({ exit: 0, stdout: 'hi\n', stderr: 'err\n' });
    expect(await sh("docker exec web sh -c 'echo in; exit 5'")).toEqual({
      exit: 5,
      stdout: 'in\n',
      stderr: '',
    });
    expect((await sh('docker top web -o pid,cmd')).stdout).toMatch(
      /^PID {17}CMD\n\d+ +sleep 1000\n$/,
    );
    expect(await sh('docker rm web')).toMatchObject({ exit: 1 });
    expect(await sh('docker stop -t 0 web')).toEqual({ exit: 0, stdout: 'web\n', stderr: '' });
    expect((await sh('docker ps -a')).stdout).toContain('Exited (137)');
    expect((await sh('docker start web')).stdout).toBe('web\n');
    expect(await sh('docker rm -f web')).toEqual({ exit: 0, stdout: 'web\n', stderr: '' });
  });

  test.each<[string, Partial<CommandResult>]>([
    [
      'nope',
      {
        exit: 126,
        stdout: execError('exec: "nope": executable file not found in $PATH'),
        stderr: '',
      },
    ],
    ['/etc', { exit: 126, stdout: execError('exec: "/etc": permission denied') }],
    ["sh -c 'kill -9 $$'", { exit: 137 }],
  ])('exec %s', async (command, answer) => {
    await sh('docker start job || docker run -d --name job busybox sleep 1000');
    expect(await sh(`docker exec job ${command}`)).toMatchObject(answer);
  });

  test('is known to have ended when its process was killed', async () => {
    await sh('docker run -d --name victim busybox sleep 1234');
    await sh("docker wait victim > /tmp/ended & kill -9 $(pgrep -f '^sleep 1234'); wait");
    expect((await sh('cat /tmp/ended')).stdout).toBe('137\n');
    expect((await sh('docker ps -a --filter name=victim')).stdout).toContain('Exited (137)');
  });

  test('outlives a reload of the engine, and its end meanwhile is seen', async () => {
    await sh(
      'docker run -d --name stays busybox sleep 2001; docker run -d --name goes busybox sleep 2002',
    );
    guest.engine.close();
    await sh("kill -9 $(pgrep -f '^sleep 2002')");
    await guest.engine.reload();
    const { stdout } = await sh('docker ps -a');
    expect(stdout).toMatch(/Up .* stays\n/);
    expect(stdout).toMatch(/Exited \(\d+\) .* goes\n/);
    await sh('docker rm -f stays goes');
  });
});

describe('docker run -it', () => {
  test('is a terminal session: job control, resize, exit code', async () => {
    const terminal = await guest.openTerminal({ rows: 24, cols: 80 });
    let seen = '';
    terminal.onOutput((bytes) => {
      seen += decodeText(bytes);
      terminal.acknowledge(bytes.length);
    });
    const until = (text: string | RegExp): Promise<void> =>
      expect.poll(() => seen, { timeout: 60_000 }).toMatch(text);
    terminal.write('docker run -it --rm busybox sh; echo code-$?\n');
    await until(/\/ # /);
    terminal.write('tty; stty size\n');
    await until(/\/dev\/pts\/0\r\n24 80\r\n/);
    // Said by the job itself, which is then in the foreground for certain.
    terminal.write("sh -c 'echo ready; exec sleep 100'\n");
    await until(/\r\nready\r\n/);
    terminal.write('\x03');
    terminal.resize({ rows: 30, cols: 100 });
    terminal.write('stty size; exit 3\n');
    await until(/30 100\r\n/);
    await until(/code-3/);
    terminal.close();
  });

  test('is left running by Ctrl-P Ctrl-Q', async () => {
    const terminal = await guest.openTerminal({ rows: 24, cols: 80 });
    let seen = '';
    terminal.onOutput((bytes) => {
      seen += decodeText(bytes);
      terminal.acknowledge(bytes.length);
    });
    terminal.write('docker run -it --name shell busybox sh; echo code-$?\n');
    await expect.poll(() => seen, { timeout: 60_000 }).toMatch(/\/ # /);
    terminal.write('\x10\x11');
    await expect.poll(() => seen, { timeout: 60_000 }).toMatch(/code-0/);
    expect((await sh('docker ps')).stdout).toContain('shell');
    await sh('docker rm -f shell');
    terminal.close();
  });
});
