// Where things are in /var/lib/docker: docker's own layout for the overlay2 driver.
import { type Digest, digestHex } from '../oci/digest.ts';

export const dockerRoot = '/var/lib/docker';
/** Things on the way; nothing in it outlives the engine's restart. */
export const temporaryRoot = `${dockerRoot}/tmp`;
const imageRoot = `${dockerRoot}/image/overlay2`;

export const imageDisk = {
  contents: `${imageRoot}/imagedb/content/sha256`,
  content: (id: Digest): string => `${imageDisk.contents}/${digestHex(id)}`,
  metadata: (id: Digest): string => `${imageRoot}/imagedb/metadata/sha256/${digestHex(id)}`,
  parent: (id: Digest): string => `${imageDisk.metadata(id)}/parent`,
  layers: `${imageRoot}/layerdb/sha256`,
  layer: (chainId: Digest): string => `${imageDisk.layers}/${digestHex(chainId)}`,
  mount: (containerId: string): string => `${imageRoot}/layerdb/mounts/${containerId}`,
  diffIdByDigest: `${imageRoot}/distribution/diffid-by-digest/sha256`,
  blobOrigins: (diffId: Digest): string =>
    `${imageRoot}/distribution/v2metadata-by-diffid/sha256/${digestHex(diffId)}`,
  tags: `${imageRoot}/repositories.json`,
};

export const overlayDisk = {
  root: `${dockerRoot}/overlay2`,
  directory: (cacheId: string): string => `${dockerRoot}/overlay2/${cacheId}`,
  diff: (cacheId: string): string => `${dockerRoot}/overlay2/${cacheId}/diff`,
  merged: (cacheId: string): string => `${dockerRoot}/overlay2/${cacheId}/merged`,
  work: (cacheId: string): string => `${dockerRoot}/overlay2/${cacheId}/work`,
  link: (link: string): string => `${dockerRoot}/overlay2/l/${link}`,
};

export const containerDisk = {
  root: `${dockerRoot}/containers`,
  directory: (id: string): string => `${dockerRoot}/containers/${id}`,
  config: (id: string): string => `${dockerRoot}/containers/${id}/config.v2.json`,
  hostConfig: (id: string): string => `${dockerRoot}/containers/${id}/hostconfig.json`,
  log: (id: string): string => `${dockerRoot}/containers/${id}/${id}-json.log`,
};
