// The images of Fishbowl's own registry, as files that any web server can serve (OCI distribution-spec, the GET paths).
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { mediaTypes } from '../oci/media-type.ts';
import { writeTar } from '../oci/tar-write.ts';
import { busyboxApplets } from './busybox.ts';
import { sha256 } from './cache.ts';
import { epoch, tarEntries, Tree } from './tree.ts';

/** What an image is made of. */
export interface ImageRecipe {
  /** Repository path with docker's own prefix: "library/busybox". */
  readonly name: string;
  readonly tags: readonly string[];
  readonly tree: Tree;
  readonly cmd: readonly string[];
  /** Said by `docker history`. */
  readonly createdBy: string;
}

const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** `busybox`: Debian's static build with a link for each of its applets. */
export function busyboxImage(binary: Uint8Array, version: string): ImageRecipe {
  const tree = new Tree();
  tree.file('bin/busybox', binary, 0o755);
  for (const name of busyboxApplets(binary))
    if (name !== 'busybox') tree.symlink(`bin/${name}`, 'busybox');
  for (const folder of ['dev', 'home', 'proc', 'sys', 'usr/bin', 'usr/sbin', 'var/log'])
    tree.directory(folder);
  tree.directory('root', 0o700);
  tree.directory('tmp', 0o1777);
  tree.file(
    'etc/passwd',
    'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n',
  );
  tree.file('etc/group', 'root:x:0:\ntty:x:5:\nnogroup:x:65534:\n');
  const short = /^\d+\.\d+/.exec(version)?.[0] ?? version;
  return {
    name: 'library/busybox',
    tags: ['latest', short, version],
    tree,
    cmd: ['sh'],
    createdBy: `COPY busybox-static ${version} of Debian with its applets /`,
  };
}

/** `hello-world`: one program that greets. */
export function helloImage(binary: Uint8Array): ImageRecipe {
  const tree = new Tree();
  tree.file('hello', binary, 0o755);
  return {
    name: 'library/hello-world',
    tags: ['latest'],
    tree,
    cmd: ['/hello'],
    createdBy: 'COPY hello /',
  };
}

/** Writes a registry with these images into a folder that becomes `registry/`. */
export async function writeRegistry(
  folder: string,
  recipes: readonly ImageRecipe[],
): Promise<void> {
  for (const recipe of recipes) await writeImage(folder, recipe);
  const repositories = recipes.map(({ name }) => name).sort();
  await put(join(folder, 'v2/_catalog'), json({ repositories }));
}

async function writeImage(folder: string, recipe: ImageRecipe): Promise<void> {
  const base = join(folder, 'v2', recipe.name);
  const layer = writeTar(tarEntries(recipe.tree));
  const blobs = { layer: gzipSync(layer, { level: 9 }), config: formatConfig(recipe, layer) };
  const describe = (kind: 'layer' | 'config') => ({
    mediaType: mediaTypes[kind][0],
    digest: `sha256:${sha256(blobs[kind])}`,
    size: blobs[kind].length,
  });
  const manifest = json({
    schemaVersion: 2,
    mediaType: mediaTypes.manifest[0],
    config: describe('config'),
    layers: [describe('layer')],
  });
  for (const kind of ['layer', 'config'] as const)
    await put(join(base, 'blobs', describe(kind).digest), blobs[kind]);
  for (const reference of [...recipe.tags, `sha256:${sha256(manifest)}`])
    await put(join(base, 'manifests', reference), manifest);
  await put(join(base, 'tags/list'), json({ name: recipe.name, tags: [...recipe.tags].sort() }));
}

function formatConfig(recipe: ImageRecipe, layer: Uint8Array): Buffer {
  const created = new Date(epoch * 1000).toISOString();
  return json({
    architecture: '386',
    os: 'linux',
    created,
    config: { Env: [path], Cmd: recipe.cmd },
    rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(layer)}`] },
    history: [
      { created, created_by: recipe.createdBy },
      { created, created_by: `CMD ${JSON.stringify(recipe.cmd)}`, empty_layer: true },
    ],
  });
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

async function put(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}
