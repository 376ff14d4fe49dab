import { beforeEach, describe, expect, test } from 'vitest';
import { encodeText } from '../../src/base/bytes.ts';
import type { Container } from '../../src/engine/container.ts';
import {
  memoryShare,
  processorShare,
  type Sample,
  sampleContainers,
  traffic,
} from '../../src/engine/stats.ts';
import { FakeGuest } from '../fake/guest.ts';
import { tarFile } from '../fake/registry.ts';

// Read in the guest from a container that was made with -m 32m and had written half a megabyte into its disk, which is memory there.
const cgroup: Readonly<Record<string, string>> = {
  'cpu.stat': 'usage_usec 1719445\nuser_usec 1185824\nsystem_usec 533620\nnr_periods 0\n',
  'memory.current': '1028096\n',
  'memory.stat': 'anon 86016\nfile 593920\nshmem 593920\ninactive_anon 663552\ninactive_file 0\n',
  'memory.max': '33554432\n',
  'pids.current': '2\n',
};
const links = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo:      84       1    0    0    0     0          0         0       84       1    0    0    0     0       0          0
  eth0:    1172      14    0    0    0     0          0         0       42       1    0    0    0     0       0          0
`;
const machine = {
  '/proc/stat': 'cpu  390 0 1255 78 0 0 5 0 0 0\ncpu0 390 0 1255 78 0 0 5 0 0 0\nintr 1\n',
  '/proc/meminfo': 'MemTotal:         252976 kB\nMemFree:            1000 kB\n',
};

let guest: FakeGuest;

beforeEach(async () => {
  guest = new FakeGuest();
  await guest.registry.publish('busybox', [[tarFile('bin/sh', 'program')]]);
});

function put(path: string, text: string): void {
  const { files } = guest.agent;
  const folder = path.slice(0, path.lastIndexOf('/'));
  files.perform({ op: 'mkdir', path: folder, mode: 0o755, parents: true });
  files.perform({ op: 'write', path, data: encodeText(text) });
}

async function started(flags: string, more: typeof cgroup = {}): Promise<Container> {
  await guest.docker(`run -d ${flags} --name web busybox sleep 1000`);
  const container = await guest.engine.containers.resolve('web');
  for (const [name, text] of Object.entries({ ...cgroup, ...more }))
    put(`/sys/fs/cgroup/docker/${container.id}/${name}`, text);
  put(`/proc/${String(container.file.State.Pid)}/net/dev`, links);
  for (const [path, text] of Object.entries(machine)) put(path, text);
  return container;
}

async function sampled(container: Container): Promise<Sample | undefined> {
  return (await sampleContainers(guest.engine, [container]))[0];
}

describe('sampleContainers()', () => {
  test('reads what the kernel has counted', async () => {
    expect(await sampled(await started('-m 32m'))).toEqual({
      used: 1_719_445,
      machine: 17_280_000,
      processors: 1,
      memory: 1_028_096,
      limit: 33_554_432,
      received: 1172,
      sent: 42,
      read: 0,
      written: 0,
      pids: 2,
    });
  });

  test('leaves out the cache that would be given back, and adds up devices', async () => {
    const container = await started('', {
      'memory.max': 'max\n',
      'memory.stat': 'inactive_file 28096\n',
      'io.stat': '8:0 rbytes=100 wbytes=5 rios=1\n8:16 rbytes=20 wbytes=7 rios=2\n',
    });
    expect(await sampled(container)).toMatchObject({
      memory: 1_000_000,
      limit: 252_976 * 1024,
      read: 120,
      written: 12,
    });
  });

  test("counts no traffic for the host's network", async () => {
    expect(await sampled(await started('--network host'))).toMatchObject({ received: 0, sent: 0 });
  });

  test('has zeros for what does not run', async () => {
    const container = await started('');
    await guest.docker('kill web');
    expect(await sampled(container)).toMatchObject({ used: 0, memory: 0, pids: 0 });
  });
});

describe('shares', () => {
  const at = (more: Partial<Sample>): Sample => ({
    ...{ used: 0, machine: 0, processors: 2, memory: 0, limit: 0, received: 0, sent: 0 },
    ...{ read: 0, written: 0, pids: 0 },
    ...more,
  });

  test.each([
    ['half of two processors', { used: 1000, machine: 2000 }, 100],
    ['no time has passed', { used: 1000, machine: 0 }, 0],
    ['it began anew', { used: -5, machine: 10 }, 0],
  ])('processorShare(): %s', (_, after, expected) => {
    expect(processorShare(at({}), at(after))).toBe(expected);
  });

  test('memoryShare() is of the limit', () => {
    expect(memoryShare(at({ memory: 8, limit: 32 }))).toBe(25);
    expect(memoryShare(at({ memory: 8 }))).toBe(0);
  });

  test('traffic() is of every link but the loopback', () => {
    expect(traffic(`${links}  eth1:8 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n`)).toEqual([1180, 43]);
  });
});
