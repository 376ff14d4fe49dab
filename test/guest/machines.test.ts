// What Containers and VMs shows equals an independent read of the guest; the second machine boots a kernel of its own.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNodeGuest } from '../../scripts/open-guest.ts';
import { pageClock } from '../../src/backend/clock.ts';
import type { Guest } from '../../src/backend/guest.ts';
import { SecondMachine } from '../../src/backend/second/machine.ts';
import { fileArtifacts } from '../../src/guest/files.ts';
import { fetchBootFiles } from '../../src/machine/boot-files.ts';
import { factsOf } from '../../src/views/machines/facts.ts';
import { gazeOf } from '../../src/views/machines/gaze.ts';
import type { MachineFacts } from '../../src/world/event.ts';
import { noGaze } from '../../src/world/gaze.ts';
import { outputOf } from './answer-of.ts';

let guest: Guest;
beforeAll(async () => {
  guest = await openNodeGuest();
}, 180_000);
afterAll(() => guest.shutdown());

const run = (line: string): Promise<string> => outputOf(guest, line);

async function look(): Promise<void> {
  await guest.settle();
  guest.lookAt(gazeOf(guest.world));
  await guest.settle();
}

/** The files of each container's control group and its own layer, read by the guest's own shell. */
async function readApart(id: string, upper: string) {
  const cgroup = `/sys/fs/cgroup/docker/${id}`;
  const text = await run(
    `cd ${cgroup}; cat memory.current memory.peak; wc -l < cgroup.procs; ` +
      `find ${upper} -type f -exec cat {} + | wc -c`,
  );
  const [memory = 0, peak = 0, processes = 0, disk = 0] = text.trim().split(/\s+/).map(Number);
  return { memory, peak, processes, disk };
}

test('memory, processes and own bytes of containers are what the guest’s own files say', async () => {
  await run('docker pull -q busybox');
  await run(`docker run -d --name idle busybox sleep 10000`);
  const work = 'sleep 9999 & sleep 9998 & head -c 3000000 /dev/zero > /big; touch /ready; wait';
  await run(`docker run -d --name busy busybox sh -c '${work}'`);
  const upper = await run("docker inspect -f '{{.GraphDriver.Data.UpperDir}}' busy");
  await run(`until test -e ${upper.trim()}/ready; do usleep 20000; done`);
  await look();
  const facts = factsOf(guest.world).containers;
  expect(facts.map(({ container }) => container.name)).toEqual(['idle', 'busy']);
  for (const { container, memory, peak, disk, processes, start, sameKernel } of facts) {
    const apart = await readApart(container.id, container.upper);
    expect(processes, container.name).toBe(apart.processes);
    expect(disk, container.name).toBe(apart.disk);
    // The kernel counts a cgroup's pages in batches of 64 (MEMCG_CHARGE_BATCH): two reads may differ by so much.
    expect(Math.abs((memory ?? 0) - apart.memory)).toBeLessThanOrEqual(64 * 4096);
    expect(Math.abs((peak ?? 0) - apart.peak)).toBeLessThanOrEqual(64 * 4096);
    expect(start ?? 0).toBeGreaterThan(1);
    expect(sameKernel).toBe(true);
  }
  const [idle, busy] = facts;
  expect((busy?.memory ?? 0) - (idle?.memory ?? 0)).toBeGreaterThan(2_500_000);
}, 120_000);

test('a start is measured to the execve of the container’s own program', () => {
  const [idle] = factsOf(guest.world).containers;
  const { start } = idle?.container ?? {};
  expect(start?.evidence.text).toContain('filename=/bin/sleep');
  const process = [...guest.world.processes.values()].find(
    ({ pid }) => pid === idle?.container.pid,
  );
  expect(start?.execedAt).toBe(process?.execedAt);
  const container = idle && guest.world.containers.get(idle.container.id);
  expect(container && start && start.askedAt <= container.since).toBe(true);
});

test('what nobody looks at any more is forgotten', async () => {
  guest.lookAt(noGaze);
  await guest.settle();
  expect(guest.world.readings.size).toBe(0);
  expect(guest.world.layers.size).toBe(0);
});

test('the second machine boots from firmware to a PID 1 of its own, while the first is paused', async () => {
  const host = await run('cat /proc/sys/kernel/random/boot_id');
  await guest.pause();
  const second = new SecondMachine({
    clock: pageClock,
    fetchFiles: () => fetchBootFiles(fileArtifacts()),
    wallNow: Date.now,
    random: (bytes) => randomBytes(bytes),
  });
  const rows: MachineFacts[] = [];
  second.onChanged((row) => {
    rows.push(row);
    guest.tellMachine(row);
  });
  await second.boot();
  const row = rows.at(-1);
  expect(row).toMatchObject({ status: 'running', problem: '' });
  if (!row?.inside) throw new Error('Its PID 1 told nothing');
  const { stages, inside, memory } = row;
  expect(stages.map(({ name }) => name)).toEqual(['firmware', 'kernel', 'init', 'ready']);
  const times = stages.map(({ ms }) => ms);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(stages[0]?.text).toMatch(/^SeaBIOS/);
  expect(inside.release).toMatch(/^6\.1\./);
  expect(inside.bootId).not.toBe(host.trim());
  expect(inside.processes).toBe(1);
  expect(inside.used).toBeGreaterThan(5e6);
  expect(inside.used).toBeLessThan(memory);
  // Its boot was told as it went on, not only at its end.
  expect(new Set(rows.map((each) => each.stages.length))).toEqual(new Set([0, 1, 2, 3, 4]));
  await guest.resume();
  expect(factsOf(guest.world).second?.status).toBe('running');
  await second.shutdown();
  expect(factsOf(guest.world).second).toMatchObject({ status: 'off', stages });
}, 240_000);

test('a boot that cannot be fetched fails with its reason', async () => {
  const rows: MachineFacts[] = [];
  const second = new SecondMachine({
    clock: pageClock,
    fetchFiles: () => Promise.reject(new Error('Cannot fetch kernel.bin')),
    wallNow: Date.now,
    random: (bytes) => randomBytes(bytes),
  });
  second.onChanged((row) => rows.push(row));
  await second.boot();
  expect(rows.at(-1)).toMatchObject({ status: 'failed', problem: 'Cannot fetch kernel.bin' });
});
