// docker pull: manifest, configuration, layers; each checked against its digest before it is used.
import { AgentError } from '../agent/agent.ts';
import { chainIds } from '../oci/chain.ts';
import { type Digest, digestHex, sha256, shortDigest } from '../oci/digest.ts';
import { gunzip, isGzip } from '../oci/gunzip.ts';
import { type ImageConfig, parseImageConfig } from '../oci/image-config.ts';
import { parseLayer } from '../oci/layer-tree.ts';
import { type Descriptor, type Manifest, parseManifest, selectPlatform } from '../oci/manifest.ts';
import { familiarName, formatFamiliar, type Reference, repositoryName } from '../oci/reference.ts';
import { noteOrigin } from './blob-origins.ts';
import { imageDisk } from './disk.ts';
import type { EngineState } from './state.ts';
import { EngineError, kernelText } from './error.ts';
import { splitTar } from '../oci/tar-split.ts';
import { makeDirectory, tryAll, writeFile } from './file.ts';
import { type Image, parseName } from './image-store.ts';
import { chainsInUse } from './remove-image.ts';
import { platform } from './platform.ts';

/** One step of a pull, as docker's API streams them. */
export interface PullProgress {
  /** A layer's short digest, or the tag. */
  readonly id: string;
  readonly status: string;
  /** Bytes done and in all, for a status that takes time. */
  readonly current?: number;
  readonly total?: number;
}

export interface Pulled {
  readonly image: Image;
  readonly reference: Reference;
  /** Of the manifest or index that the name points at. */
  readonly digest: Digest;
  /** False when the name pointed at this image already. */
  readonly updated: boolean;
}

type Report = (progress: PullProgress) => void;
const mostDownloads = 3;
const hub = 'docker.io';

/**
 * Fetches the image that a name means in the registry, and points the name at it. When it fails or is canceled, nothing stays of what
 * came by then.
 */
export async function pullImage(
  engine: EngineState,
  name: string,
  tell: Report,
  canceled?: Promise<void>,
): Promise<Pulled> {
  const reference = parseName(name);
  const pulled = await pullReference(engine, reference, tell, canceled);
  await engine.tellImage('pull', pulled.image, formatFamiliar(reference));
  return pulled;
}

interface PullingAll {
  readonly report: Report;
  readonly done: (pulled: Pulled) => void;
  readonly canceled: Promise<void>;
}

/** Fetches every tag of a repository, in the registry's order; `done` hears of each. */
export async function pullAllTags(
  engine: EngineState,
  repository: Reference,
  { report, done, canceled }: PullingAll,
): Promise<void> {
  const tags = await engine.registry.listTags(repository);
  if (!tags) throw missingRepository(repository);
  let last: Image | null = null;
  for (const tag of tags) {
    const pulled = await pullReference(engine, { ...repository, tag }, report, canceled);
    done(pulled);
    last = pulled.image;
  }
  if (last) await engine.tellImage('pull', last, familiarName(repository));
}

async function pullReference(
  engine: EngineState,
  reference: Reference,
  tell: Report,
  canceled?: Promise<void>,
): Promise<Pulled> {
  let isCanceled = false;
  void canceled?.then(() => (isCanceled = true));
  const goOn = (): void => {
    if (isCanceled) throw new EngineError('system', 'context canceled');
  };
  const report: Report = (progress) => {
    goOn();
    tell(progress);
  };
  const { manifest, digest } = await fetchManifest(engine, reference, report);
  const image = await fetchImage(engine, { reference, manifest, report, goOn });
  const { tags } = engine.images;
  const updated = (await tags.get(reference)) !== image.id;
  if (reference.tag && !reference.digest) await tags.set(reference, image.id);
  await tags.set({ ...reference, tag: null, digest }, image.id);
  return { image, reference, digest, updated };
}

async function fetchManifest(
  engine: EngineState,
  reference: Reference,
  report: Report,
): Promise<{ manifest: Manifest; digest: Digest }> {
  const wanted = reference.digest ?? reference.tag ?? 'latest';
  const bytes = await engine.registry.readManifest(reference, wanted);
  if (!bytes) throw await missingManifest(engine, reference);
  const digest = await sha256(bytes);
  if (reference.digest && reference.digest !== digest) {
    throw new EngineError('system', `manifest verification failed for digest ${reference.digest}`);
  }
  report({ id: wanted, status: `Pulling from ${familiarPath(reference)}` });
  const parsed = readOrFail(() => parseManifest(bytes));
  if (parsed.kind === 'manifest') return { manifest: parsed, digest };
  const entry = selectPlatform(parsed, platform.os, platform.architecture);
  if (!entry) {
    const wantedPlatform = `${platform.os}/${platform.architecture}`;
    throw new EngineError(
      'system',
      `no matching manifest for ${wantedPlatform} in the manifest list entries`,
    );
  }
  const chosen = await engine.registry.readManifest(reference, entry.digest);
  if (!chosen || (await sha256(chosen)) !== entry.digest) {
    throw new EngineError('system', `manifest verification failed for digest ${entry.digest}`);
  }
  const manifest = readOrFail(() => parseManifest(chosen));
  if (manifest.kind === 'manifest') return { manifest, digest };
  throw new EngineError('system', 'a manifest list points at another manifest list');
}

async function missingManifest(engine: EngineState, reference: Reference): Promise<EngineError> {
  const isKnown = reference.domain !== hub || (await engine.registry.listTags(reference));
  if (!isKnown) return missingRepository(reference);
  const name = formatFamiliar(reference);
  return new EngineError(
    'notFound',
    `manifest for ${name} not found: manifest unknown: manifest unknown`,
  );
}

/** The Hub tells nobody whether a repository exists; other registries do. */
function missingRepository(reference: Reference): EngineError {
  const name = familiarName(reference);
  const text =
    reference.domain === hub
      ? `pull access denied for ${name}, repository does not exist or may require ` +
        `'docker login': denied: requested access to the resource is denied`
      : `repository ${name} not found: name unknown: repository name not known to registry`;
  return new EngineError('notFound', text);
}

interface Fetching {
  readonly reference: Reference;
  readonly manifest: Manifest;
  readonly report: Report;
  /** Throws when the pull was canceled. */
  readonly goOn: () => void;
}

async function fetchImage(engine: EngineState, fetching: Fetching): Promise<Image> {
  const { manifest, reference } = fetching;
  const present = await engine.images.get(manifest.config.digest);
  if (present) {
    for (const [index, layer] of manifest.layers.entries())
      tellLayer(engine, layer, present.chain[index], 'exists');
    return present;
  }
  const bytes = await engine.registry.readBlob(reference, manifest.config.digest, () => undefined);
  if ((await sha256(bytes)) !== manifest.config.digest) {
    throw new EngineError(
      'system',
      `image config verification failed for digest ${manifest.config.digest}`,
    );
  }
  const config = readOrFail(() => parseImageConfig(bytes));
  if (config.diffIds.length !== manifest.layers.length) {
    throw new EngineError('system', `layers from manifest don't match image configuration`);
  }
  const chain = await chainIds(config.diffIds);
  return engine.images.bring(
    chain,
    () => chainsInUse(engine),
    async () => {
      await fetchLayers(engine, fetching, config);
      fetching.goOn();
      return engine.images.put(bytes);
    },
  );
}

async function fetchLayers(
  engine: EngineState,
  { reference, manifest, report }: Fetching,
  config: ImageConfig,
): Promise<void> {
  const chain = await chainIds(config.diffIds);
  const present = await Promise.all(chain.map((id) => engine.images.layers.get(id)));
  manifest.layers.forEach((layer, index) => {
    if (present[index]) tellLayer(engine, layer, chain[index], 'exists');
    report({
      id: shortDigest(layer.digest),
      status: present[index] ? 'Already exists' : 'Pulling fs layer',
    });
  });
  const download = limited(mostDownloads, (layer: Descriptor) =>
    fetchLayer(engine, { reference, layer, report }),
  );
  const archives = manifest.layers.map((layer, index) => (present[index] ? null : download(layer)));
  // A failed download is met below, in its turn; until then it must not count as unhandled.
  for (const archive of archives) archive?.catch(() => undefined);
  for (const [index, archive] of archives.entries()) {
    const layer = manifest.layers[index];
    const diffId = config.diffIds[index];
    if (!layer || !diffId) continue;
    if (archive) {
      const parent = index > 0 ? (chain[index - 1] ?? null) : null;
      await registerLayer(engine, { archive: await archive, layer, diffId, parent, report });
      tellLayer(engine, layer, chain[index], 'travelled');
    }
    const origin = { Digest: layer.digest, SourceRepository: repositoryName(reference) };
    await noteOrigin(engine.agent, diffId, origin);
  }
}

/** Tells what became of a layer; that it is there, its directory in the layer store shows. */
function tellLayer(
  { traffic }: EngineState,
  { digest, size }: Descriptor,
  chainId: Digest | undefined,
  outcome: 'exists' | 'travelled',
): void {
  const path = chainId ? imageDisk.layer(chainId) : imageDisk.layers;
  traffic.tell({ kind: 'layer', way: 'pull', digest, size, outcome, path, found: chainId ?? '' });
}

async function fetchLayer(
  engine: EngineState,
  { reference, layer, report }: { reference: Reference; layer: Descriptor; report: Report },
): Promise<Uint8Array<ArrayBuffer>> {
  const id = shortDigest(layer.digest);
  const total = layer.size;
  const bytes = await engine.registry.readBlob(reference, layer.digest, (current) =>
    report({ id, status: 'Downloading', current, total }),
  );
  report({ id, status: 'Verifying Checksum' });
  if (bytes.length !== total || (await sha256(bytes)) !== layer.digest) {
    throw new EngineError(
      'system',
      `filesystem layer verification failed for digest ${layer.digest}`,
    );
  }
  report({ id, status: 'Download complete' });
  return bytes;
}

interface Arrived {
  readonly archive: Uint8Array<ArrayBuffer>;
  readonly layer: Descriptor;
  readonly diffId: Digest;
  readonly parent: Digest | null;
  readonly report: Report;
}

async function registerLayer(
  engine: EngineState,
  { archive, layer, diffId, parent, report }: Arrived,
): Promise<void> {
  const id = shortDigest(layer.digest);
  const total = archive.length;
  report({ id, status: 'Extracting', current: 0, total });
  const tar = isGzip(archive) ? await unpack(archive) : archive;
  if ((await sha256(tar)) !== diffId) {
    throw new EngineError('system', `layers from manifest don't match image configuration`);
  }
  const tree = readOrFail(() => parseLayer(tar), 'failed to register layer: ');
  const arrived = { tree, split: await splitTar(tar) };
  await engine.images.layers.register(arrived, diffId, parent).catch(refuseLayer);
  report({ id, status: 'Extracting', current: total, total });
  const known = `${imageDisk.diffIdByDigest}/${digestHex(layer.digest)}`;
  await tryAll(engine.agent, [makeDirectory(imageDisk.diffIdByDigest), writeFile(known, diffId)]);
  report({ id, status: 'Pull complete' });
}

/** A member's name stands for the file that could not be written. */
function refuseLayer(cause: unknown): never {
  if (!(cause instanceof AgentError)) throw cause;
  const why = kernelText(cause).replace(/\/var\/lib\/docker\/overlay2\/[^/]+\/diff(?=\/)/, '');
  const text = `failed to register layer: Error processing tar file(exit status 1): ${why}`;
  throw new EngineError('system', text, { cause });
}

async function unpack(archive: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await gunzip(archive);
  } catch (cause) {
    const why = (cause as Error).message;
    throw new EngineError('system', `failed to register layer: Error processing tar file: ${why}`, {
      cause,
    });
  }
}

function readOrFail<T>(read: () => T, context = ''): T {
  try {
    return read();
  } catch (cause) {
    throw new EngineError('system', context + (cause as Error).message, { cause });
  }
}

/** What "Pulling from" names: the path in the registry. */
function familiarPath(reference: Reference): string {
  return repositoryName(reference).slice(reference.domain.length + 1);
}

/** At most `most` calls of `task` run at a time; the others wait their turn. */
function limited<A, T>(
  most: number,
  task: (argument: A) => Promise<T>,
): (argument: A) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (argument) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    try {
      return await task(argument);
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}
