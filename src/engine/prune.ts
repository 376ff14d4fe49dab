// Removal of what nobody needs: stopped containers, and images without a container.
import { containerStatus, type Container } from './container.ts';
import { overlayDisk } from './disk.ts';
import { EngineError } from './error.ts';
import type { Image } from './image-store.ts';
import { formatReference } from '../oci/reference.ts';
import { notePrune } from './note-prune.ts';
import { removeByName } from './remove.ts';
import { removeImage, type Removal } from './remove-image.ts';
import type { EngineState } from './state.ts';
import { directorySize } from './usage.ts';

/** What was removed, by name, and how many bytes that freed. */
export interface Pruned<T = string> {
  readonly removed: readonly T[];
  readonly reclaimed: number;
}

/** Removes containers that neither run nor pause and that pass the test. */
export async function pruneContainers(
  engine: EngineState,
  test: (container: Container) => boolean,
): Promise<Pruned> {
  const removed: string[] = [];
  let reclaimed = 0;
  for (const container of await engine.containers.list()) {
    if (!['created', 'exited', 'dead'].includes(containerStatus(container)) || !test(container)) {
      continue;
    }
    const size = await directorySize(engine.agent, overlayDisk.diff(container.mountId));
    try {
      await removeByName(engine, container.id, { force: false, volumes: false });
    } catch (error) {
      // Started or removed by somebody else meanwhile.
      if (error instanceof EngineError) continue;
      throw error;
    }
    removed.push(container.id);
    reclaimed += size;
  }
  notePrune(engine, 'container', reclaimed);
  return { removed, reclaimed };
}

/**
 * Removes images that nothing needs: those without a tag, or with `all` the others too. Of several names of an image that a container
 * is made from the last one stays.
 */
export async function pruneImages(
  engine: EngineState,
  all: boolean,
  test: (image: Image) => boolean,
): Promise<Pruned<Removal>> {
  const before = await layerSizes(engine);
  const removed: Removal[] = [];
  for (const image of await engine.images.list()) {
    if (!test(image)) continue;
    removed.push(...(await pruneImage(engine, image, all)));
  }
  const after = await layerSizes(engine);
  const gone = [...before].filter(([chainId]) => !after.has(chainId));
  const reclaimed = gone.reduce((sum, [, size]) => sum + size, 0);
  notePrune(engine, 'image', reclaimed);
  return { removed, reclaimed };
}

async function pruneImage(engine: EngineState, image: Image, all: boolean): Promise<Removal[]> {
  const names = await engine.images.tags.namesOf(image.id);
  const hasTag = names.some(({ digest }) => !digest);
  if (hasTag && !all) return [];
  const removals: Removal[] = [];
  for (const name of names.length > 0 ? names.map(formatReference).sort() : [image.id]) {
    removals.push(...(await removeIfFree(engine, name)));
  }
  return removals;
}

/** What a container, another image or an earlier removal speaks against stays as it is. */
async function removeIfFree(engine: EngineState, name: string): Promise<Removal[]> {
  try {
    return await removeImage(engine, name, { force: false, prune: true });
  } catch (error) {
    if (error instanceof EngineError) return [];
    throw error;
  }
}

/** Bytes of every layer that an image has, by chain id. */
async function layerSizes(engine: EngineState): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for (const image of await engine.images.list()) {
    for (const layer of await engine.images.layers.stack(image.chain.at(-1) ?? null)) {
      sizes.set(layer.chainId, layer.size);
    }
  }
  return sizes;
}
