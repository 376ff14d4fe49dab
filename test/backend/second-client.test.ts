import { expect, test } from 'vitest';
import type { Notices, Requests } from '../../src/backend/boundary.ts';
import { BrowserBackend } from '../../src/backend/browser.ts';
import { SecondClient } from '../../src/backend/second/client.ts';
import { offMachine } from '../../src/backend/second/off.ts';
import type { SecondNotices, SecondRequests } from '../../src/backend/second/protocol.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import type { MachineFacts } from '../../src/world/event.ts';
import { FakeHost } from '../fake/host.ts';

class FakeSecond extends FakeHost<SecondRequests, SecondNotices> {
  say(row: Partial<MachineFacts>): void {
    this.tell('changed', { ...offMachine, ...row });
  }
}

function client() {
  const hosts: FakeSecond[] = [];
  const second = new SecondClient(() => {
    const fake = new FakeSecond();
    hosts.push(fake);
    return fake.host;
  });
  const rows: MachineFacts[] = [];
  second.onChanged((row) => rows.push(row));
  return { second, hosts, rows };
}

test('SecondClient boots a machine of its own and hands on what it tells', async () => {
  const { second, hosts, rows } = client();
  expect(second.row).toBeNull();
  second.boot();
  hosts[0]?.say({ status: 'booting', elapsed: 12 });
  await expect.poll(() => rows).toMatchObject([{ status: 'booting', elapsed: 12 }]);
  expect(hosts[0]?.calls).toEqual(['boot []']);
  expect(second.row).toBe(rows[0]);
  second.shutdown();
});

test('SecondClient ends it at shutdown, keeps what was measured, and hears no more of it', async () => {
  const { second, hosts, rows } = client();
  second.boot();
  hosts[0]?.say({ status: 'running', stages: [{ name: 'ready', ms: 5000, text: 'x' }] });
  await expect.poll(() => rows).toHaveLength(1);
  hosts[0]?.say({ status: 'running' }); // on its way when the plug is pulled
  second.shutdown();
  expect(hosts[0]?.terminated).toBe(true);
  await new Promise((resolve) => setTimeout(resolve));
  expect(rows.map(({ status }) => status)).toEqual(['running', 'off']);
  expect(rows[1]?.stages).toHaveLength(1);
  second.shutdown();
  expect(rows).toHaveLength(2);
});

test('SecondClient starts anew with a fresh one, and tells of one that dies', () => {
  const { second, hosts, rows } = client();
  second.boot();
  second.boot();
  expect(hosts.map(({ terminated }) => terminated)).toEqual([true, false]);
  hosts[1]?.die('out of memory');
  expect(rows.at(-1)).toMatchObject({ status: 'failed', problem: 'out of memory' });
  expect(hosts[1]?.terminated).toBe(true);
});

test('BrowserBackend tells the world of the second machine, and again when a world begins anew', async () => {
  const told: MachineFacts[] = [];
  const first = new FakeHost<Requests, Notices>({
    boot: () => ({ imageId: 'x', bytes: 0, stages: [] }),
    tellMachine: (row) => void told.push(row),
  });
  const second = new FakeSecond();
  const backend = new BrowserBackend(
    '/',
    () => first.host,
    () => second.host,
  );
  await backend.bootSecond();
  second.say({ status: 'fetching' });
  await backend.boot(() => undefined);
  expect(told).toEqual([]); // there was no world yet
  const replaced = { type: 'world/replaced', world: emptyWorld, seq: 0, at: 0 } as const;
  const heard = new Promise((resolve) => backend.onEvents(resolve));
  first.tell('events', [replaced]);
  await heard;
  await backend.lookAt({ layers: [], files: [], cgroups: [], readings: [] }); // behind it
  expect(told).toMatchObject([{ status: 'fetching' }]);
  await backend.pause();
  await expect.poll(() => second.calls).toEqual(['boot []', 'pause []']);
  await backend.shutdown();
});
