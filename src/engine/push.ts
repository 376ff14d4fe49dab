// docker push: layers, configuration and manifest of an image, to the registry that its name says.
import { encodeText } from '../base/bytes.ts';
import { type Digest, sha256, shortDigest } from '../oci/digest.ts';
import { gzip } from '../oci/gunzip.ts';
import { familiarName, formatFamiliar, type Reference, repositoryName } from '../oci/reference.ts';
import { runArchive } from './archive.ts';
import { type BlobOrigin, blobOrigins, noteOrigin } from './blob-origins.ts';
import { overlayDisk } from './disk.ts';
import { EngineError } from './error.ts';
import { type Image, parseName } from './image-store.ts';
import type { Layer } from './layer-store.ts';
import type { PullProgress } from './pull.ts';
import type { RegistryWriter } from './registry.ts';
import type { EngineState } from './state.ts';

type Report = (progress: PullProgress) => void;

export interface Pushed {
  readonly image: Image;
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
  report: Report,
): Promise<Pushed> {
  const reference = parseName(name);
  const pushed = await pushReference(engine, reference, report);
  await engine.tellImage('push', pushed.image, formatFamiliar(reference));
  return pushed;
}

/** Pushes every tag of a repository; `done` hears of each. */
export async function pushAllTags(
  engine: EngineState,
  repository: Reference,
  { report, done }: { readonly report: Report; readonly done: (pushed: Pushed) => Promise<void> },
): Promise<void> {
  const tags = (await namesIn(engine, repository)).flatMap(({ tag }) => tag ?? []);
  if (tags.length === 0) throw await missingTag(engine, repository);
  let last: Image | null = null;
  for (const tag of tags) {
    const pushed = await pushReference(engine, { ...repository, tag }, report);
    await done(pushed);
    last = pushed.image;
  }
  if (last) await engine.tellImage('push', last, familiarName(repository));
}

async function pushReference(
  engine: EngineState,
  reference: Reference,
  report: Report,
): Promise<Pushed> {
  const id = await engine.images.tags.get(reference);
  const image = id ? await engine.images.get(id) : null;
  if (!image) throw await missingTag(engine, reference);
  const writer = engine.registry.writer?.(reference) ?? null;
  const stack = await engine.images.layers.stack(image.chain.at(-1) ?? null);
  for (const { diffId } of stack) report({ id: shortDigest(diffId), status: 'Preparing' });
  if (!writer)
    throw new EngineError('forbidden', 'denied: requested access to the resource is denied');
  const layers: object[] = [];
  for (const layer of stack.reverse())
    layers.push(await pushLayer(engine, { reference, writer, layer, report }));
  const config = await engine.images.read(image);
  if ((await writer.blobSize(image.id)) === null) await writer.writeBlob(image.id, config);
  const manifest = {
    schemaVersion: 2,
    mediaType: types.manifest,
    config: { mediaType: types.config, size: config.length, digest: image.id },
    layers,
  };
  return finish(engine, { reference, writer, image, manifest });
}

async function missingTag(engine: EngineState, reference: Reference): Promise<EngineError> {
  const text =
    (await namesIn(engine, reference)).length > 0
      ? `tag does not exist: ${formatFamiliar(reference)}`
      : `An image does not exist locally with the tag: ${familiarName(reference)}`;
  return new EngineError('notFound', text);
}

async function namesIn(engine: EngineState, repository: Reference): Promise<Reference[]> {
  const rows = await engine.images.tags.list();
  return rows
    .map(({ reference }) => reference)
    .filter((each) => repositoryName(each) === repositoryName(repository));
}

interface PushingLayer {
  readonly reference: Reference;
  readonly writer: RegistryWriter;
  readonly layer: Layer;
  readonly report: Report;
}

/** A layer's blob, in the registry. */
interface PushedBlob {
  readonly digest: Digest;
  /** Bytes, compressed. */
  readonly size: number;
}

/** Gets a layer into the repository: it is there, or another repository of the registry has it, or it is sent. */
async function pushLayer(engine: EngineState, pushing: PushingLayer): Promise<object> {
  const { reference, layer } = pushing;
  const origins = await blobOrigins(engine.agent, layer.diffId);
  const there = (await findBlob(pushing, origins)) ?? (await mountBlob(pushing, origins));
  const { digest, size } = there ?? (await sendBlob(engine, pushing));
  engine.traffic.tell({
    ...{ kind: 'layer', way: 'push', digest, size },
    ...{ outcome: there ? 'exists' : 'travelled', path: `blobs/${digest}` },
    found: there ? 'The registry has this digest' : 'The registry took it',
  });
  const origin = { Digest: digest, SourceRepository: repositoryName(reference) };
  await noteOrigin(engine.agent, layer.diffId, origin);
  return { mediaType: types.layer, size, digest };
}

async function findBlob(
  { reference, writer, layer, report }: PushingLayer,
  origins: readonly BlobOrigin[],
): Promise<PushedBlob | null> {
  const own = repositoryName(reference);
  for (const { Digest: digest, SourceRepository: source } of origins) {
    const size = source === own ? await writer.blobSize(digest) : null;
    if (size === null) continue;
    report({ id: shortDigest(layer.diffId), status: 'Layer already exists' });
    return { digest, size };
  }
  return null;
}

async function mountBlob(
  { reference, writer, layer, report }: PushingLayer,
  origins: readonly BlobOrigin[],
): Promise<PushedBlob | null> {
  const host = `${reference.domain}/`;
  for (const { Digest: digest, SourceRepository: source } of origins) {
    if (!source.startsWith(host) || source === repositoryName(reference)) continue;
    const from = source.slice(host.length);
    const size = (await writer.mountBlob(digest, from)) ? await writer.blobSize(digest) : null;
    if (size === null) continue;
    report({ id: shortDigest(layer.diffId), status: `Mounted from ${from}` });
    return { digest, size };
  }
  return null;
}

async function sendBlob(
  engine: EngineState,
  { writer, layer, report }: PushingLayer,
): Promise<PushedBlob> {
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
  report({ id, status: 'Pushing', current: 0, total: bytes.length });
  await writer.writeBlob(digest, bytes);
  report({ id, status: 'Pushed' });
  return { digest, size: bytes.length };
}

interface Finishing {
  readonly reference: Reference;
  readonly writer: RegistryWriter;
  readonly image: Image;
  readonly manifest: object;
}

async function finish(
  engine: EngineState,
  { reference, writer, image, manifest }: Finishing,
): Promise<Pushed> {
  const text = JSON.stringify(manifest, null, 3);
  await writer.writeManifest(reference, types.manifest, text);
  const bytes = encodeText(text);
  const digest = await sha256(bytes);
  await engine.images.tags.set({ ...reference, tag: null, digest }, image.id);
  return { image, tag: reference.tag ?? 'latest', digest, size: bytes.length };
}
