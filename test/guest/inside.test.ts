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

interface IpLink {
  readonly ifindex: number;
  readonly ifname: string;
  readonly flags: readonly string[];
  readonly mtu: number;
  readonly address: string;
  readonly master?: string;
  readonly link_index?: number;
  readonly addr_info: readonly {
    readonly local: string;
    readonly address?: string;
    readonly prefixlen: number;
  }[];
}

interface IpRoute {
  readonly type?: string;
  readonly dst: string;
  readonly gateway?: string;
  readonly via?: { readonly host: string };
  /** Left out where it goes nowhere. */
  readonly dev?: string;
}

/** What ip(8) prints within a namespace, which is given by its file. */
async function ip<Row extends object>(within: string, words: string): Promise<readonly Row[]> {
  const text = await run(`nsenter --net=${within} ip -j ${words}`);
  // Of nothing it prints nothing at all; what a filter leaves out are empty objects.
  const rows = JSON.parse(text.trim() || '[]') as readonly Row[];
  return rows.filter((row) => Object.keys(row).length > 0);
}

const fileOf = (pid: number): string => `/proc/${String(pid)}/ns/net`;

/** The rows of the card, without where an interface leads and the bytes, which go on. */
async function interfacesApart(within: string): Promise<string[][]> {
  return (await ip<IpLink>(within, 'addr')).map((link) => {
    const up = link.flags.includes('UP') ? 'UP' : 'DOWN';
    const state = link.flags.includes('LOWER_UP') ? `${up}, LOWER_UP` : up;
    const addresses = link.addr_info.map(({ local, address, prefixlen }) => {
      const other = address === undefined ? '' : ` peer ${address}`;
      return `${local}${other}/${String(prefixlen)}`;
    });
    const name = `${link.ifname} (${String(link.ifindex)})`;
    const facts = [name, state, link.address, String(link.mtu), ...addresses.sort()];
    return link.master ? [...facts, `bridge ${link.master}`] : facts;
  });
}

async function routesApart(within: string): Promise<string[]> {
  const inet6 = (await ip<IpRoute>(within, '-6 route')).map((row) =>
    row.dst === 'default' ? { ...row, dst: 'default (IPv6)' } : row,
  );
  const rows = [...(await ip<IpRoute>(within, '-4 route')), ...inet6];
  // What goes to everybody goes nowhere else: the card leaves it out.
  return rows
    .filter(({ type }) => type !== 'multicast')
    .map(({ type, dst, gateway, via, dev }) => {
      const by = gateway ?? via?.host ?? (dev === undefined ? '–' : 'directly');
      return [type, dst, by, dev ?? '–'].filter(Boolean).join(' ');
    });
}

/** The card's interfaces, as `interfacesApart` has them. */
function shownOf({ rows }: { rows(title: string): readonly (readonly string[])[] }): string[][] {
  const links = new Map(rows(titles.links()).map(([name, ...facts]) => [name, facts]));
  return rows(titles.interfaces()).map(
    ([name = '', state = '', addresses = '', connected = '']) => {
      const bridge = connected.split('; ').filter((each) => each.startsWith('bridge '));
      const all = addresses.split(', ').filter((each) => each !== '–');
      const [mac = '', mtu = ''] = links.get(name) ?? [];
      return [name, state, mac, mtu, ...all.sort(), ...bridge];
    },
  );
}

const unshared =
  'unshare -n sh -c "ip link set lo up; ip link add name bridge type bridge; exec sleep 1000"';
const routed = `unshare -n sh -ec "${[
  'ip link set lo up',
  'ip link add near mtu 1400 type veth peer name far',
  'ip link set near up',
  'ip link set far up',
  'ip addr add 10.1.0.1/24 dev near',
  'ip addr add 10.1.0.9/24 dev far',
  'ip addr add 10.2.0.1 peer 10.2.0.2/32 dev near',
  'ip route add default via 10.1.0.2',
  'ip route add unreachable 10.3.0.0/16',
  'ip route add 10.4.0.0/16 via inet6 fe80::7 dev near',
  'ip -6 route add default via fe80::7 dev near',
  'exec sleep 1000',
].join('; ')}"`;

test.each<[string, () => Promise<number>]>([
  ['the host', () => Promise.resolve(1)],
  ['docker’s bridge', () => pidOf('web')],
  ['a network of one’s own', () => pidOf('blue')],
  ['--network none', () => pidOf('alone')],
  ['--network host', () => pidOf('open')],
  ['--network container:', () => pidOf('joined')],
  ['unshare --net', () => start('unshare -n sleep 1000')],
  ['unshare --net, its loopback up', () => start(unshared)],
  ['two interfaces in one network, addresses and routes of several kinds', () => start(routed)],
])('interfaces, addresses and routes: %s', async (_, find) => {
  const pid = await find();
  const card = await cardOf(pid, 'net');
  expect(shownOf(card)).toEqual(await interfacesApart(fileOf(pid)));
  const routes = card.rows(titles.routes()).map((row) => row.join(' '));
  expect(routes.sort()).toEqual((await routesApart(fileOf(pid))).sort());
});

/** Where each interface leads, as the card has it, by its name. */
async function connectionsOf(pid: number): Promise<Record<string, string>> {
  const { rows } = await cardOf(pid, 'net');
  return Object.fromEntries(
    rows(titles.interfaces()).map(([name = '', , , connected = '']) => [
      name.replace(/ .*/, ''),
      connected,
    ]),
  );
}

async function linkOf(within: string, name: string): Promise<IpLink> {
  const found = (await ip<IpLink>(within, 'link')).find(({ ifname }) => ifname === name);
  if (!found) throw new Error(`No interface ${name} in ${within}`);
  return found;
}

async function indexOf(within: string, name: string): Promise<string> {
  return String((await linkOf(within, name)).ifindex);
}

test('where a container’s interface leads: to a port of the host’s bridge, and from there back', async () => {
  const pid = await pidOf('web');
  const { ifindex, link_index } = await linkOf(fileOf(pid), 'eth0');
  const ports = await ip<IpLink>(fileOf(1), 'link');
  const port = ports.find((each) => each.ifindex === link_index)?.ifname ?? '';
  expect(port).toMatch(/^veth/);
  expect((await connectionsOf(pid))['eth0']).toBe(`${port} (${String(link_index)}) of the host`);
  expect((await connectionsOf(1))[port]).toBe(`eth0 (${String(ifindex)}) of web; bridge docker0`);
});

test('a pair made by hand leads from each of its namespaces to the other; one end may be up without anybody at the other', async () => {
  const [one, other] = [await start('unshare -n sleep 1000'), await start('unshare -n sleep 1000')];
  const pair = `link add left type veth peer name right netns ${String(other)}`;
  await run(`nsenter --net=${fileOf(one)} ip -b - << end
${pair}
link set left up
end`);
  const idOf = (pid: number): string => processByPid(guest.world, pid)?.namespaces.net ?? '';
  const shown = async (pid: number) => shownOf(await cardOf(pid, 'net'));
  const left = await indexOf(fileOf(one), 'left');
  const right = await indexOf(fileOf(other), 'right');
  expect((await connectionsOf(one))['left']).toBe(
    `right (${right}) of ${idOf(other)}, sleep (${String(other)})`,
  );
  expect((await connectionsOf(other))['right']).toBe(
    `left (${left}) of ${idOf(one)}, sleep (${String(one)})`,
  );
  const stateOfLeft = async (): Promise<string | undefined> =>
    (await shown(one)).find(([name]) => name === `left (${left})`)?.[1];
  expect(await stateOfLeft()).toBe('UP');
  await run(`nsenter --net=${fileOf(other)} ip link set right up`);
  expect(await stateOfLeft()).toBe('UP, LOWER_UP');
  for (const pid of [one, other])
    expect(await shown(pid)).toEqual(await interfacesApart(fileOf(pid)));
});

test('both ends of a pair in one namespace', async () => {
  const pair = 'ip link add here type veth peer name there';
  const pid = await start(`unshare -n sh -c "${pair}; exec sleep 1000"`);
  const index = await indexOf(fileOf(pid), 'there');
  expect((await connectionsOf(pid))['here']).toBe(`there (${index}), here`);
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
    (await cardOf(pid, 'net')).rows(titles.interfaces())[0]?.[2];
  expect(await addresses()).toBe('127.0.0.1/8, 10.9.0.1/24, ::1/128');
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
  expect(rows(titles.interfaces()).map(([name]) => name)).toEqual(['lo (1)', 'eth0 (2)']);
  const limit = (): string | undefined =>
    card.facts.find(({ path }) => path.endsWith(`${container.id}/memory.max`))?.text;
  expect(limit()).toBe(String(64 * 1024 * 1024));
});

test('a namespace that only a mount keeps is read through that; nothing is asked when nobody looks', async () => {
  const kept = '/run/netns/kept';
  const inode = await run(`ip netns add kept; stat -c %i ${kept}`);
  await run('ip link add out type veth peer name in netns kept');
  const id = `net:[${inode.trim()}]` as NamespaceId;
  await guest.settle();
  expect(guest.world.namespaces.get(id)?.kind).toBe('net');
  const card = await look({ kind: 'namespace', id });
  expect(shownOf(card)).toEqual(await interfacesApart(kept));
  expect(card.parts.get(titles.listening())?.sentences).toEqual([notes.unheard()]);
  const index = await indexOf(kept, 'in');
  expect((await connectionsOf(1))['out']).toBe(`in (${index}) of ${id}, ${kept}`);
  guest.lookAt(noGaze);
  await guest.settle();
  expect(guest.world.readings.size).toBe(0);
});
