import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ArtifactSource } from '../machine/artifacts.ts';

/** Where the guest build puts its files. */
export const guestFolder = fileURLToPath(new URL('../../public/guest/', import.meta.url));

/** The built guest's files on this computer's disk, for Node. */
export function fileArtifacts(folder: string = guestFolder): ArtifactSource {
  return {
    async fetch(path, { onBytes }) {
      const bytes = new Uint8Array(await readFile(join(folder, path)));
      onBytes(bytes.length);
      return bytes;
    },
  };
}
