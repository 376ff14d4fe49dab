// A registry that answers the distribution protocol's requests: to pull from and to push to.
import { encodeText } from '../base/bytes.ts';
import { formatBase64 } from '../base/base64.ts';
import type { Digest } from '../oci/digest.ts';
import { parseJsonObject, texts } from '../oci/json.ts';
import type { Reference } from '../oci/reference.ts';
import { EngineError } from './error.ts';
import type { Registry, RegistryWriter } from './registry.ts';
import { readTags } from './static-registry.ts';

/** One request and its answer; header names in lower case. */
export type Send = (request: {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}) => Promise<{
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}>;

export function httpRegistry(send: Send): Registry {
  const call = (
    method: string,
    path: string,
    rest: Partial<Parameters<Send>[0]> = {},
  ): ReturnType<Send> =>
    send({ method, path, query: {}, headers: {}, body: new Uint8Array(), ...rest });
  let warned: string | null = null;
  return {
    async readManifest({ path }, tagOrDigest) {
      const { status, body } = await call('GET', `/v2/${path}/manifests/${tagOrDigest}`);
      return status === 200 ? body : null;
    },
    async listTags({ path }) {
      const { status, body } = await call('GET', `/v2/${path}/tags/list`);
      return status === 200 ? readTags(body) : null;
    },
    async readBlob({ path }, digest, onProgress) {
      const { status, body } = await call('GET', `/v2/${path}/blobs/${digest}`);
      if (status !== 200) throw new EngineError('notFound', 'unknown blob');
      onProgress(body.length);
      return body;
    },
    writer: ({ path }) => writer(call, path, (warning) => (warned = warning)),
    warning: () => warned,
    /** The protocol has no search, but a list of all names (distribution-spec, catalog). */
    async search(domain, term) {
      const { body } = await call('GET', '/v2/_catalog');
      const names = texts(parseJsonObject(body, '_catalog')['repositories'], 'repositories');
      return names
        .filter((name) => name.includes(term.toLowerCase()))
        .map((name) => ({ ...plain, name: `${domain}/${name}` }));
    },
    async logIn(domain, { username, password }) {
      const basic = formatBase64(encodeText(`${username}:${password}`));
      const { status } = await call('GET', '/v2/', {
        headers: { authorization: `Basic ${basic}` },
      });
      if (status === 200) return;
      const why = `login attempt to http://${domain}/v2/ failed with status: ${String(status)}`;
      throw new EngineError('system', why);
    },
  };
}

const plain = { description: '', stars: 0, isOfficial: false, isAutomated: false };

type Call = (method: string, path: string, rest?: Partial<Parameters<Send>[0]>) => ReturnType<Send>;

function writer(
  call: Call,
  path: string,
  onAnswer: (warning: string | null) => void,
): RegistryWriter {
  return {
    async blobSize(digest: Digest) {
      const { status, headers } = await call('HEAD', `/v2/${path}/blobs/${digest}`);
      return status === 200 ? Number(headers['content-length']) : null;
    },
    async mountBlob(digest: Digest, from: string) {
      const query = { mount: digest, from };
      return (await call('POST', `/v2/${path}/blobs/uploads/`, { query })).status === 201;
    },
    async writeBlob(digest, body) {
      const { status } = await call('POST', `/v2/${path}/blobs/uploads/`, {
        query: { digest },
        body,
      });
      if (status !== 201)
        throw new EngineError('system', `received unexpected HTTP status: ${String(status)}`);
    },
    async writeManifest(reference: Reference, type, text) {
      const tag = reference.tag ?? 'latest';
      const headers = { 'content-type': type };
      const body = encodeText(text);
      const url = `/v2/${path}/manifests/${tag}`;
      const { status, headers: answered } = await call('PUT', url, { headers, body });
      if (status !== 201)
        throw new EngineError('system', `received unexpected HTTP status: ${String(status)}`);
      onAnswer(warningText(answered['warning'] ?? ''));
    },
  };
}

/** '299 - "text"' (distribution-spec, warnings). */
function warningText(header: string): string | null {
  return /^299 - "(.*)"$/.exec(header)?.[1] ?? null;
}
