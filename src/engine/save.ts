// docker save: images as one archive, in the form that every docker loads (image/spec v1.2).
import { decodeText } from '../base/bytes.ts';
import { type Digest, digestHex } from '../oci/digest.ts';
import { familiarName, formatFamiliar, parseReference, type Reference } from '../oci/reference.ts';
import { runArchive, type Stream } from './archive.ts';
import { parseTime } from './clock.ts';
import { overlayDisk, temporaryRoot } from './disk.ts';
import { EngineError } from './error.ts';
import { makeDirectory, runAll, tryAll, writeFile } from './file.ts';
import type { Image } from './image-store.ts';
import { legacyLayers } from './legacy-image.ts';
import { formatJson } from './new-image.ts';
import { randomId } from './random.ts';
import type { EngineState } from './state.ts';

interface Saved {
  readonly image: Image;
  readonly names: Reference[];
}

/** Writes the images that the names mean, with the tags they were named by. */
export async function saveImages(
  engine: EngineState,
  names: readonly string[],
  output: Stream,
): Promise<void> {
  const images = await collect(engine, names);
  const directory = `${temporaryRoot}/docker-export-${randomId(engine.random).slice(0, 12)}`;
  const bundle = new Bundle(directory);
  for (const saved of images) await addImage(engine, bundle, saved);
  bundle.finish();
  try {
    await runAll(engine.agent, [makeDirectory(directory), ...bundle.operations()]);
    await runArchive(engine.agent, ['bundle', `${directory}/list`], { output });
    for (const { image } of images) await engine.tellImage('save', image, image.id);
  } finally {
    await tryAll(engine.agent, [{ op: 'remove', path: directory, recursive: true }]);
  }
}

async function collect(engine: EngineState, names: readonly string[]): Promise<Saved[]> {
  const images = new Map<Digest, Saved>();
  const add = (image: Image, name: Reference | null): void => {
    const saved = images.get(image.id) ?? { image, names: [] };
    const isNew =
      name && !saved.names.some((each) => formatFamiliar(each) === formatFamiliar(name));
    if (isNew && !name.digest) saved.names.push(name);
    images.set(image.id, saved);
  };
  for (const name of names) {
    const tagged = await taggedImages(engine, name);
    for (const [image, reference] of tagged) add(image, reference);
    if (tagged.length > 0) continue;
    const image = await engine.images.find(name);
    if (!image) throw new EngineError('notFound', `No such image: ${name}`);
    add(image, null);
  }
  return [...images.values()];
}

/** What a name without a tag means: each tag of it. */
async function taggedImages(engine: EngineState, name: string): Promise<[Image, Reference][]> {
  let reference: Reference;
  try {
    reference = parseReference(name);
  } catch {
    return [];
  }
  const rows = await engine.images.tags.list();
  const own = rows.filter(({ reference: each }) => {
    if (familiarName(each) !== familiarName(reference)) return false;
    if (reference.digest) return each.digest === reference.digest;
    return reference.tag ? each.tag === reference.tag : each.tag !== null;
  });
  const found = await Promise.all(
    own.map(async (row): Promise<[Image | null, Reference]> => [
      await engine.images.get(row.id),
      row.reference,
    ]),
  );
  return found.flatMap(([image, each]): [Image, Reference][] => (image ? [[image, each]] : []));
}

/** A list for the guest's archive program, and the small files that it names. */
class Bundle {
  readonly #directory: string;
  readonly #lines: string[] = [];
  readonly #files: [path: string, text: string][] = [];
  /** Where a layer's tar stands, by diff id. */
  readonly #layers = new Map<Digest, string>();
  readonly #written = new Set<string>();
  readonly #manifest: object[] = [];
  readonly #repositories: Record<string, Record<string, string>> = {};

  constructor(directory: string) {
    this.#directory = directory;
  }

  file(name: string, text: string, at: number): void {
    const path = `${this.#directory}/${String(this.#files.length)}`;
    this.#files.push([path, text]);
    this.#line('F', at, name, path);
  }

  /** True when the directory is new to the archive. */
  begin(directory: string, at: number): boolean {
    if (this.#written.has(directory)) return false;
    this.#written.add(directory);
    this.#line('D', at, `${directory}/`);
    return true;
  }

  layer(name: string, at: number, source: { diffId: Digest; record: string; diff: string }): void {
    const present = this.#layers.get(source.diffId);
    if (present === undefined) this.#line('L', at, name, source.record, source.diff);
    else this.#line('S', at, name, `../${present}`);
    if (present === undefined) this.#layers.set(source.diffId, name);
  }

  image(names: readonly Reference[], top: string, entry: object): void {
    this.#manifest.push(entry);
    for (const name of names) {
      const tags = (this.#repositories[familiarName(name)] ??= {});
      tags[name.tag ?? 'latest'] = top;
    }
  }

  finish(): void {
    if (Object.keys(this.#repositories).length > 0) {
      this.file('manifest.json', `${formatJson(this.#manifest)}\n`, 0);
      this.file('repositories', `${formatJson(sorted(this.#repositories))}\n`, 0);
    } else this.file('manifest.json', `${formatJson(this.#manifest)}\n`, 0);
  }

  operations(): ReturnType<typeof writeFile>[] {
    return [
      ...this.#files.map(([path, text]) => writeFile(path, text)),
      writeFile(`${this.#directory}/list`, this.#lines.join('')),
    ];
  }

  #line(kind: 'D' | 'F' | 'S' | 'L', at: number, ...fields: string[]): void {
    this.#lines.push([kind, String(Math.floor(at / 1000)), ...fields].join('\t') + '\n');
  }
}

function sorted(repositories: Readonly<Record<string, Readonly<Record<string, string>>>>): object {
  return Object.fromEntries(Object.entries(repositories).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function addImage(
  engine: EngineState,
  bundle: Bundle,
  { image, names }: Saved,
): Promise<void> {
  const { layers } = engine.images;
  const at = parseTime(image.config.created) ?? 0;
  const stack = (await layers.stack(image.chain.at(-1) ?? null)).reverse();
  const legacy = await legacyLayers(image);
  for (const [index, { id, json, diffId }] of legacy.entries()) {
    const layer = stack[index];
    if (!layer || !bundle.begin(id, at)) continue;
    bundle.file(`${id}/VERSION`, '1.0', at);
    bundle.file(`${id}/json`, json, at);
    bundle.layer(`${id}/layer.tar`, at, {
      diffId,
      record: layers.record(layer),
      diff: overlayDisk.diff(layer.cacheId),
    });
  }
  const config = `${digestHex(image.id)}.json`;
  bundle.file(config, decodeText(await engine.images.read(image)), at);
  bundle.image(names, legacy.at(-1)?.id ?? '', {
    Config: config,
    RepoTags: names.length > 0 ? names.map(formatFamiliar) : null,
    Layers: legacy.map(({ id }) => `${id}/layer.tar`),
    ...(image.parent ? { Parent: image.parent } : {}),
  });
}
