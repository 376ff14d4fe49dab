import type { Digest } from '../oci/digest.ts';
import type { Reference } from '../oci/reference.ts';

/** Where images come from: the pull half of the OCI distribution protocol. */
export interface Registry {
  /** The manifest that a tag or digest names, or null where there is none. */
  readManifest(repository: Reference, tagOrDigest: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Whether the registry knows the name at all, under any tag. */
  hasRepository(repository: Reference): Promise<boolean>;
  /** A blob; `onProgress` hears how many bytes have come. The caller checks the digest. */
  readBlob(
    repository: Reference,
    digest: Digest,
    onProgress: (bytes: number) => void,
  ): Promise<Uint8Array<ArrayBuffer>>;
  /** The way in, where the registry takes images. */
  writer?(repository: Reference): RegistryWriter | null;
}

/** The push half of the protocol, for one repository. */
export interface RegistryWriter {
  hasBlob(digest: Digest): Promise<boolean>;
  /** Takes a blob over from another repository of the same registry; false where that does not have it. */
  mountBlob(digest: Digest, from: string): Promise<boolean>;
  writeBlob(digest: Digest, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  writeManifest(reference: Reference, mediaType: string, text: string): Promise<void>;
}
