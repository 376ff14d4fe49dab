// A registry of plain files laid out by the distribution protocol's GET paths: v2/<name>/manifests/<tag>, v2/<name>/blobs/<digest>.
import type { Digest } from '../oci/digest.ts';
import type { Reference } from '../oci/reference.ts';
import type { Registry } from './registry.ts';

/** One GET; `path` is relative to the registry's root and begins with "v2/". */
export type Fetch = (
  path: string,
  onProgress: (bytes: number) => void,
) => Promise<{ readonly status: number; readonly bytes: Uint8Array<ArrayBuffer> }>;

/** The registry behind the names of docker.io, in files. */
export function staticRegistry(fetch: Fetch): Registry {
  return {
    async readManifest(repository, tagOrDigest) {
      const path = `v2/${repository.path}/manifests/${fileName(tagOrDigest)}`;
      const { status, bytes } = await fetch(path, () => undefined);
      if (status === 404) return null;
      return checked(status, bytes, path);
    },
    async hasRepository(repository) {
      const { status } = await fetch(`v2/${repository.path}/tags/list`, () => undefined);
      return status === 200;
    },
    async readBlob(repository: Reference, digest: Digest, onProgress) {
      const path = `v2/${repository.path}/blobs/${fileName(digest)}`;
      const { status, bytes } = await fetch(path, onProgress);
      return checked(status, bytes, path);
    },
  };
}

/** A colon would need escaping in some web servers' file names and in none of their URLs. */
function fileName(tagOrDigest: string): string {
  return encodeURIComponent(tagOrDigest).replace('%3A', ':');
}

function checked(
  status: number,
  bytes: Uint8Array<ArrayBuffer>,
  path: string,
): Uint8Array<ArrayBuffer> {
  if (status === 200) return bytes;
  throw new Error(`received unexpected HTTP status: ${String(status)} for ${path}`);
}
