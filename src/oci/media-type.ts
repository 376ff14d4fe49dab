/** Media types of the OCI image specification and of docker's schema 2, by meaning. */
export const mediaTypes = {
  index: [
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
  ],
  manifest: [
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.v2+json',
  ],
  config: [
    'application/vnd.oci.image.config.v1+json',
    'application/vnd.docker.container.image.v1+json',
  ],
  layer: [
    'application/vnd.oci.image.layer.v1.tar+gzip',
    'application/vnd.oci.image.layer.v1.tar',
    'application/vnd.docker.image.rootfs.diff.tar.gzip',
    'application/vnd.docker.image.rootfs.diff.tar',
  ],
} as const;

export type MediaMeaning = keyof typeof mediaTypes;

/** What a media type stands for, or null for one that is not known. */
export function mediaMeaning(type: string): MediaMeaning | null {
  const found = Object.entries(mediaTypes).find(([, types]) =>
    (types as readonly string[]).includes(type),
  );
  return (found?.[0] as MediaMeaning | undefined) ?? null;
}
