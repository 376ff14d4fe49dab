// A registry as the OCI distribution specification has it: a request in, a response out, whatever carries them.
import { concatBytes, decodeText, encodeText } from '../base/bytes.ts';
import { isDigest, sha256 } from '../oci/digest.ts';
import { parseManifest } from '../oci/manifest.ts';
import { registryPage } from './page.ts';
import type { RegistryStore } from './store.ts';

export interface RegistryRequest {
  readonly method: string;
  /** "/v2/library/busybox/manifests/latest". */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

export interface RegistryResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

export type RegistryHandler = (request: RegistryRequest) => Promise<RegistryResponse>;

class RegistryError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const name = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*';
const route = new RegExp(`^/v2/(${name})/(manifests|blobs/uploads|blobs|tags)(?:/(.*))?$`);
const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const html = 'text/html; charset=utf-8';
const largestManifest = 4 * 1024 * 1024;

/** Answers requests from what the store holds; `newId` names uploads. */
export function registryHandler(store: RegistryStore, newId: () => string): RegistryHandler {
  const registry = new Registry(store, newId);
  return async (request) => {
    const { method, path } = request;
    try {
      if (path === '/' && ['GET', 'HEAD'].includes(method)) {
        return found(method, await registryPage(store), { 'content-type': html });
      }
      return await registry.answer(request);
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      const { code, message } = error;
      return json(error.status, { errors: [{ code, message, detail: {} }] });
    }
  };
}

interface Place {
  readonly name: string;
  /** Tag, digest or upload. */
  readonly rest: string;
}

class Registry {
  readonly #store: RegistryStore;
  readonly #newId: () => string;
  readonly #uploads = new Map<string, Uint8Array<ArrayBuffer>>();

  constructor(store: RegistryStore, newId: () => string) {
    this.#store = store;
    this.#newId = newId;
  }

  async answer(request: RegistryRequest): Promise<RegistryResponse> {
    const { method, path } = request;
    if (/^\/v2\/?$/.test(path)) return json(200, {});
    if (path === '/v2/_catalog') return json(200, { repositories: await this.#repositories() });
    const [, name, kind, rest = ''] = route.exec(path) ?? [];
    if (name === undefined) throw new RegistryError(404, 'NAME_INVALID', 'invalid repository name');
    const place = { name, rest };
    if (kind === 'manifests') return this.#manifest(request, place);
    if (kind === 'blobs') return this.#blob(request, place);
    if (kind === 'blobs/uploads') return this.#upload(request, place);
    if (rest === 'list' && method === 'GET') return this.#tags(place);
    throw new RegistryError(404, 'UNSUPPORTED', 'The operation is unsupported.');
  }

  async #repositories(): Promise<string[]> {
    const keys = await this.#store.list('repositories/');
    const names = keys.flatMap(
      (key) => /^repositories\/(.*)\/_(?:manifests|tags)\//.exec(key)?.[1] ?? [],
    );
    return [...new Set(names)].sort();
  }

  async #tags({ name }: Place): Promise<RegistryResponse> {
    const prefix = `repositories/${name}/_tags/`;
    const tags = (await this.#store.list(prefix)).map((key) => key.slice(prefix.length));
    if (tags.length > 0 || (await this.#repositories()).includes(name)) {
      return json(200, { name, tags });
    }
    throw new RegistryError(404, 'NAME_UNKNOWN', 'repository name not known to registry');
  }

  async #manifest(
    { method, headers, body }: RegistryRequest,
    place: Place,
  ): Promise<RegistryResponse> {
    const { name, rest } = place;
    if (method === 'PUT') return this.#putManifest(place, headers['content-type'] ?? '', body);
    const digest = isDigest(rest) ? rest : await this.#text(`repositories/${name}/_tags/${rest}`);
    const type = digest ? await this.#text(`repositories/${name}/_manifests/${digest}`) : null;
    const bytes = digest && type !== null ? await this.#store.read(`blobs/${digest}`) : null;
    if (!digest || !bytes || type === null) {
      throw new RegistryError(404, 'MANIFEST_UNKNOWN', 'manifest unknown');
    }
    if (method === 'DELETE') return this.#deleteManifest(place, digest);
    return found(method, bytes, { 'content-type': type, 'docker-content-digest': digest });
  }

  async #putManifest(
    { name, rest }: Place,
    type: string,
    body: Uint8Array<ArrayBuffer>,
  ): Promise<RegistryResponse> {
    const digest = await sha256(body);
    if (isDigest(rest) && rest !== digest) {
      throw new RegistryError(
        400,
        'DIGEST_INVALID',
        'provided digest did not match uploaded content',
      );
    }
    if (!isDigest(rest) && !tagPattern.test(rest)) {
      throw new RegistryError(400, 'TAG_INVALID', 'manifest tag did not match URI');
    }
    await this.#checkManifest(name, body);
    await this.#store.write(`blobs/${digest}`, body);
    await this.#store.write(`repositories/${name}/_manifests/${digest}`, encodeText(type));
    if (!isDigest(rest)) {
      await this.#store.write(`repositories/${name}/_tags/${rest}`, encodeText(digest));
    }
    const location = `/v2/${name}/manifests/${digest}`;
    return empty(201, { location, 'docker-content-digest': digest, ...this.#warning() });
  }

  /** A manifest may only name what is here already. */
  async #checkManifest(name: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
    if (body.length > largestManifest) {
      throw new RegistryError(400, 'MANIFEST_INVALID', 'manifest invalid');
    }
    let parsed: ReturnType<typeof parseManifest>;
    try {
      parsed = parseManifest(body);
    } catch {
      throw new RegistryError(400, 'MANIFEST_INVALID', 'manifest invalid');
    }
    const needed = parsed.kind === 'index' ? parsed.manifests : [parsed.config, ...parsed.layers];
    const folder = parsed.kind === 'index' ? '_manifests' : '_layers';
    for (const { digest } of needed) {
      if (await this.#store.read(`repositories/${name}/${folder}/${digest}`)) continue;
      throw new RegistryError(400, 'MANIFEST_BLOB_UNKNOWN', 'blob unknown to registry');
    }
  }

  async #deleteManifest({ name, rest }: Place, digest: string): Promise<RegistryResponse> {
    const tags = await this.#store.list(`repositories/${name}/_tags/`);
    for (const key of tags) {
      const points = (await this.#text(key)) === digest;
      if (points && (isDigest(rest) || key.endsWith(`/${rest}`))) await this.#store.remove(key);
    }
    if (isDigest(rest)) await this.#store.remove(`repositories/${name}/_manifests/${digest}`);
    return empty(202, {});
  }

  async #blob({ method }: RegistryRequest, { name, rest }: Place): Promise<RegistryResponse> {
    if (!isDigest(rest)) throw new RegistryError(400, 'DIGEST_INVALID', 'invalid digest');
    const link = `repositories/${name}/_layers/${rest}`;
    const bytes = (await this.#store.read(link)) ? await this.#store.read(`blobs/${rest}`) : null;
    if (!bytes) throw new RegistryError(404, 'BLOB_UNKNOWN', 'blob unknown to registry');
    if (method === 'DELETE') {
      await this.#store.remove(link);
      return empty(202, {});
    }
    return found(method, bytes, {
      'content-type': 'application/octet-stream',
      'docker-content-digest': rest,
    });
  }

  async #upload(request: RegistryRequest, place: Place): Promise<RegistryResponse> {
    const { method } = request;
    if (method === 'POST') return this.#beginUpload(request, place);
    const { rest: id } = place;
    const before = this.#uploads.get(id);
    if (!before)
      throw new RegistryError(404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown to registry');
    if (method === 'PATCH' || method === 'PUT') return this.#addToUpload(request, place, before);
    if (method === 'GET') return this.#progress(204, place, before.length);
    if (method !== 'DELETE') {
      throw new RegistryError(405, 'UNSUPPORTED', 'The operation is unsupported.');
    }
    this.#uploads.delete(id);
    return empty(204, {});
  }

  async #addToUpload(
    { method, headers, query, body }: RegistryRequest,
    place: Place,
    before: Uint8Array<ArrayBuffer>,
  ): Promise<RegistryResponse> {
    const start = /^(?:bytes[ =])?(\d+)-/.exec(headers['content-range'] ?? '')?.[1];
    if (start !== undefined && Number(start) !== before.length) {
      return this.#progress(416, place, before.length);
    }
    const bytes = body.length > 0 ? concatBytes([before, body]) : before;
    if (method === 'PATCH') {
      this.#uploads.set(place.rest, bytes);
      return this.#progress(202, place, bytes.length);
    }
    const answer = await this.#finish(place.name, query['digest'] ?? '', bytes);
    this.#uploads.delete(place.rest);
    return answer;
  }

  /** Opens an upload; or ends it at once, with the blob itself or with one that another repository has. */
  async #beginUpload({ query, body }: RegistryRequest, { name }: Place): Promise<RegistryResponse> {
    const { mount = '', from = '', digest = '' } = query;
    if (isDigest(mount) && (await this.#store.read(`repositories/${from}/_layers/${mount}`))) {
      return this.#link(name, mount);
    }
    if (digest !== '') return this.#finish(name, digest, body);
    const id = this.#newId();
    this.#uploads.set(id, new Uint8Array());
    return this.#progress(202, { name, rest: id }, 0);
  }

  async #finish(
    name: string,
    digest: string,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<RegistryResponse> {
    if (!isDigest(digest) || (await sha256(bytes)) !== digest) {
      throw new RegistryError(
        400,
        'DIGEST_INVALID',
        'provided digest did not match uploaded content',
      );
    }
    await this.#store.write(`blobs/${digest}`, bytes);
    return this.#link(name, digest);
  }

  async #link(name: string, digest: string): Promise<RegistryResponse> {
    await this.#store.write(`repositories/${name}/_layers/${digest}`, encodeText(digest));
    return empty(201, {
      location: `/v2/${name}/blobs/${digest}`,
      'docker-content-digest': digest,
    });
  }

  #progress(status: number, { name, rest }: Place, length: number): RegistryResponse {
    return empty(status, {
      location: `/v2/${name}/blobs/uploads/${rest}`,
      range: `0-${String(Math.max(0, length - 1))}`,
      'docker-upload-uuid': rest,
    });
  }

  /** What a person who pushes is to be told (distribution-spec, warnings). */
  #warning(): Readonly<Record<string, string>> {
    const trouble = this.#store.trouble?.() ?? null;
    if (trouble === null) return {};
    const text = `${trouble.replace(/["\\\r\n]/g, ' ')}; it is gone with this page`;
    return { warning: `299 - "${text}"` };
  }

  async #text(key: string): Promise<string | null> {
    const bytes = await this.#store.read(key);
    return bytes && decodeText(bytes);
  }
}

const version = { 'docker-distribution-api-version': 'registry/2.0' };

function json(status: number, value: unknown): RegistryResponse {
  const body = encodeText(`${JSON.stringify(value)}\n`);
  const length = String(body.length);
  return {
    status,
    headers: { ...version, 'content-type': 'application/json', 'content-length': length },
    body,
  };
}

function empty(status: number, headers: Readonly<Record<string, string>>): RegistryResponse {
  const length = status === 204 ? {} : { 'content-length': '0' };
  return { status, headers: { ...version, ...length, ...headers }, body: new Uint8Array() };
}

function found(
  method: string,
  bytes: Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>>,
): RegistryResponse {
  const length = { 'content-length': String(bytes.length) };
  const body = method === 'HEAD' ? new Uint8Array() : bytes;
  return { status: 200, headers: { ...version, ...length, ...headers }, body };
}
