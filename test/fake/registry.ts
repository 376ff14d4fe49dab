// A registry in memory whose images are made for the test; blobs can be damaged.
import { encodeText } from '../../src/base/bytes.ts';
import { registries } from '../../src/engine/registries.ts';
import type { Registry } from '../../src/engine/registry.ts';
import { staticRegistry } from '../../src/engine/static-registry.ts';
import { type Digest, sha256 } from '../../src/oci/digest.ts';
import { gzip } from '../../src/oci/gunzip.ts';
import { mediaTypes } from '../../src/oci/media-type.ts';
import type { TarEntry } from '../../src/oci/tar-read.ts';
import { writeTar } from '../../src/oci/tar-write.ts';

export class FakeRegistry {
  /** Bytes by path. */
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly registry: Registry = registries({
    'docker.io': staticRegistry((path) => {
      const bytes = this.files.get(path);
      return Promise.resolve({ status: bytes ? 200 : 404, bytes: bytes ?? new Uint8Array() });
    }),
  });

  /** Publishes an image; answers its config's digest. */
  async publish(
    name: string,
    layers: readonly (readonly TarEntry[])[],
    run: Record<string, unknown> = {},
  ): Promise<Digest> {
    const tars = layers.map((entries) => writeTar(entries));
    const blobs = await Promise.all(tars.map((tar) => gzip(tar)));
    const config = json({
      os: 'linux',
      architecture: '386',
      created: '2026-01-01T00:00:00Z',
      config: run,
      rootfs: { type: 'layers', diff_ids: await Promise.all(tars.map((tar) => sha256(tar))) },
    });
    const manifest = json({
      schemaVersion: 2,
      mediaType: mediaTypes.manifest[0],
      config: await this.#blob(name, config, mediaTypes.config[0]),
      layers: await Promise.all(blobs.map((blob) => this.#blob(name, blob, mediaTypes.layer[0]))),
    });
    this.files.set(`v2/library/${name}/manifests/latest`, manifest);
    this.files.set(`v2/library/${name}/manifests/${await sha256(manifest)}`, manifest);
    this.files.set(`v2/library/${name}/tags/list`, json({ name, tags: ['latest'] }));
    return sha256(config);
  }

  /** Paths of all blobs but configurations. */
  layerPaths(): string[] {
    return [...this.files]
      .filter(([path, bytes]) => path.includes('/blobs/') && bytes[0] === 0x1f)
      .map(([path]) => path);
  }

  async #blob(name: string, bytes: Uint8Array<ArrayBuffer>, mediaType: string): Promise<object> {
    const digest = await sha256(bytes);
    this.files.set(`v2/library/${name}/blobs/${digest}`, bytes);
    return { mediaType, digest, size: bytes.length };
  }
}

/** A tar entry with everything that a test does not care about. */
export function tarEntry(path: string, more: Partial<TarEntry> = {}): TarEntry {
  return {
    path,
    type: path.endsWith('/') ? 'directory' : 'file',
    mode: path.endsWith('/') ? 0o755 : 0o644,
    uid: 0,
    gid: 0,
    mtime: 1000,
    target: '',
    major: 0,
    minor: 0,
    xattrs: new Map(),
    data: new Uint8Array(),
    ...more,
  };
}

/** A file with a text in it. */
export function tarFile(path: string, text: string): TarEntry {
  return tarEntry(path, { data: encodeText(text) });
}

function json(value: unknown): Uint8Array<ArrayBuffer> {
  return encodeText(JSON.stringify(value));
}
