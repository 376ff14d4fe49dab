// What the card of a namespace tells of its inside equals what the guest's own tools tell there.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNodeGuest } from '../../scripts/open-guest.ts';
import type { Guest } from '../../src/backend/guest.ts';
import type { AccountPart } from '../../src/views/account.ts';
import { evidence } from '../../src/views/evidence.ts';
import { gazeAt } from '../../src/views/inside/readings.ts';
import { notes, titles } from '../../src/views/inside/words.ts';
import type { Entity } from '../../src/views/options.ts';
import { noGaze } from '../../src/world/gaze.ts';
import type { NamespaceId, NamespaceKind } from '../../src/world/model.ts';
import { processByPid } from '../../src/world/query.ts';
import { outputOf } from './answer-of.ts';

let guest: Guest;
beforeAll(async () => {
  guest = await openNodeGuest();
  await run(
    'docker pull -q busybox; docker pull -q httpd; docker network create blue; ' +
      'docker run -d --name web httpd; docker run -d --name blue --network blue busybox sleep 1000; ' +
      'docker run -d --name alone --network none busybox sleep 1000; ' +
      'docker run -d --name open --network host busybox sleep 1000; ' +
      'docker run -d --name joined --network container:web busybox sleep 1000',
  );
}, 120_000);
afterAll(() => guest.shutdown());

const run = (line: string): Promise<string> => outputOf(guest, line);

/** Starts what becomes a sleep, and answers its PID then. */
async function start(line: string): Promise<number> {
  const ready = 'until grep -q sleep /proc/$!/comm; do usleep 5000; done';
  return Number(await run(`${line} > /dev/null 2>&1 & ${ready}; echo $!`));
}

async function pidOf(container: string): Promise<number> {
  return Number(await run(`docker inspect -f '{{.State.Pid}}' ${container}`));
}

/** The card of a namespace of a process, once what it shows was read. */
async function cardOf(pid: number, kind: NamespaceKind) {
  await guest.settle();
  const id = processByPid(guest.world, pid)?.namespaces[kind];
  return look({ kind: 'namespace', id: id as NamespaceId });
}

async function look(entity: Entity) {
  guest.lookAt(gazeAt(guest.world, entity));
  await guest.settle();
  const card = evidence(guest.world, entity);
  if (!card) throw new Error(`No card of ${entity.id}`);
  const parts = new Map((card.inside ?? []).map((part) => [part.title, part]));
  return { card, parts, rows: (title: string) => rowsOf(parts.get(title)) };
}

const rowsOf = (part: AccountPart | undefined): readonly (readonly string[])[] =>
  part?.table?.rows ?? [];

/** Interfaces with their addresses, as ip(8) prints them within the namespace. */
async function interfacesApart(pid: number): Promise<string[][]> {
  const text = await run(
    `nsenter -t ${String(pid)} -n ip -o link; echo ==; nsenter -t ${String(pid)} -n ip -o addr`,
  );
  const [links = '', addresses = ''] = text.split('==\n');
  return [...links.matchAll(/^\d+: ([^:@]+)/gm)].map(([, name = '']) => [
    name,
    ...[...addresses.matchAll(/^\d+: (\S+) +inet6? (\S+)/gm)].flatMap(([, device, address = '']) =>
      device === name ? [address] : [],
    ),
  ]);
}

async function routesApart(pid: number): Promise<string[]> {
  const at = `nsenter -t ${String(pid)} -n ip`;
  const lines = (await run(`${at} route; ${at} -6 route`)).split('\n').filter(Boolean);
  // What goes to everybody goes nowhere else: the card leaves it out.
  const others = lines.filter((line) => !line.startsWith('multicast'));
  return others.map((line) => {
    const [, to = '', via = 'directly', device = ''] =
      /^(\S+)(?: via (\S+))?.* dev (\S+)/.exec(line) ?? [];
    return `${to} ${via} ${device}`;
  });
}

/** The names stay in their order, the addresses of each have none. */
const sorted = (all: readonly (readonly string[])[]): string[][] =>
  all.map(([name = '', ...addresses]) => [name, ...addresses.sort()]);

const unshared =
  'unshare -n sh -c "ip link set lo up; ip link add dum type dummy; exec sleep 1000"';

test.each<[string, () => Promise<number>]>([
  ['the host', () => Promise.resolve(1)],
  ['docker’s bridge', () => pidOf('web')],
  ['a network of one’s own', () => pidOf('blue')],
  ['--network none', () => pidOf('alone')],
  ['--network host', () => pidOf('open')],
  ['--network container:', () => pidOf('joined')],
  ['unshare --net', () => start('unshare -n sleep 1000')],
  ['unshare --net, its loopback up', () => start(unshared)],
])('interfaces, addresses and routes: %s', async (_, find) => {
  const pid = await find();
  const { rows } = await cardOf(pid, 'net');
  const shown = rows(titles.interfaces()).map(([name = '', addresses = '']) => [
    name,
    ...addresses.split(', ').filter((each) => each !== '–'),
  ]);
  expect(sorted(shown)).toEqual(sorted(await interfacesApart(pid)));
  const routes = rows(titles.routes()).map((row) => row.join(' '));
  expect(routes.sort()).toEqual((await routesApart(pid)).sort());
});

test('who waits for connections is what ss(8) finds', async () => {
  const pid = await pidOf('web');
  const { rows } = await cardOf(pid, 'net');
  const apart = await run(`nsenter -t ${String(pid)} -n ss -Hltn`);
  const expected = apart
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(/\s+/)[3]);
  expect(rows(titles.listening()).flat()).toEqual(expected);
  expect(expected.join()).toMatch(/:80$/);
});

test('an address that is given, and one that is taken away, show while somebody looks', async () => {
  const pid = await start('unshare -n sleep 1000');
  const at = `nsenter -t ${String(pid)} -n ip`;
  await run(`${at} link set lo up; ${at} addr add 10.9.0.1/24 dev lo`);
  const addresses = async (): Promise<string | undefined> =>
    (await cardOf(pid, 'net')).rows(titles.interfaces())[0]?.[1];
  expect(await addresses()).toBe('10.9.0.1/24, 127.0.0.1/8, ::1/128');
  await run(`${at} addr del 10.9.0.1/24 dev lo`);
  expect(await addresses()).toBe('127.0.0.1/8, ::1/128');
});

test('users: the map of the host, of unshare --map-root-user, and of several ranges', async () => {
  const host = await cardOf(1, 'user');
  expect(host.parts.get(titles.users())?.sentences).toEqual([notes.sameUsers()]);
  const mapped = await start('unshare --user --map-root-user sleep 1000');
  expect((await cardOf(mapped, 'user')).rows(titles.users())).toEqual(await mapApart(mapped));
  const bare = await start('unshare --user sleep 1000');
  expect((await cardOf(bare, 'user')).parts.get(titles.users())?.sentences).toEqual([
    notes.unmapped(),
  ]);
  const proc = `/proc/${String(bare)}`;
  await run(`printf '0 100000 1000\\n1000 0 1\\n' > ${proc}/uid_map; echo 0 5 7 > ${proc}/gid_map`);
  const { rows } = await cardOf(bare, 'user');
  expect(rows(titles.users())).toEqual(await mapApart(bare));
  expect(rows(titles.users())).toHaveLength(3);
});

async function mapApart(pid: number): Promise<string[][]> {
  const all: string[][] = [];
  for (const [file, kind] of [
    ['uid_map', 'users'],
    ['gid_map', 'groups'],
  ] as const)
    for (const line of (await run(`cat /proc/${String(pid)}/${file}`))
      .split('\n')
      .filter(Boolean)) {
      const [inside = 0, outside = 0, count = 0] = line.trim().split(/\s+/).map(Number);
      const range = (first: number): string =>
        count === 1 ? String(first) : `${String(first)} – ${String(first + count - 1)}`;
      all.push([kind, range(inside), range(outside), String(count)]);
    }
  return all;
}

test('clocks: their offsets', async () => {
  const host = await cardOf(1, 'time');
  expect(host.parts.get(titles.clocks())?.sentences).toEqual([notes.sameClocks()]);
  const line = 'unshare --time --fork --boottime 100 --monotonic 7 sleep 4321';
  const until = 'until pgrep -x -f "sleep 4321" > /dev/null; do usleep 5000; done';
  const child = Number(await run(`${line} > /dev/null 2>&1 & ${until}; pgrep -x -f "sleep 4321"`));
  const { rows } = await cardOf(child, 'time');
  expect(rows(titles.clocks())).toEqual([
    ['monotonic', '7 s'],
    ['since boot', '100 s'],
  ]);
});

test('mounts, processes, host name and control groups of a container', async () => {
  const pid = await pidOf('blue');
  const mounts = (await cardOf(pid, 'mnt')).rows(titles.mounts());
  const points = await run(`awk '{ print $5 }' /proc/${String(pid)}/mountinfo`);
  expect(mounts.map(([point]) => point).sort()).toEqual(points.trim().split('\n').sort());
  const numbers = (await cardOf(pid, 'pid')).rows(titles.processes());
  expect(numbers).toEqual([['1', String(pid), 'sleep 1000']]);
  const name = (await run('docker exec blue hostname')).trim();
  expect((await cardOf(pid, 'uts')).parts.get(titles.hostname())?.sentences).toEqual([name]);
  const { parts, rows } = await cardOf(pid, 'cgroup');
  const cgroup = (await run(`cat /proc/${String(pid)}/cgroup`)).trim().replace('0::', '');
  expect(rows(titles.cgroups())).toEqual([[`sleep (${String(pid)})`, cgroup]]);
  expect(parts.get(titles.cgroups())?.sentences).toEqual([notes.root(cgroup)]);
});

test('the card of a container has its network, and limits as they are now', async () => {
  const container = [...guest.world.containers.values()].find(({ name }) => name === 'web');
  if (!container) throw new Error('No container is called web');
  await run('docker update --memory 64m --memory-swap 64m web');
  const entity = { kind: 'container', id: container.id } as const;
  const { card, rows } = await look(entity);
  expect(rows(titles.interfaces()).map(([name]) => name)).toEqual(['lo', 'eth0']);
  const limit = (): string | undefined =>
    card.facts.find(({ path }) => path.endsWith(`${container.id}/memory.max`))?.text;
  expect(limit()).toBe(String(64 * 1024 * 1024));
});

test('a namespace that only a mount keeps cannot be read, and says so; nothing is asked when nobody looks', async () => {
  const inode = await run('ip netns add kept; stat -c %i /run/netns/kept');
  const id = `net:[${inode.trim()}]` as NamespaceId;
  await guest.settle();
  expect(guest.world.namespaces.get(id)?.kind).toBe('net');
  const { parts } = await look({ kind: 'namespace', id });
  expect(parts.get(titles.interfaces())?.sentences).toEqual([notes.unseen()]);
  guest.lookAt(noGaze);
  await guest.settle();
  expect(guest.world.readings.size).toBe(0);
});
