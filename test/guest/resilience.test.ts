// What goes wrong from outside: interrupted pulls, memory or disk full, killed processes, many at once, a machine put back.
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openNodeGuest } from '../../scripts/open-guest.ts';
import type { CommandResult } from '../../src/backend/backend.ts';
import type { Guest } from '../../src/backend/guest.ts';
import { decodeText, encodeText } from '../../src/base/bytes.ts';
import { answerOf } from './answer-of.ts';

let guest: Guest;

beforeAll(async () => {
  guest = await openNodeGuest();
  expect(await sh('docker pull -q busybox')).toMatchObject({ exit: 0 });
});
afterAll(() => guest.shutdown());

const sh = (line: string): Promise<CommandResult> => answerOf(guest, line);

/** Everything by which docker knows an image, a layer or a container. */
async function kept(): Promise<string> {
  const image = '/var/lib/docker/image/overlay2';
  const folders = `${image}/imagedb/content/sha256 ${image}/layerdb/sha256 ${image}/layerdb/tmp ${image}/layerdb/mounts`;
  return (await sh(`ls ${folders} /var/lib/docker/overlay2 /var/lib/docker/containers`)).stdout;
}

test('a pull whose client goes away leaves nothing, and can be repeated', async () => {
  const before = await kept();
  // head ends after the first line, and the client at its next.
  await sh('docker pull httpd | head -n 1');
  await expect.poll(kept, { timeout: 20_000 }).toBe(before);
  expect(await sh('docker images -q httpd')).toMatchObject({ stdout: '' });
  expect(await sh('docker pull -q httpd && docker rmi -f httpd > /dev/null')).toMatchObject({
    exit: 0,
    stdout: 'docker.io/library/httpd:latest\n',
  });
  expect(await kept()).toBe(before);
});

test('Ctrl-C at a terminal ends a pull and the line it stands in, leaves nothing, and the pull can be repeated', async () => {
  const before = await kept();
  const terminal = await guest.openTerminal({ rows: 24, cols: 80 });
  let seen = '';
  terminal.onOutput((bytes) => {
    seen += decodeText(bytes);
    terminal.acknowledge(bytes.length);
  });
  const until = (text: RegExp): Promise<void> =>
    expect.poll(() => seen, { timeout: 60_000 }).toMatch(text);
  const settings = /speed [^]*extproc\r\n/;
  terminal.write('stty -a\n');
  await until(settings);
  const [asItWas] = settings.exec(seen) ?? [];
  seen = '';
  terminal.write('docker pull httpd; echo "went on"\n');
  await until(/Pulling fs layer/);
  terminal.write('\x03');
  await until(/\^C[^]*\x1b\]133;D;130/);
  seen = '';
  terminal.write('stty -a\n');
  await until(settings);
  expect(settings.exec(seen)?.[0]).toBe(asItWas);
  expect(seen).not.toContain('\nwent on');
  await expect.poll(kept, { timeout: 20_000 }).toBe(before);
  terminal.write('docker pull -q httpd && docker rmi -f httpd > /dev/null; echo code-$?\n');
  await until(/docker.io\/library\/httpd:latest\r\ncode-0/);
  terminal.close();
  expect(await kept()).toBe(before);
});

describe('with memory full', () => {
  const reserve = '/proc/sys/vm/min_free_kbytes';
  const write = (kilobytes: string): Promise<unknown> =>
    guest.agent.call({ op: 'write', path: reserve, data: encodeText(kilobytes) });
  let usual = '';

  // What the kernel keeps for itself no program gets, and there is no swap: quicker than filling 200 MB.
  const leave = async (free: number): Promise<void> => {
    const [, total = ''] = /^MemFree: +(\d+)/m.exec((await sh('cat /proc/meminfo')).stdout) ?? [];
    await write(String(Number(total) - free));
  };

  beforeAll(async () => {
    usual = (await sh(`cat ${reserve}`)).stdout;
  });
  afterEach(async () => {
    await write(usual);
    expect(await sh('docker run --rm busybox echo works')).toMatchObject({ stdout: 'works\n' });
  });

  test('a container that the kernel ends for want of memory says so', async () => {
    await leave(40_000);
    expect(await sh('docker run --name hog busybox tail /dev/zero')).toMatchObject({ exit: 137 });
    await write(usual);
    const state = '{{.State.Status}} {{.State.ExitCode}} {{.State.OOMKilled}}';
    expect(await sh(`docker inspect -f '${state}' hog`)).toMatchObject({
      stdout: 'exited 137 true\n',
    });
    const told = 'docker events --since 1h --until 0s --filter container=hog';
    const events = await sh(`${told} --format '{{.Action}}'`);
    expect(events.stdout).toBe('create\nattach\nstart\noom\ndie\n');
    await sh('docker rm hog');
  });

  test('a commit whose programs are ended is done whole or not at all, and can be repeated', async () => {
    await sh('docker run --name wide busybox sh -c "head -c 10000000 /dev/zero > /wide"');
    const before = await kept();
    await leave(8000);
    expect((await sh('docker commit wide mine')).exit).not.toBe(0);
    await write(usual);
    // Where the kernel chose the client, the engine brings to its end what that had begun.
    const withoutImage = async (): Promise<string> => {
      await sh('docker rmi mine');
      return kept();
    };
    await expect.poll(withoutImage, { timeout: 60_000 }).toBe(before);
    expect(await sh('docker commit wide mine && docker rmi mine && docker rm wide')).toMatchObject({
      exit: 0,
    });
  });
});

describe('with a full disk', () => {
  const full = 'no space left on device';
  /** Leaves so many KiB free on the guest's disk, which is a tmpfs. */
  const leave = (free: number): Promise<CommandResult> =>
    sh(`mount -o remount,size=$(( $(df -k / | awk 'END { print $3 }') + ${String(free)} ))k /`);

  afterEach(async () => {
    await sh('mount -o remount,size=80% /');
    expect(await sh('docker run --rm busybox echo works')).toMatchObject({ stdout: 'works\n' });
  });

  test('a pull says so and leaves nothing', async () => {
    const before = await kept();
    await leave(512);
    expect(await sh('docker pull -q debian')).toMatchObject({
      exit: 1,
      stdout: '',
      stderr: expect.stringMatching(
        `^Error response from daemon: failed to register layer: Error processing tar file\\(exit status 1\\): \\w+ /\\S+: ${full}\n$`,
      ) as string,
    });
    expect(await kept()).toBe(before);
  });

  test('run, commit and build say so and leave nothing', async () => {
    await sh('docker run --name wide busybox sh -c "head -c 3000000 /dev/zero > /wide"');
    await sh('mkdir -p /root/context && cd /root/context && head -c 3000000 /dev/zero > wide');
    await sh("printf 'FROM busybox\\nCOPY wide /\\n' > Dockerfile");
    const before = await kept();
    await leave(1024);
    for (const line of ['docker commit wide mine', 'docker build -t mine .']) {
      const { exit, stderr } = await sh(line);
      expect([line, exit, stderr]).toEqual([line, 1, expect.stringContaining(full)]);
    }
    await leave(0);
    expect(await sh('docker run --rm busybox true')).toMatchObject({
      exit: 125,
      stderr: expect.stringMatching(
        `^docker: Error response from daemon: .*${full}\\.\n`,
      ) as string,
    });
    await sh('mount -o remount,size=80% /');
    expect(await kept()).toBe(before);
    expect(await sh('docker commit wide mine > /dev/null && docker rm wide')).toMatchObject({
      exit: 0,
    });
  });
});

test("a container whose process is killed from outside has ended as soon as docker's next command asks", async () => {
  const started = await sh('docker run -d --name one busybox sleep 1000');
  expect(started.exit).toBe(0);
  const killed = "kill -9 $(docker inspect -f '{{.State.Pid}}' one); docker wait one";
  expect(await sh(killed)).toMatchObject({ stdout: '137\n' });
  expect(await sh("docker ps -a --format '{{.Names}} {{.Status}}'")).toMatchObject({
    stdout: expect.stringMatching(/^one Exited \(137\)/) as string,
  });
  await sh('docker rm one');
});

test('following a log asks for nothing while nothing is written', async () => {
  await sh("docker run -d --name slow busybox sh -c 'echo one; sleep 3; echo two'");
  const batches = vi.spyOn(guest.agent, 'batch');
  const calls = vi.spyOn(guest.agent, 'call');
  expect(await sh('docker logs -f slow')).toMatchObject({ exit: 0, stdout: 'one\ntwo\n' });
  const reads = calls.mock.calls.filter(([{ op }]) => op === 'read' || op === 'list');
  // The log as it is, the line that is added, and once more at the end.
  expect(reads.length + batches.mock.calls.length).toBeLessThan(30);
  batches.mockRestore();
  calls.mockRestore();
  await sh('docker rm slow');
});

test('eight at once all run', async () => {
  const numbers = Array.from({ length: 8 }, (_, at) => String(at + 1));
  const ran = await sh('for i in $(seq 8); do docker run --rm busybox echo $i & done; wait');
  expect(ran.stderr).toBe('');
  expect(ran.stdout.trim().split('\n').sort()).toEqual(numbers.sort());
  expect(await sh('docker ps -aq')).toMatchObject({ stdout: '' });
});

test('a machine that is put back has its containers, execs and logs as they were', async () => {
  await sh("docker run -d --name back busybox sh -c 'echo early; exec sleep 1000'");
  await sh('docker exec -d back sleep 2000');
  const { checkpoint } = await guest.checkpoint();
  await sh('docker rm -f back');
  await guest.restore(checkpoint);
  expect(await sh("docker inspect -f '{{.State.Status}} {{len .ExecIDs}}' back")).toMatchObject({
    stdout: 'running 1\n',
  });
  expect(await sh('docker exec back echo here; docker logs back')).toMatchObject({
    stdout: 'here\nearly\n',
  });
  expect(await sh('docker stop -t 0 back; docker rm back; docker ps -aq')).toMatchObject({
    stdout: 'back\nback\n',
  });
});
