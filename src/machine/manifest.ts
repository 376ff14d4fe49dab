/** Of the file that names all others, in the folder of the built guest. */
export const manifestPath = 'manifest.json';

/** Says what the guest build made; `public/guest/manifest.json`. Paths are relative to the manifest. */
export interface Manifest {
  readonly format: 1;
  /** Image id: SHA-256 over all inputs of the guest, 64 hex digits. Names the guest in links and recordings. */
  readonly image: string;
  /** Version of v86 that saved the state; no other can restore it. */
  readonly v86: string;
  /** Bytes of guest memory. */
  readonly memory: number;
  /** Kernel release as `uname -r` prints it. */
  readonly kernel: string;
  /** Milliseconds from power on to ready, measured when the snapshot was taken. */
  readonly bootMs: number;
  /** Debian packages in the guest, name to version. */
  readonly packages: Readonly<Record<string, string>>;
  readonly artifacts: {
    /** v86's own state format, as `BootedMachine.save` returns it. */
    readonly state: Artifact;
    readonly wasm: Artifact;
  };
}

/** The guest's files as a cold boot needs them, for a machine beside the one that was restored. */
export interface BootArtifacts {
  readonly kernel: Artifact;
  readonly initramfs: Artifact;
  readonly bios: Artifact;
  readonly vgaBios: Artifact;
}

/** All that the guest build writes; a page that only restores needs no more than `Manifest` of it. */
export interface BuiltManifest extends Manifest {
  readonly boot: BootArtifacts;
}

/**
 * A file to fetch. Name it so that no server guesses a Content-Encoding from it ("state-3f8a1c.bin", not "state.zst"):
 * a browser would undo the compression before the hash is checked.
 */
export interface Artifact {
  readonly path: string;
  /** Bytes of the file as it lies there. */
  readonly bytes: number;
  /** SHA-256 of the file as it lies there, 64 hex digits. */
  readonly sha256: string;
  readonly compression: Compression;
}

export type Compression = 'none' | 'gzip' | 'zstd';

/** Reads a manifest; throws a sentence that names the first field that is wrong. */
export function parseManifest(text: string): Manifest {
  const root = record(parseJson(text), 'the whole');
  if (root['format'] !== 1) fail('format', root['format']);
  const artifacts = record(root['artifacts'], 'artifacts');
  return {
    format: 1,
    image: hash(root['image'], 'image'),
    v86: string(root['v86'], 'v86'),
    memory: number(root['memory'], 'memory'),
    kernel: string(root['kernel'], 'kernel'),
    bootMs: number(root['bootMs'], 'bootMs'),
    packages: strings(root['packages'], 'packages'),
    artifacts: {
      state: artifact(artifacts['state'], 'artifacts.state'),
      wasm: artifact(artifacts['wasm'], 'artifacts.wasm'),
    },
  };
}

/** Reads which files a cold boot needs. */
export function parseBootArtifacts(text: string): BootArtifacts {
  const boot = record(record(parseJson(text), 'the whole')['boot'], 'boot');
  return {
    kernel: artifact(boot['kernel'], 'boot.kernel'),
    initramfs: artifact(boot['initramfs'], 'boot.initramfs'),
    bios: artifact(boot['bios'], 'boot.bios'),
    vgaBios: artifact(boot['vgaBios'], 'boot.vgaBios'),
  };
}

/** The text of a manifest, as the guest build writes it. */
export function formatManifest(manifest: Manifest | BuiltManifest): string {
  return JSON.stringify(manifest, null, 2) + '\n';
}

function artifact(value: unknown, field: string): Artifact {
  const fields = record(value, field);
  const path = string(fields['path'], `${field}.path`);
  if (!/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(path)) fail(`${field}.path`, path);
  const compression = fields['compression'];
  if (compression !== 'none' && compression !== 'gzip' && compression !== 'zstd') {
    fail(`${field}.compression`, compression);
  }
  return {
    path,
    bytes: number(fields['bytes'], `${field}.bytes`),
    sha256: hash(fields['sha256'], `${field}.sha256`),
    compression,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error('Manifest of the guest is not JSON', { cause });
  }
}

function record(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(field, value);
  return value as Record<string, unknown>;
}

function strings(value: unknown, field: string): Readonly<Record<string, string>> {
  const entries = Object.entries(record(value, field));
  return Object.fromEntries(
    entries.map(([name, each]) => [name, string(each, `${field}.${name}`)]),
  );
}

function string(value: unknown, field: string): string {
  return typeof value === 'string' && value !== '' ? value : fail(field, value);
}

function number(value: unknown, field: string): number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
    ? value
    : fail(field, value);
}

function hash(value: unknown, field: string): string {
  return /^[0-9a-f]{64}$/.test(string(value, field)) ? (value as string) : fail(field, value);
}

function fail(field: string, value: unknown): never {
  throw new Error(`Manifest of the guest: wrong value of ${field}: ${JSON.stringify(value)}`);
}
