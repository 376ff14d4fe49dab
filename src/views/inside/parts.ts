import type {
  Evidence,
  Mount,
  Namespace,
  NamespaceKind,
  Process,
  World,
} from '../../world/model.ts';
import { membersOf, pidIn } from '../../world/query.ts';
import { accountPart as part, type AccountPart } from '../account.ts';
import { parseClockOffsets } from './clock-offsets.ts';
import { parseIdMap } from './id-map.ts';
import { networkParts } from './network-parts.ts';
import { canBeRead, readingsOf } from './readings.ts';
import { cells, columns, notes, titles } from './words.ts';

type Readings = ReadonlyMap<string, Evidence>;

/** What is inside of a namespace: host name, mounts, interfaces, routes, users, clocks, processes or control groups. */
export function insideParts(world: World, namespace: Namespace): readonly AccountPart[] {
  return tellers[namespace.kind](world, namespace);
}

type Teller = (world: World, of: Namespace) => readonly AccountPart[];

const tellers: Readonly<Record<NamespaceKind, Teller>> = {
  mnt: (world, of) => [mountsPart(world, of)],
  uts: (_world, { hostname }) =>
    hostname === null ? [] : [{ title: titles.hostname(), sentences: [hostname], table: null }],
  // What lies in message queues and shared memory, the kernel tells only those inside.
  ipc: () => [],
  pid: (world, of) => [processesPart(world, of)],
  net: (world, of) =>
    read(world, of, titles.interfaces(), (readings) => networkParts(world, of, readings)),
  user: (world, of) => read(world, of, titles.users(), usersParts),
  cgroup: (world, of) => [cgroupsPart(world, of)],
  time: (world, of) => read(world, of, titles.clocks(), clocksParts),
};

/** Parts of what was read, or why nothing was. */
function read(
  world: World,
  namespace: Namespace,
  title: string,
  partsOf: (readings: Readings) => readonly AccountPart[],
): readonly AccountPart[] {
  const readings = readingsOf(world, namespace);
  if (readings.size > 0) return partsOf(readings);
  const why = canBeRead(world, namespace) ? notes.unread() : notes.unseen();
  return [{ title, sentences: [why], table: null }];
}

const whole = 0xffffffff;

function usersParts(readings: Readings): readonly AccountPart[] {
  const kinds = ['uid_map', 'gid_map'] as const;
  const ranges = kinds.map((kind) => parseIdMap(readings.get(kind)?.text ?? ''));
  const same = ranges.every(([first]) => first?.outside === 0 && first.count === whole);
  const denied = readings.get('setgroups')?.text.trim() === 'deny';
  const rows = kinds.flatMap((kind, i) =>
    (ranges[i] ?? []).map(({ inside, outside, count }) => [
      cells[kind](),
      rangeText(inside, count),
      rangeText(outside, count),
      String(count),
    ]),
  );
  const sentences = [
    ...(same ? [notes.sameUsers()] : rows.length === 0 ? [notes.unmapped()] : []),
    ...(denied ? [notes.setgroups()] : []),
  ];
  const table = { columns: columns.users(), rows: same ? [] : rows };
  return [part(titles.users(), sentences, table)];
}

function rangeText(first: number, count: number): string {
  return count === 1 ? String(first) : `${String(first)} – ${String(first + count - 1)}`;
}

function clocksParts(readings: Readings): readonly AccountPart[] {
  const offsets = parseClockOffsets(readings.get('timens_offsets')?.text ?? '');
  const rows = offsets.map(({ clock, seconds, nanoseconds }) => [
    cells[clock](),
    cells.seconds(seconds + nanoseconds / 1e9),
  ]);
  const same = offsets.every(({ seconds, nanoseconds }) => seconds === 0 && nanoseconds === 0);
  const table = { columns: columns.clocks(), rows: same ? [] : rows };
  return [part(titles.clocks(), same ? [notes.sameClocks()] : [], table)];
}

function mountsPart(world: World, { id }: Namespace): AccountPart {
  const mounts = [...world.mounts.values()].filter(({ namespace }) => namespace === id);
  return part(titles.mounts(), [], {
    columns: columns.mounts(),
    rows: mounts.map(mountRow),
  });
}

function mountRow({ point, type, source, root, options }: Mount): string[] {
  const from = root === '/' ? source : `${source}, ${root}`;
  return [point, type, from, options.join(',')];
}

function processesPart(world: World, { id }: Namespace): AccountPart {
  const rows = [...world.processes.values()].flatMap((process) => {
    const pid = pidIn(world, process, id);
    const command = process.argv.join(' ') || process.comm;
    return pid === null ? [] : [{ pid, row: [String(pid), String(process.pid), command] }];
  });
  rows.sort((a, b) => a.pid - b.pid);
  const table = { columns: columns.processes(), rows: rows.map(({ row }) => row) };
  return part(titles.processes(), [], table);
}

function cgroupsPart(world: World, namespace: Namespace): AccountPart {
  const members = membersOf(world, namespace.id);
  const root = ownRoot(world, namespace, members);
  const sentences = root !== null && !namespace.initial ? [notes.root(root)] : [];
  const rows = members.map(({ argv, comm, pid, cgroup }) => [
    `${argv[0] ?? comm} (${String(pid)})`,
    cgroup,
  ]);
  return part(titles.cgroups(), sentences, { columns: columns.cgroups(), rows });
}

/** Where its root is, a mount of the tree tells that was made within it: by whoever made both namespaces. */
function ownRoot(world: World, { creator }: Namespace, members: readonly Process[]): string | null {
  const made = members
    .map(({ namespaces }) => namespaces.mnt)
    .filter((mnt) => creator !== null && world.namespaces.get(mnt)?.creator === creator);
  for (const { type, namespace, root } of world.mounts.values())
    if (type === 'cgroup2' && root !== '/' && made.includes(namespace)) return root;
  return null;
}
