import { containerOf } from './query.ts';
import type {
  Cgroup,
  Container,
  Image,
  LayerFile,
  Mount,
  Namespace,
  Process,
  World,
} from './model.ts';

/** One thing that two worlds do not have alike, in words of the field: as it is in each, or null where it is absent. */
export interface Difference {
  readonly key: string;
  readonly left: string | null;
  readonly right: string | null;
}

export const comparedParts = [
  'processes',
  'namespaces',
  'mounts',
  'cgroups',
  'containers',
  'images',
  'files',
] as const;
export type ComparedPart = (typeof comparedParts)[number];

/** What two worlds of one machine do not have alike. */
export type Comparison = Readonly<Record<ComparedPart, readonly Difference[]>>;

/** Compares two worlds that come from one past. A number that was given twice, after the ways had parted, is told apart by what has it. */
export function compareWorlds(left: World, right: World): Comparison {
  const worlds: readonly [World, World] = [left, right];
  return {
    processes: differ(worlds, processesOf),
    namespaces: differ(worlds, namespacesOf),
    mounts: differ(worlds, mountsOf),
    cgroups: differ(worlds, ({ cgroups }) => [...cgroups.values()].map(cgroupRow)),
    containers: differ(worlds, ({ containers }) => [...containers.values()].map(containerRow)),
    images: differ(worlds, ({ images }) => [...images.values()].map(imageRow)),
    files: filesOf(worlds),
  };
}

type Row = readonly [key: string, text: string];

function differ(
  [left, right]: readonly [World, World],
  rowsOf: (world: World) => readonly Row[],
): Difference[] {
  const lefts = new Map(rowsOf(left));
  const rights = new Map(rowsOf(right));
  return [...new Set([...lefts.keys(), ...rights.keys()])]
    .map((key) => ({ key, left: lefts.get(key) ?? null, right: rights.get(key) ?? null }))
    .filter((each) => each.left !== each.right);
}

function processesOf(world: World): Row[] {
  return [...world.processes.values()].map((process) => {
    const container = containerOf(world, process);
    const where = container ? `, in ${container.name}` : '';
    const state = process.status === 'zombie' || process.status === 'stopped' ? process.status : '';
    const text = [`PID ${String(process.pid)} ${lineOf(process)}${where}`, state].filter(Boolean);
    return [`${process.id} ${lineOf(process)}`, text.join(', ')];
  });
}

function lineOf({ argv, comm }: Process): string {
  return argv.join(' ') || comm;
}

/** A namespace is known by who made it: its number may have been given again. */
function namespacesOf(world: World): Row[] {
  return [...world.namespaces.values()].map((namespace) => {
    const members = membersText(world, namespace);
    const host = namespace.hostname === null ? '' : `, host name ${namespace.hostname}`;
    return [`${namespace.id} ${namespace.creator ?? ''}`, `${namespace.id}${host}${members}`];
  });
}

function membersText(world: World, { id, kind, initial }: Namespace): string {
  if (initial) return '';
  const members = [...world.processes.values()].filter(({ namespaces }) => namespaces[kind] === id);
  return members.length === 0 ? '' : `: ${members.map(lineOf).join(', ')}`;
}

function mountsOf(world: World): Row[] {
  return [...world.mounts.values()].map((mount) => [
    `${mount.id} ${mount.point}`,
    mountText(world, mount),
  ]);
}

function mountText(world: World, { namespace, point, type, source }: Mount): string {
  const initial = world.namespaces.get(namespace)?.initial ?? true;
  return `${point}: ${type} from ${source}${initial ? '' : `, in ${namespace}`}`;
}

function cgroupRow({ path }: Cgroup): Row {
  return [path, path];
}

function containerRow({ id, name, image, status, exit }: Container): Row {
  const code = status === 'exited' && exit !== null ? ` (${String(exit)})` : '';
  return [id, `${name}: ${image}, ${status}${code}`];
}

function imageRow({ id, names }: Image): Row {
  return [id, names.join(', ') || id.slice(0, 19)];
}

/** Names in the layers of overlay file systems that both worlds know: nothing is said of a layer that nobody looked at. */
function filesOf([left, right]: readonly [World, World]): Difference[] {
  return [...left.layers].flatMap(([id, layer]) => {
    const other = right.layers.get(id);
    if (!other || other.files === layer.files) return [];
    const paths = new Set([...layer.files.keys(), ...other.files.keys()]);
    return [...paths].flatMap((path) => {
      const rows = [layer.files.get(path), other.files.get(path)].map((file) =>
        file ? fileText(file) : null,
      );
      const [before = null, after = null] = rows;
      const key = `${layer.path}/${path}`;
      return before === after ? [] : [{ key, left: named(key, before), right: named(key, after) }];
    });
  });
}

function named(path: string, text: string | null): string | null {
  return text === null ? null : `${path}: ${text}`;
}

function fileText({ mode, uid, gid, size, rdev, mtime, target }: LayerFile): string {
  const isWhiteout = (mode & 0o170000) === 0o020000 && rdev[0] === 0 && rdev[1] === 0;
  if (isWhiteout) return 'whiteout';
  const owner = `${String(uid)}:${String(gid)}`;
  if (target) return `link to ${target}`;
  if ((mode & 0o170000) === 0o040000)
    return `directory, mode ${(mode & 0o7777).toString(8)}, ${owner}`;
  const changed = new Date(mtime * 1000).toISOString().slice(11, 19);
  return `${String(size)} bytes, mode ${(mode & 0o7777).toString(8)}, ${owner}, written ${changed}`;
}
