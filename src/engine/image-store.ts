// Images by content: the configuration files in imagedb, the layers they stack, and the names that point at them.
import type { Agent } from '../agent/agent.ts';
import { decodeText } from '../base/bytes.ts';
import { chainIds } from '../oci/chain.ts';
import { type Digest, digestHex, isDigest, sha256 } from '../oci/digest.ts';
import { type ImageConfig, parseImageConfig } from '../oci/image-config.ts';
import {
  formatFamiliar,
  parseReference,
  type Reference,
  withDefaultTag,
} from '../oci/reference.ts';
import { imageDisk, overlayDisk } from './disk.ts';
import { EngineError } from './error.ts';
import type { ImageRow } from './event.ts';
import { listDirectory, makeDirectory, readFiles, replaceFile, runAll, tryAll } from './file.ts';
import type { LayerStore } from './layer-store.ts';
import type { TagStore } from './tag-store.ts';

export interface Image {
  readonly id: Digest;
  readonly config: ImageConfig;
  /** Chain ids, base first. */
  readonly chain: readonly Digest[];
  /** The image that it was made from here; null for one that came whole. */
  readonly parent: Digest | null;
}

export class ImageStore {
  readonly layers: LayerStore;
  readonly tags: TagStore;
  readonly #agent: Agent;
  #images: Promise<Map<Digest, Image>> | null = null;
  /** Layers of images that are about to come. */
  readonly #awaited = new Set<readonly Digest[]>();

  constructor(agent: Agent, layers: LayerStore, tags: TagStore) {
    this.#agent = agent;
    this.layers = layers;
    this.tags = tags;
  }

  reload(): void {
    this.#images = null;
    this.layers.reload();
    this.tags.reload();
  }

  async list(): Promise<Image[]> {
    return [...(await this.#all()).values()];
  }

  async get(id: Digest | ''): Promise<Image | null> {
    return id === '' ? null : ((await this.#all()).get(id) ?? null);
  }

  /** Stores a configuration whose layers are all registered. */
  async put(bytes: Uint8Array<ArrayBuffer>, parent: Digest | null = null): Promise<Image> {
    const read = await readImage(bytes, null);
    const known = await this.get(read.id);
    const image = { ...read, parent: parent ?? known?.parent ?? null };
    await runAll(this.#agent, [
      makeDirectory(imageDisk.contents),
      ...(parent
        ? [
            makeDirectory(imageDisk.metadata(image.id)),
            ...replaceFile(imageDisk.parent(image.id), parent),
          ]
        : []),
      ...replaceFile(imageDisk.content(image.id), bytes),
    ]);
    (await this.#all()).set(image.id, image);
    return image;
  }

  /** Runs what brings an image with these layers, and when that fails removes those that nothing else needs; `inUse` tells what containers need. */
  async bring(
    chain: readonly Digest[],
    inUse: () => Promise<ReadonlySet<Digest>>,
    fetch: () => Promise<Image>,
  ): Promise<Image> {
    this.#awaited.add(chain);
    try {
      return await fetch();
    } catch (error) {
      this.#awaited.delete(chain);
      await this.#removeUnneeded(chain, await inUse());
      throw error;
    } finally {
      this.#awaited.delete(chain);
    }
  }

  /** Images made from this one. */
  async children(id: Digest): Promise<Image[]> {
    return (await this.list()).filter(({ parent }) => parent === id);
  }

  /** Forgets an image and those of its layers that neither other images nor `inUse` need; tells the chain ids removed, top first. */
  async remove(image: Image, inUse: ReadonlySet<Digest>): Promise<Digest[]> {
    (await this.#all()).delete(image.id);
    await tryAll(this.#agent, [
      { op: 'remove', path: imageDisk.content(image.id) },
      { op: 'remove', path: imageDisk.metadata(image.id), recursive: true },
    ]);
    return this.#removeUnneeded(image.chain, inUse);
  }

  async #removeUnneeded(chain: readonly Digest[], inUse: ReadonlySet<Digest>): Promise<Digest[]> {
    const images = (await this.list()).flatMap((image) => image.chain);
    const needed = new Set([...inUse, ...images, ...[...this.#awaited].flat()]);
    const removed = chain.filter((chainId) => !needed.has(chainId)).reverse();
    for (const chainId of removed) await this.layers.remove(chainId);
    return removed;
  }

  /** The image that a name, an id or the beginning of an id means. */
  async resolve(text: string): Promise<Image> {
    const found = await this.find(text);
    if (!found) throw new EngineError('notFound', `No such image: ${missingName(text)}`);
    return found;
  }

  async find(text: string): Promise<Image | null> {
    const images = await this.#all();
    if (isDigest(text) || /^[0-9a-f]{64}$/.test(text)) {
      return images.get(isDigest(text) ? text : `sha256:${text}`) ?? null;
    }
    const named = await this.tags.get(parseName(text));
    if (named) return images.get(named) ?? null;
    const prefix = text.replace(/^sha256:/, '');
    if (!/^[0-9a-f]+$/.test(prefix)) return null;
    const hits = [...images.values()].filter(({ id }) => digestHex(id).startsWith(prefix));
    return hits.length === 1 ? (hits[0] ?? null) : null;
  }

  /** The configuration as it was stored. */
  async read(image: Image): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await this.#agent.call({ op: 'read', path: imageDisk.content(image.id) });
    return new Uint8Array(bytes);
  }

  /** Bytes of all layers, uncompressed. */
  async size(image: Image): Promise<number> {
    const stack = await this.layers.stack(image.chain.at(-1) ?? null);
    return stack.reduce((sum, layer) => sum + layer.size, 0);
  }

  async row(image: Image): Promise<ImageRow> {
    const names = await this.tags.namesOf(image.id);
    return {
      id: image.id,
      names: names.filter(({ digest }) => !digest).map(formatFamiliar),
      layers: image.config.diffIds,
      size: await this.size(image),
      directories: await this.#directories(image),
      history: image.config.history.map(({ createdBy, emptyLayer }) => ({
        instruction: createdBy,
        layer: !emptyLayer,
      })),
    };
  }

  async #directories(image: Image): Promise<string[]> {
    const stack = await this.layers.stack(image.chain.at(-1) ?? null);
    return stack.map(({ link }) => overlayDisk.link(link)).reverse();
  }

  #all(): Promise<Map<Digest, Image>> {
    this.#images ??= this.#load();
    return this.#images;
  }

  async #load(): Promise<Map<Digest, Image>> {
    const entries = await listDirectory(this.#agent, imageDisk.contents);
    const ids = entries.map(({ name }) => `sha256:${name}`).filter(isDigest);
    const contents = await readFiles(this.#agent, ids.map(imageDisk.content));
    const parents = await readFiles(this.#agent, ids.map(imageDisk.parent));
    const images = new Map<Digest, Image>();
    for (const [index, bytes] of contents.entries()) {
      const parent = decodeText(parents[index] ?? new Uint8Array());
      if (!bytes) continue;
      const image = await readImage(new Uint8Array(bytes), isDigest(parent) ? parent : null);
      images.set(image.id, image);
    }
    return images;
  }
}

async function readImage(bytes: Uint8Array<ArrayBuffer>, parent: Digest | null): Promise<Image> {
  const config = parseImageConfig(bytes);
  return { id: await sha256(bytes), config, chain: await chainIds(config.diffIds), parent };
}

/** The name in a text; a name that breaks the grammar is the person's mistake. */
export function parseName(text: string): Reference {
  try {
    return withDefaultTag(parseReference(text));
  } catch (cause) {
    throw new EngineError('invalid', (cause as Error).message, { cause });
  }
}

function missingName(text: string): string {
  return isDigest(text) || /^[0-9a-f]{64}$/.test(text) ? text : formatFamiliar(parseName(text));
}
