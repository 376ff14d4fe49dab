// A registry of plain files laid out by the distribution protocol's GET paths: v2/<name>/manifests/<tag>, v2/<name>/blobs/<digest>.
import type { Digest } from '../oci/digest.ts';
import { array, count, object, parseJsonObject, text, texts } from '../oci/json.ts';
import type { Reference } from '../oci/reference.ts';
import { EngineError } from './error.ts';
import type { Registry, SearchResult } from './registry.ts';

export interface RegistryFile {
  /** Of HTTP. */
  readonly status: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** One GET; `path` is relative to the registry's root and begins with "v2/". */
export type Fetch = (path: string, onProgress: (bytes: number) => void) => Promise<RegistryFile>;

/** The registry behind the names of docker.io, in files. */
export function staticRegistry(fetch: Fetch): Registry {
  return {
    async readManifest(repository, tagOrDigest) {
      const path = `v2/${repository.path}/manifests/${fileName(tagOrDigest)}`;
      const { status, bytes } = await fetch(path, () => undefined);
      if (status === 404) return null;
      return checked(status, bytes, path);
    },
    async listTags(repository) {
      const { status, bytes } = await fetch(`v2/${repository.path}/tags/list`, () => undefined);
      return status === 200 ? readTags(bytes) : null;
    },
    async readBlob(repository: Reference, digest: Digest, onProgress) {
      const path = `v2/${repository.path}/blobs/${fileName(digest)}`;
      const { status, bytes } = await fetch(path, onProgress);
      return checked(status, bytes, path);
    },
    async search(_domain, term) {
      const { status, bytes } = await fetch('v1/search', () => undefined);
      const results = status === 200 ? readSearch(bytes) : [];
      return results.filter(({ name, description }) =>
        `${name} ${description}`.toLowerCase().includes(term.toLowerCase()),
      );
    },
    logIn() {
      // Files cannot check a password, and there is no way from here to the registry that could.
      const why = 'dial tcp: lookup registry-1.docker.io: no such host';
      const text = `Get "https://registry-1.docker.io/v2/": ${why}`;
      return Promise.reject(new EngineError('system', text));
    },
  };
}

/** The answer to a GET of tags/list (distribution-spec). */
export function readTags(bytes: Uint8Array): readonly string[] {
  return texts(parseJsonObject(bytes, 'tags/list')['tags'], 'tags');
}

/** The whole index, in the form of the Hub's answer to a search. */
function readSearch(bytes: Uint8Array): SearchResult[] {
  const results = array(parseJsonObject(bytes, 'search')['results'], 'results');
  return results.map((result) => {
    const each = object(result, 'result');
    return {
      name: text(each['name'], 'name'),
      description: text(each['description'], 'description'),
      stars: count(each['star_count'], 'star_count'),
      isOfficial: each['is_official'] === true,
      isAutomated: each['is_automated'] === true,
    };
  });
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
