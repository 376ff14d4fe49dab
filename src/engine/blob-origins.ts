// In which repositories the compressed form of a layer was seen, as docker keeps it (v2metadata-by-diffid): so that a push
// need not send what the registry has.
import type { Agent } from '../agent/agent.ts';
import { decodeText } from '../base/bytes.ts';
import type { Digest } from '../oci/digest.ts';
import { imageDisk } from './disk.ts';
import { makeDirectory, orAbsent, replaceFile, tryAll } from './file.ts';

export interface BlobOrigin {
  readonly Digest: Digest;
  /** "localhost:5000/mine". */
  readonly SourceRepository: string;
}

const kept = 50;

/** Newest first. */
export async function blobOrigins(agent: Agent, diffId: Digest): Promise<readonly BlobOrigin[]> {
  const bytes = await orAbsent(agent.call({ op: 'read', path: imageDisk.blobOrigins(diffId) }));
  return bytes ? (JSON.parse(decodeText(bytes)) as BlobOrigin[]).reverse() : [];
}

/** What cannot be noted costs a later push some time, and nothing else. */
export async function noteOrigin(agent: Agent, diffId: Digest, origin: BlobOrigin): Promise<void> {
  const others = (await blobOrigins(agent, diffId)).filter(
    ({ Digest: digest, SourceRepository: source }) =>
      digest !== origin.Digest || source !== origin.SourceRepository,
  );
  const all = [origin, ...others].slice(0, kept).reverse();
  const path = imageDisk.blobOrigins(diffId);
  await tryAll(agent, [
    makeDirectory(path.slice(0, path.lastIndexOf('/'))),
    ...replaceFile(path, JSON.stringify(all)),
  ]);
}
