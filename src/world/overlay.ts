import { layerId } from './id.ts';
import type { Container, Image, LayerId, Mount, NamespaceId, World } from './model.ts';
import { hostNamespaces } from './query.ts';

/** An overlay file system that is mounted somewhere. */
export interface Overlay {
  /** Major and minor number of the file system: "0:23". */
  readonly device: string;
  /** Of several mounts of it, one that the host sees where there is such. */
  readonly mount: Mount;
  /** The container whose root it is, and the container's image, where the engine names them. */
  readonly container: Container | null;
  readonly image: Image | null;
  /** Null where nothing can be written. */
  readonly upper: Directory | null;
  /** Top first; empty where they were named relative to whoever mounted them, so that nobody else knows them. */
  readonly lowers: readonly Directory[];
}

/** A directory that an overlay is made of. */
export interface Directory {
  readonly id: LayerId;
  readonly namespace: NamespaceId;
  /** As the mount names it. */
  readonly path: string;
}

/**
 * One file system may be mounted in many places and seen from many namespaces: it is one overlay. Those that the host sees come
 * first, in the order in which they were mounted.
 */
export function overlaysOf(world: World): Overlay[] {
  const host = hostNamespaces(world).mnt;
  const mounts = [...world.mounts.values()].filter(({ type }) => type === 'overlay');
  const seen = mounts.filter(({ namespace }) => namespace === host);
  const byDevice = new Map<string, Mount>();
  for (const mount of [...seen, ...mounts]) {
    const device = deviceOf(mount);
    if (!byDevice.has(device)) byDevice.set(device, mount);
  }
  return [...byDevice].map(([device, mount]) => overlayOf(world, device, mount));
}

function overlayOf(world: World, device: string, mount: Mount): Overlay {
  const { namespace } = mount;
  const upper = optionOf(mount, 'upperdir');
  const lowers = splitLower(optionOf(mount, 'lowerdir') ?? '');
  const container =
    [...world.containers.values()].find((each) => upper !== null && each.upper === upper) ?? null;
  const known = lowers.every((path) => path.startsWith('/'));
  return {
    device,
    mount,
    container,
    image: container ? (world.images.get(container.imageId) ?? null) : null,
    upper: upper === null ? null : directory(namespace, upper),
    lowers: known ? lowers.map((path) => directory(namespace, path)) : [],
  };
}

/** A directory by the name that a mount namespace has for it. */
export function directory(namespace: NamespaceId, path: string): Directory {
  return { id: layerId(namespace, path), namespace, path };
}

/** Major and minor number of a mount's file system: field 3 of its line. */
export function deviceOf({ evidence }: Mount): string {
  return /^\d+ \d+ (\d+:\d+) /.exec(evidence.text)?.[1] ?? evidence.text;
}

function optionOf({ superOptions }: Mount, name: string): string | null {
  const found = superOptions.find((option) => option.startsWith(`${name}=`));
  return found === undefined ? null : found.slice(name.length + 1);
}

/** Colons separate directories; one in a name has a backslash before it. */
function splitLower(text: string): string[] {
  const parts = text.match(/(?:\\.|[^:\\])+/g) ?? [];
  return parts.map((part) => part.replace(/\\(.)/g, '$1'));
}
