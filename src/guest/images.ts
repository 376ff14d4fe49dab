// The images of Fishbowl's own registry, as files that any web server can serve (OCI distribution-spec, the GET paths).
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { mediaTypes } from '../oci/media-type.ts';
import type { TarEntry } from '../oci/tar-read.ts';
import { writeTar } from '../oci/tar-write.ts';
import { sha256 } from './cache.ts';
import type { ImageRecipe } from './images/recipe.ts';
import { epoch } from './tree.ts';

interface Layer {
  readonly diffId: string;
  readonly blob: Buffer;
}

/** Writes a registry with these images into a folder that becomes `registry/`. */
export async function writeRegistry(
  folder: string,
  recipes: readonly ImageRecipe[],
): Promise<void> {
  // Images that build on one another share the very arrays of their layers.
  const packed = new Map<readonly TarEntry[], Layer>();
  for (const recipe of recipes) await writeImage(folder, recipe, packed);
  const repositories = recipes.map(({ name }) => name).sort();
  await put(join(folder, 'v2/_catalog'), json({ repositories }));
  await put(join(folder, 'v1/search'), json(searchIndex(recipes)));
}

/** What the Hub's index would answer, of all repositories: nobody gives stars here. */
function searchIndex(recipes: readonly ImageRecipe[]): object {
  const results = recipes.map(({ name, description }) => ({
    name: name.replace(/^library\//, ''),
    description,
    star_count: 0,
    is_official: true,
    is_automated: false,
  }));
  return { num_results: results.length, query: '', results };
}

async function writeImage(
  folder: string,
  recipe: ImageRecipe,
  packed: Map<readonly TarEntry[], Layer>,
): Promise<void> {
  const base = join(folder, 'v2', recipe.name);
  const layers = recipe.steps.flatMap(({ layer }) => {
    if (!layer) return [];
    const known = packed.get(layer) ?? packLayer(layer);
    packed.set(layer, known);
    return [known];
  });
  const config = formatConfig(recipe, layers);
  const manifest = json({
    schemaVersion: 2,
    mediaType: mediaTypes.manifest[0],
    config: describe('config', config),
    layers: layers.map(({ blob }) => describe('layer', blob)),
  });
  for (const blob of [...layers.map((layer) => layer.blob), config])
    await put(join(base, 'blobs', `sha256:${sha256(blob)}`), blob);
  for (const reference of [...recipe.tags, `sha256:${sha256(manifest)}`])
    await put(join(base, 'manifests', reference), manifest);
  await put(join(base, 'tags/list'), json({ name: recipe.name, tags: [...recipe.tags].sort() }));
}

function packLayer(entries: readonly TarEntry[]): Layer {
  const tar = writeTar(entries);
  return { diffId: `sha256:${sha256(tar)}`, blob: gzipSync(tar, { level: 9 }) };
}

function describe(kind: 'layer' | 'config', blob: Buffer): object {
  return { mediaType: mediaTypes[kind][0], digest: `sha256:${sha256(blob)}`, size: blob.length };
}

function formatConfig(recipe: ImageRecipe, layers: readonly Layer[]): Buffer {
  const created = new Date(epoch * 1000).toISOString();
  return json({
    architecture: '386',
    os: 'linux',
    created,
    config: recipe.config,
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
    history: recipe.steps.map(({ createdBy, layer }) => ({
      created,
      created_by: createdBy,
      ...(!layer && { empty_layer: true }),
    })),
  });
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

async function put(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}
