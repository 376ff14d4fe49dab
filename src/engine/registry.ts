import type { Digest } from '../oci/digest.ts';
import type { Reference } from '../oci/reference.ts';

/** Where images come from: the pull half of the OCI distribution protocol. */
export interface Registry {
  /** The manifest that a tag or digest names, or null where there is none. */
  readManifest(repository: Reference, tagOrDigest: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** All tags of a name, or null where the registry does not know it. */
  listTags(repository: Reference): Promise<readonly string[] | null>;
  /** A blob; `onProgress` hears how many bytes have come. The caller checks the digest. */
  readBlob(
    repository: Reference,
    digest: Digest,
    onProgress: (bytes: number) => void,
  ): Promise<Uint8Array<ArrayBuffer>>;
  /** The way in, where the registry takes images. */
  writer?(repository: Reference): RegistryWriter | null;
  /** What the registry at `domain` had to say with the last push that it took; null for nothing. */
  warning?(domain: string): string | null;
  /** Repositories of the registry at `domain` that speak of a term. */
  search(domain: string, term: string): Promise<readonly SearchResult[]>;
  /** Resolves where the registry at `domain` lets somebody in. */
  logIn(domain: string, login: Login): Promise<void>;
}

/** The push half of the protocol, for one repository. */
export interface RegistryWriter {
  /** Bytes of a blob that the repository has; null where it has none. */
  blobSize(digest: Digest): Promise<number | null>;
  /** Takes a blob over from another repository of the same registry; false where that does not have it. */
  mountBlob(digest: Digest, from: string): Promise<boolean>;
  writeBlob(digest: Digest, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  writeManifest(reference: Reference, mediaType: string, text: string): Promise<void>;
}

/** A repository as the index of a registry tells of it. */
export interface SearchResult {
  /** Familiar: "busybox". */
  readonly name: string;
  readonly description: string;
  readonly stars: number;
  readonly isOfficial: boolean;
  readonly isAutomated: boolean;
}

export interface Login {
  readonly username: string;
  readonly password: string;
}
