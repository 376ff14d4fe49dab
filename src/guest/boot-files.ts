// The files of a cold boot beside the snapshot, for the second machine that a page can boot: fetched only then.
import { cp, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import {
  formatManifest,
  parseManifest,
  type Artifact,
  type Compression,
} from '../machine/manifest.ts';
import { cached, keyOf, sha256 } from './cache.ts';
import type { SnapshotParts } from './snapshot.ts';

const version = 'boot-files-1';

/** A copy of the snapshot's folder with the boot files in it, and its manifest naming them. */
export function addBootFiles(
  snapshot: string,
  { kernel, initramfs, bios, vgaBios }: SnapshotParts,
  say: (text: string) => void,
): Promise<string> {
  return cached('guest', keyOf(version, basename(snapshot)), async (folder) => {
    say('Compressing the root file system');
    await cp(snapshot, folder, { recursive: true });
    const boot = {
      kernel: await writeBootFile(folder, 'kernel', kernel.image, 'none'),
      initramfs: await writeBootFile(folder, 'initramfs', initramfs, 'gzip'),
      bios: await writeBootFile(folder, 'bios', bios, 'none'),
      vgaBios: await writeBootFile(folder, 'vga-bios', vgaBios, 'none'),
    };
    const manifest = parseManifest(await readFile(join(folder, 'manifest.json'), 'utf8'));
    await writeFile(join(folder, 'manifest.json'), formatManifest({ ...manifest, boot }));
    const total = Object.values(boot).reduce((sum, { bytes }) => sum + bytes, 0);
    say(`${(total / 1e6).toFixed(2)} MB to download when a second machine is booted`);
  });
}

async function writeBootFile(
  folder: string,
  name: string,
  from: string,
  compression: Extract<Compression, 'none' | 'gzip'>,
): Promise<Artifact> {
  const plain = await readFile(from);
  const bytes = compression === 'gzip' ? await promisify(gzip)(plain, { level: 9 }) : plain;
  const hash = sha256(bytes);
  const path = `${name}-${hash.slice(0, 12)}.bin`;
  await writeFile(join(folder, path), bytes);
  return { path, bytes: bytes.length, sha256: hash, compression };
}
