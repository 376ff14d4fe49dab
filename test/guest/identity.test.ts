// The kernel gives its numbers out again: what had one before is not what has it now.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNodeGuest } from '../../scripts/open-guest.ts';
import type { Guest } from '../../src/backend/guest.ts';
import type { NamespaceId } from '../../src/world/model.ts';
import { processByPid } from '../../src/world/query.ts';
import { outputOf } from './answer-of.ts';
import { readProcesses } from './proc-reader.ts';

let guest: Guest;
beforeAll(async () => {
  guest = await openNodeGuest();
});
afterAll(() => guest.shutdown());

const quiet = '> /dev/null 2>&1';

test('a namespace with the number of one that only a zombie was in has its own host name and mounts', async () => {
  const inner = 'hostname inner; mount -t tmpfs none /mnt; readlink /proc/self/ns/uts > /tmp/was';
  await guest.run(
    `sh -c 'unshare --uts --mount sh -c "${inner}; usleep 300000" & exec sleep 1000' ${quiet} &`,
  );
  await outputOf(guest, 'until test -s /tmp/was; do usleep 10000; done');
  await guest.settle();
  const was = (await outputOf(guest, 'cat /tmp/was')).trim() as NamespaceId;
  expect(guest.world.namespaces.get(was)?.hostname).toBe('inner');
  await outputOf(guest, 'until ps -e -o stat= | grep -q Z; do usleep 10000; done');
  const line = `unshare --uts --mount sleep 1001 ${quiet} & until grep -q sleep /proc/$!/comm; do usleep 10000; done; echo $!`;
  const pid = Number(await outputOf(guest, line));
  await guest.settle();
  const { uts, mnt } = processByPid(guest.world, pid)?.namespaces ?? {};
  expect(uts).toBe(was);
  expect(guest.world.namespaces.get(was)).toMatchObject({
    hostname: (await outputOf(guest, 'hostname')).trim(),
    creator: processByPid(guest.world, pid)?.id,
  });
  const points = [...guest.world.mounts.values()]
    .filter(({ namespace }) => namespace === mnt)
    .map(({ point }) => point);
  const apart = await outputOf(guest, `awk '{ print $5 }' /proc/${String(pid)}/mountinfo`);
  expect(points.sort()).toEqual(apart.trim().split('\n').sort());
  const dead = [...guest.world.processes.values()].filter(({ status }) => status === 'zombie');
  expect(dead.map(({ namespaces }) => namespaces.uts)).not.toContain(was);
});

test('a pid that comes again at once is another process each time', async () => {
  await outputOf(guest, 'echo 330 > /proc/sys/kernel/pid_max');
  for (let round = 0; round < 8; round++) {
    await guest.run(
      `for i in 1 2 3 4 5; do sleep 0.0$i ${quiet} & true & done; /bin/true; sleep 100${String(round)} ${quiet} &`,
    );
  }
  await outputOf(
    guest,
    'until test $(ps -e -o args= | grep -c "^sleep 0") = 0; do usleep 10000; done',
  );
  const { processes } = await readProcesses(guest);
  await guest.settle();
  const alive = processes.map(({ pid, start, argv }) => ({ pid, start, argv }));
  const shown = [...guest.world.processes.values()]
    .filter(({ pid }) => processes.some((each) => each.pid === pid))
    .map(({ pid, start, argv, status }) => ({
      pid,
      start,
      argv: status === 'zombie' ? null : argv,
    }))
    .sort((a, b) => a.pid - b.pid);
  expect(shown).toEqual(alive);
  expect(guest.world.processes.size).toBe(processes.length);
  expect(alive.filter(({ argv }) => argv?.[0] === 'sleep').length).toBeGreaterThan(8);
});
