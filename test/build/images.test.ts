import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeRegistry } from '../../src/guest/images.ts';
import { busyboxImage } from '../../src/guest/images/busybox.ts';
import { helloImage } from '../../src/guest/images/hello.ts';
import { parseImageConfig } from '../../src/oci/image-config.ts';
import { parseManifest } from '../../src/oci/manifest.ts';
import { readTar } from '../../src/oci/tar-read.ts';

const binary = Buffer.from('\x7fELF\0[\0[[\0busybox\0sh\0top\0.', 'latin1');
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fishbowl-registry-'));
  await writeRegistry(folder, [busyboxImage(binary, '1.35.0'), helloImage(Buffer.from('hi'))]);
});
afterEach(() => rm(folder, { recursive: true }));

const read = (path: string): Promise<Buffer> => readFile(join(folder, 'v2', path));
const digest = (bytes: Uint8Array): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

test('every blob and every manifest named by digest has that digest', async () => {
  for (const name of ['library/busybox', 'library/hello-world']) {
    for (const blob of await readdir(join(folder, 'v2', name, 'blobs')))
      expect(digest(await read(`${name}/blobs/${blob}`))).toBe(blob);
    const manifests = await readdir(join(folder, 'v2', name, 'manifests'));
    for (const each of manifests.filter((one) => one.startsWith('sha256:')))
      expect(digest(await read(`${name}/manifests/${each}`))).toBe(each);
  }
});

test('busybox has its tags, its command and a link for each applet', async () => {
  expect(JSON.parse((await read('library/busybox/tags/list')).toString())).toEqual({
    name: 'library/busybox',
    tags: ['1.35', '1.35.0', 'latest'],
  });
  const manifest = parseManifest(await read('library/busybox/manifests/1.35'));
  if (manifest.kind !== 'manifest') throw new Error('not a manifest');
  const config = parseImageConfig(await read(`library/busybox/blobs/${manifest.config.digest}`));
  expect(config.run.cmd).toEqual(['sh']);
  expect(config.architecture).toBe('386');
  const [layer] = manifest.layers;
  const tar = gunzipSync(await read(`library/busybox/blobs/${layer?.digest ?? ''}`));
  expect(digest(tar)).toBe(config.diffIds[0]);
  const entries = [...readTar(new Uint8Array(tar))];
  const links = entries.filter(({ type }) => type === 'symlink');
  expect(links.map(({ path, target }) => `${path} ${target}`)).toEqual(
    ['[', '[[', 'sh', 'top'].map((name) => `bin/${name} busybox`),
  );
});

test('the catalog names all repositories', async () => {
  expect(JSON.parse((await read('_catalog')).toString())).toEqual({
    repositories: ['library/busybox', 'library/hello-world'],
  });
});
