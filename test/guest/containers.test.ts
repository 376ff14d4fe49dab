// Limits, isolation, mounts, volumes and restarts on the real guest. Sentences are those recorded from docker 20.10.24.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openNodeGuest } from '../../scripts/open-guest.ts';
import type { CommandResult } from '../../src/backend/backend.ts';
import type { Guest } from '../../src/backend/guest.ts';
import { answerOf } from './answer-of.ts';

let guest: Guest;

beforeAll(async () => {
  guest = await openNodeGuest();
  expect(await sh('docker pull -q busybox')).toMatchObject({ exit: 0 });
});
afterAll(() => guest.shutdown());

const sh = (line: string): Promise<CommandResult> => answerOf(guest, line);

const refused = (why: string): string =>
  `docker: Error response from daemon: ${why}.\nSee 'docker run --help'.\n`;

describe('docker run --rm', () => {
  test.each<[string, Partial<CommandResult>]>([
    ['busybox grep Seccomp: /proc/self/status', { stdout: 'Seccomp:\t2\n' }],
    [
      '--security-opt seccomp=unconfined busybox grep Seccomp: /proc/self/status',
      { stdout: 'Seccomp:\t0\n' },
    ],
    [
      'busybox unshare -m true',
      { exit: 1, stderr: 'unshare: unshare(0x20000): Operation not permitted\n' },
    ],
    ['--cap-add SYS_ADMIN busybox unshare -m true', { exit: 0 }],
    [
      '--security-opt no-new-privileges busybox grep NoNew /proc/self/status',
      { stdout: 'NoNewPrivs:\t1\n' },
    ],
    [
      '--privileged busybox grep CapEff /proc/self/status',
      { stdout: 'CapEff:\t000001ffffffffff\n' },
    ],
    [
      '-u 1000 --cap-add net_admin busybox grep -E "Cap(Eff|Bnd)" /proc/self/status',
      { stdout: 'CapEff:\t0000000000000000\nCapBnd:\t00000000a80435fb\n' },
    ],
    ["--ulimit nofile=100:200 busybox sh -c 'ulimit -n; ulimit -Hn'", { stdout: '100\n200\n' }],
    ['--sysctl kernel.msgmax=1000 busybox cat /proc/sys/kernel/msgmax', { stdout: '1000\n' }],
    ['--group-add 99 -u 5 busybox id -G', { stdout: '0 99\n' }],
    ['--init busybox sh -c "exit 7"', { exit: 7 }],
    [
      "--tmpfs /x:exec busybox sh -c 'mount | grep /x'",
      { stdout: expect.stringMatching(/nosuid,nodev,relatime/) as string },
    ],
    ['-m 4m busybox true', { exit: 125, stderr: refused('Minimum memory limit allowed is 6MB') }],
    [
      '--ipc foo busybox true',
      { exit: 125, stderr: 'docker: Error response from daemon: Invalid IPC mode: foo.\n' },
    ],
    [
      '--mount type=bind,src=/nonexist,target=/x busybox true',
      {
        exit: 125,
        stderr: refused(
          'invalid mount config for type "bind": bind source path does not exist: /nonexist',
        ),
      },
    ],
  ])('%s', async (command, answer) => {
    expect(await sh(`docker run --rm ${command}`)).toMatchObject(answer);
  });
});

test('a container that takes too much memory is killed, and docker says why', async () => {
  expect(await sh('docker run --name greedy -m 8m busybox tail /dev/zero')).toMatchObject({
    exit: 137,
  });
  const state = await sh(
    'grep -o \'"OOMKilled":true\' /var/lib/docker/containers/*/config.v2.json',
  );
  expect(state.stdout).toContain('"OOMKilled":true');
  await sh('docker rm greedy');
});

test('a new volume takes over what the image has there, and keeps what is written', async () => {
  const list = 'ls -A /data';
  const filled = await sh(
    `docker run --rm -v kept:/etc busybox sh -c 'touch /etc/mine; cat /etc/passwd | wc -l'`,
  );
  expect(filled.exit).toBe(0);
  const again = await sh(`docker run --rm -v kept:/data:ro busybox ${list}`);
  expect(again.stdout.split('\n')).toEqual(expect.arrayContaining(['mine', 'passwd', 'group']));
  expect(await sh('docker run --rm -v kept:/data:ro busybox touch /data/x')).toMatchObject({
    exit: 1,
    stderr: 'touch: /data/x: Read-only file system\n',
  });
  expect(await sh('docker volume ls -q')).toMatchObject({ stdout: 'kept\n' });
  expect(await sh('docker volume rm kept')).toMatchObject({ stdout: 'kept\n' });
});

test('anonymous volumes go with --rm, and a volume in use stays', async () => {
  await sh('docker run --rm -v /anon busybox true');
  const { stdout: id } = await sh('docker create --name holder -v held:/x busybox');
  expect(await sh('docker volume rm held')).toMatchObject({
    exit: 1,
    stderr: `Error response from daemon: remove held: volume is in use - [${id.trim()}]\n`,
  });
  expect(await sh('docker volume ls -q')).toMatchObject({ stdout: 'held\n' });
  await sh('docker rm holder; docker volume rm held');
});

test('pause stops all processes, and unpause lets them go on', async () => {
  await sh('docker run -d --name still busybox sleep 1000');
  expect(await sh('docker pause still')).toMatchObject({ stdout: 'still\n' });
  expect(await sh('docker exec still true')).toMatchObject({
    exit: 1,
    stderr:
      'Error response from daemon: Container still is paused, unpause the container before exec\n',
  });
  expect(await sh('docker unpause still')).toMatchObject({ stdout: 'still\n' });
  expect(await sh('docker exec still echo on')).toMatchObject({ stdout: 'on\n' });
  expect(await sh('docker update -m 64m --memory-swap 128m still')).toMatchObject({ exit: 0 });
  expect(await sh('docker exec still cat /sys/fs/cgroup/memory.max')).toMatchObject({
    stdout: '67108864\n',
  });
  await sh('docker rm -f still');
});

test('on-failure starts it again as often as it says', async () => {
  await sh('docker run -d --name tries --restart on-failure:2 busybox false');
  await expect
    .poll(
      async () =>
        (
          await sh(
            'grep -o \'"RestartCount":2\' /var/lib/docker/containers/*/config.v2.json; docker ps -aq --filter status=exited | wc -l',
          )
        ).stdout,
      { timeout: 30_000 },
    )
    .toBe('"RestartCount":2\n1\n');
  await sh('docker rm tries');
});
