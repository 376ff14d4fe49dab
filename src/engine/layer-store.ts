// Read-only layers: overlay2 directories named by chain id in layerdb. Each is written once and shared by all images on it.
import type { Agent, Operation } from '../agent/agent.ts';
import { decodeText } from '../base/bytes.ts';
import { chainIds } from '../oci/chain.ts';
import { type Digest, isDigest } from '../oci/digest.ts';
import { type LayerDirectory, layerSize } from '../oci/layer-tree.ts';
import { imageDisk, overlayDisk } from './disk.ts';
import { listDirectory, makeDirectory, readFiles, runAll, tryAll, writeFile } from './file.ts';
import { chunkOperations, unpackLayer } from './layer-unpack.ts';
import { type Random, randomId, randomLink } from './random.ts';

export interface Layer {
  readonly chainId: Digest;
  readonly diffId: Digest;
  readonly parent: Digest | null;
  /** Name of the directory in overlay2. */
  readonly cacheId: string;
  /** Short name in overlay2/l. */
  readonly link: string;
  /** Bytes of this layer alone. */
  readonly size: number;
}

const unfinished = `${imageDisk.layers.replace(/\/sha256$/, '')}/tmp`;
const files = ['diff', 'size', 'cache-id', 'parent'] as const;

export class LayerStore {
  readonly #agent: Agent;
  readonly #random: Random;
  #layers: Promise<Map<Digest, Layer>> | null = null;

  constructor(agent: Agent, random: Random) {
    this.#agent = agent;
    this.#random = random;
  }

  /** Forgets what was read; the next question reads the disk. */
  reload(): void {
    this.#layers = null;
  }

  async get(chainId: Digest): Promise<Layer | null> {
    return (await this.#all()).get(chainId) ?? null;
  }

  /** A layer and all below it, top first. */
  async stack(chainId: Digest | null): Promise<Layer[]> {
    const layers = await this.#all();
    const stack: Layer[] = [];
    for (let at = chainId; at !== null;) {
      const layer = layers.get(at);
      if (!layer) throw new Error(`Layer ${at} is missing from ${imageDisk.layers}`);
      stack.push(layer);
      at = layer.parent;
    }
    return stack;
  }

  /** Writes a layer on top of `parent`. A failure leaves nothing behind. */
  async register(tree: LayerDirectory, diffId: Digest, parent: Digest | null): Promise<Layer> {
    const chainId = (await chainIds(parent ? [parent, diffId] : [diffId])).at(-1) ?? diffId;
    const present = await this.get(chainId);
    if (present) return present;
    const layer: Layer = {
      chainId,
      diffId,
      parent,
      cacheId: randomId(this.#random),
      link: randomLink(this.#random),
      size: layerSize(tree),
    };
    const below = await this.stack(parent);
    try {
      await this.#write(layer, tree, below);
    } catch (error) {
      await tryAll(this.#agent, discard(layer.cacheId, layer.link));
      throw error;
    }
    (await this.#all()).set(chainId, layer);
    return layer;
  }

  async remove(chainId: Digest): Promise<void> {
    const layer = await this.get(chainId);
    if (!layer) return;
    (await this.#all()).delete(chainId);
    await runAll(this.#agent, [
      { op: 'remove', path: imageDisk.layer(chainId), recursive: true },
      ...discard(layer.cacheId, layer.link).slice(1),
    ]);
  }

  async #write(layer: Layer, tree: LayerDirectory, below: readonly Layer[]): Promise<void> {
    const directory = overlayDisk.directory(layer.cacheId);
    const record = `${unfinished}/${layer.cacheId}`;
    // The record comes first, so that a half-written layer can be found and discarded after a crash.
    await runAll(this.#agent, [
      makeDirectory(imageDisk.layers),
      makeDirectory(record),
      writeFile(`${record}/cache-id`, layer.cacheId),
      writeFile(`${record}/diff`, layer.diffId),
      writeFile(`${record}/size`, String(layer.size)),
      ...(layer.parent ? [writeFile(`${record}/parent`, layer.parent)] : []),
      makeDirectory(`${overlayDisk.root}/l`),
      makeDirectory(directory, 0o710),
      writeFile(`${directory}/link`, layer.link),
      ...lowerFile(directory, below),
      { op: 'symlink', target: `../${layer.cacheId}/diff`, path: overlayDisk.link(layer.link) },
    ]);
    for (const chunk of chunkOperations(unpackLayer(tree, overlayDisk.diff(layer.cacheId)))) {
      await runAll(this.#agent, chunk);
    }
    await runAll(this.#agent, [
      writeFile(`${directory}/committed`, '', 0o600),
      { op: 'rename', from: record, to: imageDisk.layer(layer.chainId) },
    ]);
  }

  #all(): Promise<Map<Digest, Layer>> {
    this.#layers ??= this.#load();
    return this.#layers;
  }

  async #load(): Promise<Map<Digest, Layer>> {
    await this.#discardUnfinished();
    const names = (await listDirectory(this.#agent, imageDisk.layers)).map(({ name }) => name);
    const ids = names.map((name) => `sha256:${name}`).filter(isDigest);
    const paths = ids.flatMap((id) => files.map((file) => `${imageDisk.layer(id)}/${file}`));
    const texts = (await readFiles(this.#agent, paths)).map((bytes) => bytes && decodeText(bytes));
    const layers = new Map<Digest, Layer>();
    for (const [index, chainId] of ids.entries()) {
      const [diffId, size, cacheId, parent] = texts.slice(index * 4, index * 4 + 4);
      if (!diffId || !isDigest(diffId) || !cacheId) continue;
      const below = parent && isDigest(parent) ? parent : null;
      layers.set(chainId, {
        chainId,
        diffId,
        parent: below,
        cacheId,
        link: '',
        size: Number(size),
      });
    }
    return this.#loadLinks(layers);
  }

  async #loadLinks(layers: Map<Digest, Layer>): Promise<Map<Digest, Layer>> {
    const rows = [...layers.values()];
    const paths = rows.map(({ cacheId }) => `${overlayDisk.directory(cacheId)}/link`);
    const links = await readFiles(this.#agent, paths);
    return new Map(
      rows.map((row, index) => [
        row.chainId,
        { ...row, link: decodeText(links[index] ?? new Uint8Array()) },
      ]),
    );
  }

  async #discardUnfinished(): Promise<void> {
    for (const { name: cacheId } of await listDirectory(this.#agent, unfinished)) {
      const [link] = await readFiles(this.#agent, [`${overlayDisk.directory(cacheId)}/link`]);
      await tryAll(this.#agent, discard(cacheId, link ? decodeText(link) : null));
    }
  }
}

/** Contents of the `lower` file: short names, top first. */
export function formatLower(links: readonly string[]): string {
  return links.map((link) => `l/${link}`).join(':');
}

function lowerFile(directory: string, below: readonly Layer[]): Operation[] {
  if (below.length === 0) return [];
  return [writeFile(`${directory}/lower`, formatLower(below.map(({ link }) => link)))];
}

function discard(cacheId: string, link: string | null): Operation[] {
  const remove = (path: string): Operation => ({ op: 'remove', path, recursive: true });
  return [
    remove(`${unfinished}/${cacheId}`),
    remove(overlayDisk.directory(cacheId)),
    ...(link ? [remove(overlayDisk.link(link))] : []),
  ];
}
