import { isRegular } from '../world/file-kind.ts';
import { noGaze, type Gaze } from '../world/gaze.ts';
import { mergeLayers, type Name } from '../world/merge.ts';
import type { Container, Evidence, Image, Layer, World } from '../world/model.ts';
import { directory, overlaysOf, type Directory } from '../world/overlay.ts';
import { hostNamespaces } from '../world/query.ts';
import { say } from './say.ts';

/** Who made an overlay: a person with mount, or docker for a container. */
export const makers = ['hand', 'docker'] as const;
export type Maker = (typeof makers)[number];

/** Directories one above the other, with a top one that can be written. */
export interface Stack {
  /** Where it is mounted, or the container's name. */
  readonly name: string;
  readonly container: Container | null;
  readonly image: Image | null;
  readonly upper: Directory;
  /** Top first. */
  readonly lowers: readonly Directory[];
}

/** Overlays made by one of the two that can be written; a container's also while it is not mounted. */
export function stacksBy(world: World, maker: Maker): Stack[] {
  return maker === 'hand' ? byHand(world) : byDocker(world);
}

function byHand(world: World): Stack[] {
  return overlaysOf(world).flatMap(({ mount, container, image, upper, lowers }) =>
    container || !upper || lowers.length === 0
      ? []
      : [{ name: mount.point, container, image, upper, lowers }],
  );
}

function byDocker(world: World): Stack[] {
  const host = hostNamespaces(world).mnt;
  return [...world.containers.values()].flatMap((container): Stack[] => {
    const image = world.images.get(container.imageId);
    if (!host || !image || container.upper === '') return [];
    const lowers = image.directories.map((path) => directory(host, path)).reverse();
    const upper = directory(host, container.upper);
    return [{ name: container.name, container, image, upper, lowers }];
  });
}

/** All layers of these stacks. */
export function gazeAtStacks(stacks: readonly Stack[]): Gaze {
  const layers = stacks.flatMap(({ upper, lowers }) => [
    { ...upper, changes: true },
    ...lowers.map((lower) => ({ ...lower, changes: false })),
  ]);
  return { ...noGaze, layers };
}

type Files = Layer['files'];

/** Of each top layer, the last merge: checks are judged at every event, and most of them change no file. */
const merges = new WeakMap<Files, { readonly layers: readonly Files[]; readonly names: Name[] }>();

/** Every name of the merged tree, and those that are hidden in it; null until all layers were listed. */
export function namesOf(world: World, { upper, lowers }: Stack): readonly Name[] | null {
  const layers = [upper, ...lowers].flatMap(({ id }) => world.layers.get(id)?.files ?? []);
  const [top] = layers;
  if (!top || layers.length <= lowers.length) return null;
  const known = merges.get(top);
  if (known?.layers.length === layers.length && layers.every((each, i) => each === known.layers[i]))
    return known.names;
  const flat = (names: readonly Name[]): Name[] =>
    names.flatMap((name) => [name, ...flat(name.children)]);
  const names = flat(mergeLayers(layers, 0));
  merges.set(top, { layers, names });
  return names;
}

/** What the listing of the top layer says of a name. */
export function evidenceOf(world: World, { upper }: Stack, { path, versions }: Name): Evidence[] {
  const layer = world.layers.get(upper.id);
  const [file] = versions;
  if (!layer || !file) return [];
  const size = say`${String(file.size)} bytes, mode ${file.mode.toString(8)}`;
  return [{ path: `${layer.real}/${path}`, text: size, at: layer.evidence.at }];
}

/** Bytes of all files in a container's or mount's own layer. */
export function ownBytes(world: World, { upper }: Stack): number {
  const files = world.layers.get(upper.id)?.files;
  return [...(files?.values() ?? [])].filter(isRegular).reduce((sum, { size }) => sum + size, 0);
}
