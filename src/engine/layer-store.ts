// Read-only layers: overlay2 directories named by chain id in layerdb. Each is written once and shared by all images on it.
import type { Agent, Operation } from '../agent/agent.ts';
import { decodeText } from '../base/bytes.ts';
import { chainIds } from '../oci/chain.ts';
import { type Digest, isDigest } from '../oci/digest.ts';
import { type LayerDirectory, layerSize } from '../oci/layer-tree.ts';
import { imageDisk, overlayDisk } from './disk.ts';
import { listDirectory, makeDirectory, readFiles, runAll, tryAll, writeFile } from './file.ts';
import type { Packed } from './archive.ts';
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

/** A layer's tar as it came. */
export interface Arrived {
  readonly tree: LayerDirectory;
  /** Its tar-split record, packed. */
  readonly split: Uint8Array;
}

/** A layer that the guest writes itself. */
export interface Draft {
  /** The layer's directory: empty, until it is written. */
  readonly diff: string;
  /** Where the record of its tar goes. */
  readonly split: string;
}

/** What docker calls the layer of a tar without members; images leave it out. */
export const emptyDiffId: Digest =
  'sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef';

/** Directories of overlay2 that are being written, by name: what a crash leaves is found and discarded. */
export const unfinished = `${imageDisk.layers.replace(/\/sha256$/, '')}/tmp`;
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
  async register(arrived: Arrived, diffId: Digest, parent: Digest | null): Promise<Layer> {
    const chainId = (await chainIds(parent ? [parent, diffId] : [diffId])).at(-1) ?? diffId;
    const present = await this.get(chainId);
    if (present) return present;
    const layer: Layer = {
      chainId,
      diffId,
      parent,
      cacheId: randomId(this.#random),
      link: randomLink(this.#random),
      size: layerSize(arrived.tree),
    };
    const below = await this.stack(parent);
    try {
      await this.#write(layer, arrived, below);
    } catch (error) {
      await tryAll(this.#agent, discard(layer.cacheId, layer.link));
      throw error;
    }
    (await this.#all()).set(chainId, layer);
    return layer;
  }

  /** A layer whose directory `write` fills, on top of `parent`. A failure leaves nothing behind. */
  async make(parent: Digest | null, write: (draft: Draft) => Promise<Packed>): Promise<Layer> {
    const cacheId = randomId(this.#random);
    const link = randomLink(this.#random);
    const record = `${unfinished}/${cacheId}`;
    try {
      await runAll(this.#agent, [
        makeDirectory(imageDisk.layers),
        makeDirectory(record),
        makeDirectory(`${overlayDisk.root}/l`),
        makeDirectory(overlayDisk.directory(cacheId), 0o710),
        makeDirectory(overlayDisk.diff(cacheId), 0o755),
      ]);
      const draft = { diff: overlayDisk.diff(cacheId), split: `${record}/tar-split.json.gz` };
      const { digest: diffId, size } = await write(draft);
      const chainId = (await chainIds(parent ? [parent, diffId] : [diffId])).at(-1) ?? diffId;
      const present = await this.get(chainId);
      if (present) {
        await tryAll(this.#agent, discard(cacheId, null));
        return present;
      }
      const layer: Layer = { chainId, diffId, parent, cacheId, link, size };
      await this.#finish(layer);
      return layer;
    } catch (error) {
      await tryAll(this.#agent, discard(cacheId, link));
      throw error;
    }
  }

  async #finish(layer: Layer): Promise<void> {
    await runAll(this.#agent, [
      ...records(layer),
      ...overlayFiles(layer, await this.stack(layer.parent)),
      writeFile(`${overlayDisk.directory(layer.cacheId)}/committed`, '', 0o600),
      { op: 'rename', from: `${unfinished}/${layer.cacheId}`, to: imageDisk.layer(layer.chainId) },
    ]);
    (await this.#all()).set(layer.chainId, layer);
  }

  /** The tar-split record of a layer, from which its tar can be written again. */
  record(layer: Layer): string {
    return `${imageDisk.layer(layer.chainId)}/tar-split.json.gz`;
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

  async #write(layer: Layer, { tree, split }: Arrived, below: readonly Layer[]): Promise<void> {
    const directory = overlayDisk.directory(layer.cacheId);
    const record = `${unfinished}/${layer.cacheId}`;
    // The record comes first, so that a half-written layer can be found and discarded after a crash.
    await runAll(this.#agent, [
      makeDirectory(imageDisk.layers),
      makeDirectory(record),
      ...records(layer),
      { op: 'write', path: `${record}/tar-split.json.gz`, data: split, mode: 0o600 },
      makeDirectory(`${overlayDisk.root}/l`),
      makeDirectory(directory, 0o710),
      ...overlayFiles(layer, below),
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
      const merged = overlayDisk.merged(cacheId);
      await tryAll(this.#agent, [
        { op: 'umount', target: merged, flags: detach },
        ...discard(cacheId, link ? decodeText(link) : null),
      ]);
    }
  }
}

const detach = 2;

/** Contents of the `lower` file: short names, top first. */
export function formatLower(links: readonly string[]): string {
  return links.map((link) => `l/${link}`).join(':');
}

function records(layer: Layer): Operation[] {
  const record = `${unfinished}/${layer.cacheId}`;
  return [
    writeFile(`${record}/cache-id`, layer.cacheId),
    writeFile(`${record}/diff`, layer.diffId),
    writeFile(`${record}/size`, String(layer.size)),
    ...(layer.parent ? [writeFile(`${record}/parent`, layer.parent)] : []),
  ];
}

function overlayFiles({ cacheId, link }: Layer, below: readonly Layer[]): Operation[] {
  const directory = overlayDisk.directory(cacheId);
  return [
    writeFile(`${directory}/link`, link),
    ...lowerFile(directory, below),
    { op: 'symlink', target: `../${cacheId}/diff`, path: overlayDisk.link(link) },
  ];
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
