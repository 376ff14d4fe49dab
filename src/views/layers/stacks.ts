import { layerId } from '../../world/id.ts';
import type { Container, Image, LayerId, Mount, NamespaceId, World } from '../../world/model.ts';
import { overlaysOf } from '../../world/overlay.ts';
import { hostNamespaces } from '../../world/query.ts';
import { forestOf } from '../forest.ts';
import { assignHues } from '../hue.ts';
import { regionsOf } from '../regions.ts';
import { language } from '../../base/language.ts';
import { say } from '../say.ts';

/** Directories that lie one above the other: an overlay mount, a container that is not mounted, or an image alone. */
export interface Stack {
  /** "mount:0:23", "container:3f…", "image:sha256:…"; no blanks. */
  readonly id: string;
  readonly title: string;
  readonly note: string;
  /** Where the merged tree can be seen; null where it is not mounted. */
  readonly point: string | null;
  readonly mount: Mount | null;
  readonly container: Container | null;
  readonly image: Image | null;
  readonly hue: number;
  /** Top first. */
  readonly layers: readonly StackLayer[];
}

export interface StackLayer {
  readonly id: LayerId;
  readonly namespace: NamespaceId;
  readonly path: string;
  readonly role: 'upper' | 'init' | 'lower';
  /** What made it, where the engine names it. */
  readonly instruction: string | null;
}

type Draft = Omit<Stack, 'hue'>;

let last: { readonly tables: readonly unknown[]; readonly stacks: readonly Stack[] } | null = null;

/** Everything that can be looked at: overlay mounts first, then containers that are not mounted, then images. */
export function stacksOf(world: World): readonly Stack[] {
  const { mounts, containers, images, namespaces, processes } = world;
  const tables = [mounts, containers, images, namespaces, processes, language()];
  if (last && tables.every((table, i) => table === last?.tables[i])) return last.stacks;
  const host = hostNamespaces(world).mnt;
  const mounted = mountsOf(world);
  const drafts = [...mounted, ...(host ? unmounted(world, host, mounted) : [])];
  const stacks = coloured(world, drafts);
  last = { tables, stacks };
  return stacks;
}

function mountsOf(world: World): Draft[] {
  return overlaysOf(world).flatMap(({ device, mount, container, image, upper, lowers }) => {
    if (lowers.length === 0) return [];
    return {
      id: `mount:${device}`,
      title: container?.name ?? mount.point,
      note: container?.image ?? say`mounted by hand`,
      point: mount.point,
      mount,
      container,
      image,
      layers: layersOf({
        namespace: mount.namespace,
        upper: upper?.path ?? null,
        lowers: lowers.map(({ path }) => path),
        image,
      }),
    };
  });
}

function layersOf(of: {
  readonly namespace: NamespaceId;
  readonly upper: string | null;
  readonly lowers: readonly string[];
  readonly image: Image | null;
}): StackLayer[] {
  const { namespace, upper, lowers, image } = of;
  const layer = (path: string, role: StackLayer['role']): StackLayer => ({
    id: layerId(namespace, path),
    namespace,
    path,
    role,
    instruction: image ? instructionOf(image, path) : null,
  });
  return [
    ...(upper === null ? [] : [layer(upper, 'upper')]),
    ...lowers.map((path, i) =>
      layer(path, i === 0 && image && !image.directories.includes(path) ? 'init' : 'lower'),
    ),
  ];
}

/** The history's steps that made a layer stand in the order of the layers. */
function instructionOf(image: Image, path: string): string | null {
  const at = image.directories.indexOf(path);
  const steps = image.history.filter(({ layer }) => layer);
  return at < 0 ? null : (steps[at]?.instruction ?? null);
}

function unmounted(world: World, host: NamespaceId, mounted: readonly Draft[]): Draft[] {
  const shown = new Set(mounted.map(({ container }) => container?.id));
  const containers = [...world.containers.values()].flatMap((container): Draft[] => {
    const image = world.images.get(container.imageId);
    if (shown.has(container.id) || !image || container.upper === '') return [];
    const lowers = [...image.directories].reverse();
    const layers = layersOf({ namespace: host, upper: container.upper, lowers, image });
    const note = say`${container.image}, ${container.status}: not mounted`;
    const base = { id: `container:${container.id}`, title: container.name, note };
    return [{ ...base, point: null, mount: null, container, image, layers }];
  });
  const images = [...world.images.values()].flatMap((image): Draft[] => {
    if (image.directories.length === 0) return [];
    const lowers = [...image.directories].reverse();
    const layers = layersOf({ namespace: host, upper: null, lowers, image });
    const title = image.names[0] ?? image.id.slice(7, 19);
    const base = { id: `image:${image.id}`, title, note: say`image`, point: null, mount: null };
    return [{ ...base, container: null, image, layers }];
  });
  return [...containers, ...images];
}

/** A container keeps the colour that it has in the other views. */
function coloured(world: World, drafts: readonly Draft[]): Stack[] {
  const regions = regionsOf(world, forestOf(world, false));
  const hues = assignHues(drafts.map(({ id }) => id));
  return drafts.map((draft) => {
    const region = regions.find(
      ({ container }) => container !== null && container.id === draft.container?.id,
    );
    return { ...draft, hue: region?.hue ?? hues.get(draft.id) ?? 0 };
  });
}
