// docker commit: a container's own layer becomes a layer of a new image.

import { formatFamiliar, type Reference } from '../oci/reference.ts';
import { type DockerConfig, parseDockerConfig } from '../oci/run-config.ts';
import { runPacking } from './archive.ts';
import { applyChanges } from './build/change.ts';
import type { Container, ContainerConfig } from './container.ts';
import { overlayDisk } from './disk.ts';
import { EngineError } from './error.ts';
import { freeze, resume } from './freezer.ts';
import type { Image } from './image-store.ts';
import { emptyDiffId, type Layer } from './layer-store.ts';
import { childImage } from './new-image.ts';
import type { EngineState } from './state.ts';

export interface CommitWish {
  readonly reference: Reference | null;
  readonly author: string;
  readonly comment: string;
  /** Instructions, as in a Dockerfile. */
  readonly changes: readonly string[];
  /** Its processes stand still meanwhile. */
  readonly pause: boolean;
}

export async function commitContainer(
  engine: EngineState,
  name: string,
  wish: CommitWish,
): Promise<Image> {
  const container = await engine.containers.resolve(name);
  const before = containerConfig(container.file.Config);
  const config = changedConfig(before, wish.changes);
  const parent = await engine.images.get(container.file.Image);
  return engine.containers.lock(container, () =>
    frozen(engine, container, wish.pause, async () => {
      const layer = await commitLayer(engine, container);
      const image = await engine.images.put(
        childImage({
          parent: parent?.config ?? null,
          created: engine.now(),
          author: wish.author,
          comment: wish.comment,
          container: container.id,
          containerConfig: before,
          config,
          diffId: layer?.diffId ?? emptyDiffId,
        }),
        parent?.id ?? null,
      );
      await nameCommit(engine, container, { image, wish });
      return image;
    }),
  );
}

async function nameCommit(
  engine: EngineState,
  container: Container,
  { image, wish }: { readonly image: Image; readonly wish: CommitWish },
): Promise<void> {
  const { reference, comment } = wish;
  if (reference) await engine.images.tags.set(reference, image.id);
  const imageRef = reference ? formatFamiliar(reference) : '';
  await engine.tellImage('tag', image, imageRef);
  engine.noteContainer('commit', container, { comment, imageID: image.id, imageRef });
}

/** Copies a container's own layer into one of an image's; null where it holds nothing. */
async function commitLayer(engine: EngineState, container: Container): Promise<Layer | null> {
  const upper = overlayDisk.diff(container.mountId);
  const { layers } = engine.images;
  const parent = (await engine.images.get(container.file.Image))?.chain.at(-1) ?? null;
  const { digest } = await runPacking(engine.agent, ['pack', '-o', '-d', '-q', upper]);
  if (digest === emptyDiffId) return null;
  return layers.make(parent, ({ diff, split }) =>
    runPacking(engine.agent, [
      ...['pack', '-o', upper],
      '|',
      ...['unpack', '-r', diff, '-o', '-d', '-p', split, '/'],
    ]),
  );
}

/** How a container was set up, in the fields that images have. */
export function containerConfig(config: ContainerConfig): DockerConfig {
  return parseDockerConfig({ ...config }, 'config');
}

export function changedConfig(config: DockerConfig, changes: readonly string[]): DockerConfig {
  try {
    return applyChanges(config, changes);
  } catch (cause) {
    throw new EngineError('invalid', (cause as Error).message, { cause });
  }
}

async function frozen<T>(
  engine: EngineState,
  container: Container,
  pause: boolean,
  task: () => Promise<T>,
): Promise<T> {
  const { Running: running, Paused: paused } = container.file.State;
  if (!pause || !running || paused) return task();
  await freeze(engine, container);
  container.file.State.Paused = true;
  engine.tellContainer('pause', container);
  try {
    return await task();
  } finally {
    await resume(engine, container);
  }
}
