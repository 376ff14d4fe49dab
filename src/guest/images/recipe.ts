import type { TarEntry } from '../../oci/tar-read.ts';
import type { Package } from '../debian.ts';

/** One step of an image's history, oldest first. */
export interface Step {
  /** Said by `docker history`. */
  readonly createdBy: string;
  /** What the step adds; a step without it changes only the configuration. */
  readonly layer?: readonly TarEntry[];
}

/** What an image is made of. */
export interface ImageRecipe {
  /** Repository path with docker's own prefix: "library/busybox". */
  readonly name: string;
  /** Said by `docker search`; at most 45 characters are shown. */
  readonly description: string;
  readonly tags: readonly string[];
  readonly steps: readonly Step[];
  /** The `config` object of the image's configuration (OCI image-spec). */
  readonly config: Readonly<Record<string, unknown>>;
}

export const defaultPath = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The last step of most images. */
export function cmdStep(cmd: readonly string[]): Step {
  return { createdBy: `CMD ${JSON.stringify(cmd)}` };
}

/** A Debian version without epoch and Debian's own revision: "2.4.68" of "1:2.4.68-1~deb12u1". */
export function upstreamVersion(version: string): string {
  return version.replace(/^\d+:/, '').replace(/[-+~].*$/, '');
}

/** "2", "2.4" and "2.4.68" for "2.4.68", longest last. */
export function versionTags(version: string): string[] {
  const parts = version.split('.');
  return parts.map((_, at) => parts.slice(0, at + 1).join('.'));
}

/** "libapr1 1.7.2-3, libuuid1 2.38.1-5": what a `COPY` step of packages says. */
export function listPackages(packages: readonly Package[]): string {
  return packages.map(({ name, version }) => `${name} ${version}`).join(', ');
}
