// docker import: an archive of a file system becomes an image with one layer.
import { familiarName, type Reference } from '../oci/reference.ts';
import { emptyDockerConfig, formatDockerConfig } from '../oci/run-config.ts';
import { runPacking, type Stream } from './archive.ts';
import { changedConfig } from './commit.ts';
import { EngineError } from './error.ts';
import type { Image } from './image-store.ts';
import { engineVersion, formatImage } from './new-image.ts';
import { platform } from './platform.ts';
import type { EngineState } from './state.ts';

export interface ImportWish {
  readonly input: Stream;
  readonly reference: Reference | null;
  readonly message: string;
  readonly changes: readonly string[];
}

export async function importImage(engine: EngineState, wish: ImportWish): Promise<Image> {
  const config = changedConfig(emptyDockerConfig, wish.changes);
  const layer = await engine.images.layers.make(null, ({ diff, split }) =>
    unpackLayer(engine, { input: wish.input, diff, split }),
  );
  const created = engine.now();
  const comment = wish.message ? { comment: wish.message } : {};
  const image = await engine.images.put(
    formatImage({
      architecture: platform.architecture,
      ...comment,
      config: formatDockerConfig(config),
      container_config: emptyDockerConfig,
      created,
      docker_version: engineVersion,
      history: [{ created, ...comment }],
      os: platform.os,
      rootfs: { type: 'layers', diff_ids: [layer.diffId] },
    }),
  );
  if (wish.reference) {
    await engine.images.tags.set(wish.reference, image.id);
    await engine.tellImage('tag', image, familiarName(wish.reference));
  }
  await engine.tellImage('import', image, image.id);
  return image;
}

interface Unpacking {
  readonly input: Stream;
  readonly diff: string;
  readonly split: string;
}

/** Unpacks a layer's tar, packed or not, into a draft of a layer. */
export async function unpackLayer(
  engine: EngineState,
  { input, diff, split }: Unpacking,
): ReturnType<typeof runPacking> {
  try {
    const argv = ['unpack', '-r', diff, '-o', '-d', '-p', split, '/'];
    return await runPacking(engine.agent, argv, { input });
  } catch (cause) {
    const why = (cause as Error).message;
    throw new EngineError('system', `Error processing tar file(exit status 1): ${why}`, { cause });
  }
}
