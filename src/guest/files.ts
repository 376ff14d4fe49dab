import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256Hex } from '../base/hash.ts';
import type { ArtifactSource } from '../machine/artifacts.ts';

/** Where the guest build puts its files. */
export const guestFolder = fileURLToPath(new URL('../../public/guest/', import.meta.url));

const registryFolder = fileURLToPath(new URL('../../public/registry/', import.meta.url));

/** The built guest's files on this computer's disk, for Node. */
export function fileArtifacts(folder: string = guestFolder): ArtifactSource {
  return {
    async fetch(path, { onBytes }) {
      const bytes = new Uint8Array(await readFile(join(folder, path)));
      onBytes(bytes.length);
      return { bytes, sha256: await sha256Hex(bytes) };
    },
  };
}

/** The registry's files on this computer's disk, answered as a web server would. */
export async function fetchRegistryFile(
  path: string,
  onProgress: (bytes: number) => void,
): Promise<{ status: number; bytes: Uint8Array<ArrayBuffer> }> {
  try {
    const bytes = new Uint8Array(await readFile(join(registryFolder, decodeURIComponent(path))));
    onProgress(bytes.length);
    return { status: 200, bytes };
  } catch {
    return { status: 404, bytes: new Uint8Array(0) };
  }
}
