import type { Container, Image, World } from '../../world/model.ts';
import { processesOf } from '../../world/query.ts';
import { forestOf } from '../forest.ts';
import { sizeText } from '../layers/file-kind.ts';
import type { Entity, ViewOptions } from '../options.ts';
import { regionsOf } from '../regions.ts';
import { layerCount, processCount } from '../counts.ts';
import { say } from '../say.ts';

/** A container as the kernel bears its row out. */
export interface ContainerPart {
  readonly container: Container;
  /** Processes that the kernel has in its control group. */
  readonly processes: number;
  /** `unseen`: the engine's row says that it runs, the kernel shows no process of it. */
  readonly state: 'running' | 'still' | 'unseen';
  /** "2 processes", "exited 137", "created". */
  readonly status: string;
  readonly hue: number | null;
}

const lives = new Set<Container['status']>(['running', 'paused', 'restarting']);

/** All containers, those that run first, then by age. */
export function containerParts(world: World): ContainerPart[] {
  const regions = regionsOf(world, forestOf(world, false));
  return [...world.containers.values()]
    .map((container): ContainerPart => {
      const processes = processesOf(world, container).filter(
        ({ status }) => status !== 'zombie',
      ).length;
      const says = lives.has(container.status);
      const state = processes > 0 ? 'running' : says ? 'unseen' : 'still';
      const hue = regions.find((each) => each.container?.id === container.id)?.hue ?? null;
      return { container, processes, state, status: statusText(container, processes), hue };
    })
    .sort((a, b) => rank(a) - rank(b) || a.container.since - b.container.since);
}

const rank = ({ state }: ContainerPart): number => (state === 'running' ? 0 : 1);

function statusText({ status, exit }: Container, processes: number): string {
  if (processes > 0) {
    const many = processCount(processes);
    return status === 'paused' ? say`${many}, paused` : many;
  }
  if (lives.has(status)) return say`no process seen`;
  return exit === null ? status : say`exited, ${String(exit)}`;
}

export interface ImagePart {
  readonly image: Image;
  readonly names: string;
  /** The first of its names, and how many there are besides. */
  readonly name: string;
  /** "7 layers, 84 MB". */
  readonly note: string;
  /** For each layer, base first: whether other images stand on it too. */
  readonly shared: readonly boolean[];
}

export function imageParts(world: World): ImagePart[] {
  const images = [...world.images.values()];
  const users = new Map<string, number>();
  for (const { directories } of images)
    for (const path of new Set(directories)) users.set(path, (users.get(path) ?? 0) + 1);
  return images.map((image) => ({
    image,
    names: image.names.join(', ') || shortId(image),
    name: nameOf(image),
    note: `${layerCount(image.layers.length)}, ${sizeText(image.size)}`,
    shared: image.directories.map((path) => (users.get(path) ?? 0) > 1),
  }));
}

const shortId = ({ id }: Image): string => id.replace('sha256:', '').slice(0, 12);

function nameOf(image: Image): string {
  const [first = shortId(image), ...others] = image.names;
  return others.length === 0 ? first : `${first} +${String(others.length)}`;
}

type Light = '' | 'hovered' | 'selected' | 'related';

/** How something here is lit by what is pointed at in any picture. */
export function lightOf(
  entities: readonly Entity[],
  near: (entity: Entity) => boolean,
  { selected, hovered }: ViewOptions,
): Light {
  const is = (one: Entity | null): boolean =>
    one !== null && entities.some(({ kind, id }) => kind === one.kind && id === one.id);
  if (is(selected)) return 'selected';
  if (is(hovered)) return 'hovered';
  return [selected, hovered].some((one) => one !== null && near(one)) ? 'related' : '';
}

/** True for the processes and the image of a container, and its own layer. */
export function isOfContainer(world: World, { container }: ContainerPart, entity: Entity): boolean {
  if (entity.kind === 'image') return container.imageId === entity.id;
  if (entity.kind === 'layer') return entity.id.endsWith(container.upper);
  if (entity.kind !== 'process') return false;
  return processesOf(world, container).some(({ id }) => id === entity.id);
}

/** True for the layers of an image, and for containers that were made of it. */
export function isOfImage(world: World, { image }: ImagePart, entity: Entity): boolean {
  if (entity.kind === 'layer') return image.directories.some((path) => entity.id.endsWith(path));
  if (entity.kind !== 'container') return false;
  return world.containers.get(entity.id)?.imageId === image.id;
}

/** Whether a search leaves it lit. */
export function isDimmed(texts: readonly string[], { search }: ViewOptions): boolean {
  const wanted = search.trim().toLowerCase();
  return wanted !== '' && !texts.some((text) => text.toLowerCase().includes(wanted));
}
