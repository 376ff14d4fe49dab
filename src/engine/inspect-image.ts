// An image as `docker inspect` shows it: its configuration, its names, and where its layers are. Fields left out are zero.
import { decodeText } from '../base/bytes.ts';
import { formatFamiliar } from '../oci/reference.ts';
import { zeroTime } from './clock.ts';
import { imageDisk, overlayDisk } from './disk.ts';
import { readFiles } from './file.ts';
import type { Image } from './image-store.ts';
import type { EngineState } from './state.ts';

/** An image's configuration as far as it is shown as it stands. */
interface StoredImage {
  readonly comment?: string;
  readonly container?: string;
  readonly container_config?: object;
  readonly docker_version?: string;
  readonly author?: string;
  readonly config?: object;
  readonly variant?: string;
}

export async function inspectImage(engine: EngineState, image: Image): Promise<object> {
  const metadata = imageDisk.metadata(image.id);
  const [content, parent, tagged] = await readFiles(engine.agent, [
    imageDisk.content(image.id),
    `${metadata}/parent`,
    `${metadata}/lastUpdated`,
  ]);
  const stored = JSON.parse(content ? decodeText(content) : '{}') as StoredImage;
  const names = await engine.images.tags.namesOf(image.id);
  const size = await engine.images.size(image);
  return {
    Id: image.id,
    RepoTags: names.filter(({ digest }) => !digest).map(formatFamiliar),
    RepoDigests: names.filter(({ digest }) => digest).map(formatFamiliar),
    Parent: parent ? decodeText(parent) : '',
    Comment: stored.comment,
    Created: shortTime(image.config.created || zeroTime),
    Container: stored.container,
    ContainerConfig: stored.container_config ?? {},
    DockerVersion: stored.docker_version,
    Author: stored.author,
    Config: stored.config,
    Architecture: image.config.architecture,
    Variant: stored.variant,
    Os: image.config.os,
    Size: size,
    VirtualSize: size,
    GraphDriver: { Name: 'overlay2', Data: await layerDirectories(engine, image) },
    RootFS: { Type: 'layers', Layers: image.config.diffIds },
    Metadata: { LastTagTime: tagged ? decodeText(tagged) : zeroTime },
  };
}

/** The time as Go writes it: no zeros at the end of a fraction. */
function shortTime(time: string): string {
  return time.replace(/\.0*Z$/, 'Z').replace(/(\.\d*[1-9])0+Z$/, '$1Z');
}

async function layerDirectories(
  engine: EngineState,
  image: Image,
): Promise<Readonly<Record<string, string>> | null> {
  const layers = await engine.images.layers.stack(image.chain.at(-1) ?? null);
  const [top, ...below] = layers.map(({ cacheId }) => cacheId);
  if (top === undefined) return null;
  return {
    ...(below.length > 0 ? { LowerDir: below.map(overlayDisk.diff).join(':') } : {}),
    MergedDir: overlayDisk.merged(top),
    UpperDir: overlayDisk.diff(top),
    WorkDir: overlayDisk.work(top),
  };
}
