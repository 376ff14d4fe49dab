import { concatBytes, decodeText } from '../base/bytes.ts';
import { sha256Hex } from '../base/hash.ts';
import type { Artifact } from './manifest.ts';

/** Where the built guest's files come from. Paths are relative to the manifest's folder. */
export interface ArtifactSource {
  fetch(path: string, options: FetchOptions): Promise<Fetched>;
}

export interface Fetched {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** In hex, as measured of what came: by who fetches, since not every worker has the platform's fast SHA-256. */
  readonly sha256: string;
}

export interface FetchOptions {
  /** Passes by every cache. */
  readonly fresh: boolean;
  /** Told with the bytes received so far. */
  onBytes(bytes: number): void;
}

/** A file of the built guest cannot be had, or is not what was built. */
export class ArtifactError extends Error {
  readonly path: string;
  constructor(path: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ArtifactError';
    this.path = path;
  }
}

/** Fetches from the folder at `base`, an absolute URL that ends with a slash. A server that falls silent is given up after `stallLimit` ms. */
export function urlArtifacts(base: string, stallLimit = 20_000): ArtifactSource {
  return {
    async fetch(path, { fresh, onBytes }) {
      const stall = new Stall(path, stallLimit);
      try {
        const { signal } = stall;
        const cache = fresh ? 'reload' : 'default';
        const response = await fetch(new URL(path, base), { cache, signal });
        if (!response.ok) {
          throw new ArtifactError(path, `Cannot fetch ${path}: the server says ${response.status}`);
        }
        const bytes = await readBody(response, (received) => {
          stall.restart();
          onBytes(received);
        });
        return { bytes, sha256: await sha256Hex(bytes) };
      } finally {
        stall.stop();
      }
    },
  };
}

/** Aborts what has made no progress for some time. */
class Stall {
  readonly #controller = new AbortController();
  readonly #path: string;
  readonly #limit: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly signal = this.#controller.signal;

  constructor(path: string, limit: number) {
    this.#path = path;
    this.#limit = limit;
    this.restart();
  }

  restart(): void {
    this.stop();
    this.#timer = setTimeout(() => {
      const text = `Cannot fetch ${this.#path}: nothing came for ${this.#limit / 1000} seconds`;
      this.#controller.abort(new ArtifactError(this.#path, text));
    }, this.#limit);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** Fetches an artifact and checks its hash; a wrong one is fetched once more, past all caches. */
export async function fetchArtifact(
  source: ArtifactSource,
  artifact: Artifact,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const first = await attempt(source, artifact, { fresh: false, onBytes });
  if (!(first instanceof Error)) return first;
  onBytes(0);
  const second = await attempt(source, artifact, { fresh: true, onBytes });
  if (!(second instanceof Error)) return second;
  throw second;
}

/** A small text that nobody waits for with a bar; nothing is known of its hash. */
export async function fetchText(
  source: ArtifactSource,
  path: string,
  fresh: boolean,
): Promise<string> {
  const { bytes } = await source.fetch(path, { fresh, onBytes: () => undefined });
  return decodeText(bytes);
}

async function attempt(
  source: ArtifactSource,
  artifact: Artifact,
  options: FetchOptions,
): Promise<Uint8Array<ArrayBuffer> | ArtifactError> {
  try {
    const fetched = await source.fetch(artifact.path, options);
    check(artifact, fetched);
    return fetched.bytes;
  } catch (cause) {
    if (cause instanceof ArtifactError) return cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new ArtifactError(artifact.path, `Cannot fetch ${artifact.path}: ${reason}`, { cause });
  }
}

function check(artifact: Artifact, { bytes, sha256 }: Fetched): void {
  const { path } = artifact;
  if (bytes.length < artifact.bytes) {
    const text = `${path} is truncated: ${bytes.length} of ${artifact.bytes} bytes came`;
    throw new ArtifactError(path, text);
  }
  if (sha256 !== artifact.sha256) {
    throw new ArtifactError(path, `${path} was altered: its SHA-256 is not the built one`);
  }
}

async function readBody(
  response: Response,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array(await response.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let received = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return concatBytes(chunks);
    chunks.push(value);
    received += value.length;
    onBytes(received);
  }
}
