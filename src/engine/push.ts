// docker push: layers, configuration and manifest of an image, to the registry that its name says.
import { encodeText } from '../base/bytes.ts';
import { type Digest, sha256, shortDigest } from '../oci/digest.ts';
import { gzip } from '../oci/gunzip.ts';
import { familiarName, formatFamiliar, type Reference } from '../oci/reference.ts';
import { runArchive } from './archive.ts';
import { overlayDisk } from './disk.ts';
import { EngineError } from './error.ts';
import { parseName } from './image-store.ts';
import type { Layer } from './layer-store.ts';
import type { PullProgress } from './pull.ts';
import type { RegistryWriter } from './registry.ts';
import type { EngineState } from './state.ts';

export interface Pushed {
  readonly tag: string;
  readonly digest: Digest;
  /** Bytes of the manifest. */
  readonly size: number;
}

const types = {
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
};

/** Pushes one tag; `report` hears of its layers by their diff ids. */
export async function pushImage(
  engine: EngineState,
  name: string,
  report: (progress: PullProgress) => void,
): Promise<Pushed> {
  const reference = parseName(name);
  const id = await engine.images.tags.get(reference);
  const image = id ? await engine.images.get(id) : null;
  if (!image) {
    throw new EngineError(
      'notFound',
      `An image does not exist locally with the tag: ${familiarName(reference)}`,
    );
  }
  const writer = engine.registry.writer?.(reference) ?? null;
  const stack = await engine.images.layers.stack(image.chain.at(-1) ?? null);
  for (const { diffId } of stack) report({ id: shortDigest(diffId), status: 'Preparing' });
  if (!writer)
    throw new EngineError('forbidden', 'denied: requested access to the resource is denied');
  const layers: object[] = [];
  for (const layer of stack.reverse())
    layers.push(await pushLayer(engine, { writer, layer, report }));
  const config = await engine.images.read(image);
  if (!(await writer.hasBlob(image.id))) await writer.writeBlob(image.id, config);
  const manifest = {
    schemaVersion: 2,
    mediaType: types.manifest,
    config: { mediaType: types.config, size: config.length, digest: image.id },
    layers,
  };
  return finish(engine, { reference, writer, imageId: image.id, manifest });
}

async function pushLayer(
  engine: EngineState,
  {
    writer,
    layer,
    report,
  }: { writer: RegistryWriter; layer: Layer; report: (progress: PullProgress) => void },
): Promise<object> {
  const id = shortDigest(layer.diffId);
  const argv = [
    'bundle',
    '-a',
    engine.images.layers.record(layer),
    overlayDisk.diff(layer.cacheId),
  ];
  const { stdout } = await runArchive(engine.agent, argv);
  const tar = new Uint8Array(stdout);
  if ((await sha256(tar)) !== layer.diffId) {
    throw new EngineError('system', `could not verify layer data for: ${layer.chainId}`);
  }
  const bytes = await gzip(tar);
  const digest = await sha256(bytes);
  const size = bytes.length;
  const exists = await writer.hasBlob(digest);
  if (exists) report({ id, status: 'Layer already exists' });
  else {
    report({ id, status: 'Pushing', current: 0, total: bytes.length });
    await writer.writeBlob(digest, bytes);
    report({ id, status: 'Pushed' });
  }
  engine.traffic.tell({
    ...{ kind: 'layer', way: 'push', digest, size },
    ...{ outcome: exists ? 'exists' : 'travelled', path: `blobs/${digest}` },
    found: exists ? 'The registry has this digest' : 'The registry took it',
  });
  return { mediaType: types.layer, size: bytes.length, digest };
}

async function finish(
  engine: EngineState,
  {
    reference,
    writer,
    imageId,
    manifest,
  }: { reference: Reference; writer: RegistryWriter; imageId: Digest; manifest: object },
): Promise<Pushed> {
  const text = JSON.stringify(manifest, null, 3);
  await writer.writeManifest(reference, types.manifest, text);
  const bytes = encodeText(text);
  const digest = await sha256(bytes);
  await engine.images.tags.set({ ...reference, tag: null, digest }, imageId);
  return { tag: reference.tag ?? formatFamiliar(reference), digest, size: bytes.length };
}
