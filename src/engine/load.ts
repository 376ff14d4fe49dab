// docker load: images out of an archive that some docker saved.
import { AgentError } from '../agent/agent.ts';
import { concatBytes, encodeText } from '../base/bytes.ts';
import { chainIds } from '../oci/chain.ts';
import { type Digest, isDigest } from '../oci/digest.ts';
import { type ImageConfig, parseImageConfig } from '../oci/image-config.ts';
import { array, object, optionalText, parseJsonObject, text, texts } from '../oci/json.ts';
import { formatFamiliar } from '../oci/reference.ts';
import { runArchive, type Stream } from './archive.ts';
import { temporaryRoot } from './disk.ts';
import { EngineError } from './error.ts';
import { makeDirectory, runAll, tryAll } from './file.ts';
import { type Image, parseName } from './image-store.ts';
import { unpackLayer } from './import.ts';
import { randomId } from './random.ts';
import { resolveScoped } from './scope.ts';
import type { EngineState } from './state.ts';

/** A layer being read, or a line that docker prints. */
export type LoadProgress =
  | { readonly layer: Digest; readonly current: number; readonly total: number }
  | { readonly line: string };

interface Loading {
  readonly engine: EngineState;
  readonly directory: string;
  readonly report: (progress: LoadProgress) => void;
}

interface ManifestItem {
  readonly config: string;
  readonly tags: readonly string[];
  readonly layers: readonly string[];
  readonly parent: string;
}

/** Loads all images of an archive; what fails leaves none of its own layers behind. */
export async function loadImages(
  engine: EngineState,
  input: Stream,
  report: (progress: LoadProgress) => void,
): Promise<void> {
  const random = parseInt(randomId(engine.random).slice(0, 8), 16);
  const directory = `${temporaryRoot}/docker-import-${String(random).padStart(9, '0')}`;
  const loading = { engine, directory, report };
  try {
    await runAll(engine.agent, [makeDirectory(directory)]);
    await unpackAll(loading, input);
    const items = await readManifest(loading);
    const parents = new Map<Image, string>();
    for (const item of items) parents.set(await loadImage(loading, item), item.parent);
    for (const [image, parent] of parents) await linkParent(engine, image, parent);
  } finally {
    await tryAll(engine.agent, [{ op: 'remove', path: directory, recursive: true }]);
  }
}

async function unpackAll({ engine, directory }: Loading, input: Stream): Promise<void> {
  try {
    await runArchive(engine.agent, ['unpack', '-r', directory, '/'], { input });
  } catch (cause) {
    const why = (cause as Error).message;
    throw new EngineError('system', `Error processing tar file(exit status 1): ${why}`, { cause });
  }
}

async function readManifest(loading: Loading): Promise<ManifestItem[]> {
  const bytes = await readInside(loading, 'manifest.json').catch(() => null);
  if (!bytes) {
    const legacy = `${loading.directory}/repositories`;
    const missing = await readInside(loading, 'repositories').then(
      () => 'Docker images of before 1.10 are not read by this engine',
      () => `open ${legacy}: no such file or directory`,
    );
    throw new EngineError('system', missing);
  }
  return readOrFail(() => {
    const json = parseJsonObject(wrap(bytes), 'manifest.json');
    return array(json['items'], 'manifest.json').map((each) => {
      const item = object(each, 'manifest.json');
      return {
        config: text(item['Config'], 'Config'),
        tags: texts(item['RepoTags'], 'RepoTags'),
        layers: texts(item['Layers'], 'Layers'),
        parent: optionalText(item['Parent'], 'Parent'),
      };
    });
  });
}

/** The list as a field, since only objects are read. */
function wrap(bytes: Uint8Array): Uint8Array {
  return concatBytes([encodeText('{"items":'), bytes, encodeText('}')]);
}

async function loadImage(loading: Loading, item: ManifestItem): Promise<Image> {
  const { engine, report } = loading;
  const bytes = new Uint8Array(await readInside(loading, item.config));
  const config = readOrFail(() => parseImageConfig(bytes));
  if (config.os !== 'linux') {
    throw new EngineError('system', `cannot load ${config.os} image on linux`);
  }
  const [expected, actual] = [item.layers.length, config.diffIds.length];
  if (expected !== actual) {
    throw new EngineError(
      'system',
      `invalid manifest, layers length mismatch: expected ${String(expected)}, got ${String(actual)}`,
    );
  }
  const made: Digest[] = [];
  try {
    await loadLayers(loading, { item, config, made });
  } catch (error) {
    const needed = (await engine.images.list()).flatMap(({ chain }) => chain);
    for (const chainId of made.reverse()) {
      if (!needed.includes(chainId)) await engine.images.layers.remove(chainId);
    }
    throw error;
  }
  const image = await engine.images.put(bytes);
  for (const name of item.tags) await tagLoaded(loading, image, name);
  if (item.tags.length === 0) report({ line: `Loaded image ID: ${image.id}\n` });
  await engine.tellImage('load', image, image.id);
  return image;
}

interface Layers {
  readonly item: ManifestItem;
  readonly config: ImageConfig;
  /** Chain ids of what was written, base first. */
  readonly made: Digest[];
}

async function loadLayers(loading: Loading, { item, config, made }: Layers): Promise<void> {
  const { engine, report } = loading;
  const { layers } = engine.images;
  const chain = await chainIds(config.diffIds);
  for (const [index, diffId] of config.diffIds.entries()) {
    const chainId = chain[index] ?? diffId;
    if (await layers.get(chainId)) continue;
    const { path, size } = await findInside(loading, item.layers[index] ?? '');
    report({ layer: diffId, current: 0, total: size });
    const layer = await layers.make(index > 0 ? (chain[index - 1] ?? null) : null, (draft) =>
      unpackLayer(engine, { input: { path }, ...draft }),
    );
    made.push(layer.chainId);
    if (layer.diffId !== diffId) {
      throw new EngineError(
        'system',
        `invalid diffID for layer ${String(index)}: expected "${diffId}", got "${layer.diffId}"`,
      );
    }
    report({ layer: diffId, current: size, total: size });
  }
}

async function tagLoaded({ engine, report }: Loading, image: Image, name: string): Promise<void> {
  const reference = parseName(name);
  if (!reference.tag) throw new EngineError('invalid', `invalid tag "${name}"`);
  const { tags } = engine.images;
  const before = await tags.get(reference);
  const familiar = formatFamiliar(reference);
  if (before && before !== image.id) {
    report({
      line: `The image ${familiar} already exists, renaming the old one with ID ${before} to empty string\n`,
    });
  }
  await tags.set(reference, image.id);
  report({ line: `Loaded image: ${familiar}\n` });
}

/** The saved parent counts where it is here and is one: its layers are the first of the image's. */
async function linkParent(engine: EngineState, image: Image, parent: string): Promise<void> {
  const found = isDigest(parent) ? await engine.images.get(parent) : null;
  if (!found || image.parent || found.id === image.id) return;
  if (!found.chain.every((id, index) => id === image.chain[index])) return;
  await engine.images.put(await engine.images.read(image), found.id);
}

async function readInside(loading: Loading, name: string): Promise<Uint8Array> {
  const { path } = await findInside(loading, name);
  return loading.engine.agent.call({ op: 'read', path });
}

/** A file of the unpacked archive; its symlinks lead nowhere else. */
async function findInside(
  { engine, directory }: Loading,
  name: string,
): Promise<{ path: string; size: number }> {
  try {
    const { path, stat } = await resolveScoped(engine.agent, directory, name, { follow: true });
    if (stat?.type === 'file') return { path: `${directory}/${path}`, size: stat.size };
  } catch (error) {
    if (!(error instanceof AgentError)) throw error;
  }
  throw new EngineError('system', `open ${directory}/${name}: no such file or directory`);
}

function readOrFail<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new EngineError('system', (cause as Error).message, { cause });
  }
}
