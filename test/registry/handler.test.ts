import { beforeEach, describe, expect, test } from 'vitest';
import { encodeText, decodeText } from '../../src/base/bytes.ts';
import { sha256 } from '../../src/oci/digest.ts';
import {
  type RegistryRequest,
  registryHandler,
  type RegistryHandler,
} from '../../src/registry/handler.ts';
import { memoryStore } from '../../src/registry/store.ts';

let handle: RegistryHandler;
let ids = 0;

beforeEach(() => {
  handle = registryHandler(memoryStore(), () => `upload-${String(++ids)}`);
});

async function call(
  method: string,
  path: string,
  rest: Partial<RegistryRequest> = {},
): Promise<{ status: number; headers: Readonly<Record<string, string>>; text: string }> {
  const { status, headers, body } = await handle({
    ...{ method, path, query: {}, headers: {}, body: new Uint8Array() },
    ...rest,
  });
  return { status, headers, text: decodeText(body) };
}

const blob = encodeText('a blob');

async function pushBlob(name: string): Promise<string> {
  const digest = await sha256(blob);
  const query = { digest };
  expect((await call('POST', `/v2/${name}/blobs/uploads/`, { query, body: blob })).status).toBe(
    201,
  );
  return digest;
}

async function manifestOf(digest: string): Promise<Uint8Array<ArrayBuffer>> {
  const one = (mediaType: string): object => ({ mediaType, digest, size: blob.length });
  return encodeText(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
      config: one('application/vnd.docker.container.image.v1+json'),
      layers: [one('application/vnd.docker.image.rootfs.diff.tar.gzip')],
    }),
  );
}

describe('registryHandler()', () => {
  test('takes a blob in pieces and gives it back', async () => {
    const { headers, status } = await call('POST', '/v2/app/blobs/uploads/');
    expect(status).toBe(202);
    const location = headers['location'] ?? '';
    expect((await call('PATCH', location, { body: blob.slice(0, 2) })).headers['range']).toBe(
      '0-1',
    );
    const wrong = { 'content-range': '5-6' };
    expect((await call('PATCH', location, { body: blob.slice(2), headers: wrong })).status).toBe(
      416,
    );
    expect((await call('PATCH', location, { body: blob.slice(2) })).status).toBe(202);
    const digest = await sha256(blob);
    expect((await call('PUT', location, { query: { digest } })).status).toBe(201);
    expect((await call('GET', `/v2/app/blobs/${digest}`)).text).toBe('a blob');
    const head = await call('HEAD', `/v2/app/blobs/${digest}`);
    expect(head).toMatchObject({ status: 200, text: '', headers: { 'content-length': '6' } });
  });

  test('refuses a blob that is not what its digest says, and keeps nothing of it', async () => {
    const digest = await sha256(encodeText('another'));
    const refused = await call('POST', '/v2/app/blobs/uploads/', { query: { digest }, body: blob });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('DIGEST_INVALID');
    expect((await call('GET', `/v2/app/blobs/${digest}`)).status).toBe(404);
  });

  test('takes a blob over from another repository', async () => {
    const digest = await pushBlob('app');
    const query = { mount: digest, from: 'app' };
    expect((await call('POST', '/v2/other/blobs/uploads/', { query })).status).toBe(201);
    expect((await call('GET', `/v2/other/blobs/${digest}`)).text).toBe('a blob');
    expect((await call('GET', `/v2/third/blobs/${digest}`)).status).toBe(404);
  });

  test('keeps manifests by tag and digest, lists them, and deletes them', async () => {
    const digest = await pushBlob('team/app');
    const body = await manifestOf(digest);
    const headers = { 'content-type': 'application/vnd.docker.distribution.manifest.v2+json' };
    const put = await call('PUT', '/v2/team/app/manifests/1.0', { body, headers });
    expect(put.status).toBe(201);
    const own = put.headers['docker-content-digest'] ?? '';
    for (const name of ['1.0', own]) {
      const got = await call('GET', `/v2/team/app/manifests/${name}`);
      expect(got).toMatchObject({ status: 200, text: decodeText(body), headers });
    }
    expect((await call('GET', '/v2/_catalog')).text).toBe('{"repositories":["team/app"]}\n');
    expect((await call('GET', '/v2/team/app/tags/list')).text).toContain('"tags":["1.0"]');
    expect((await call('DELETE', `/v2/team/app/manifests/${own}`)).status).toBe(202);
    expect((await call('GET', '/v2/team/app/manifests/1.0')).status).toBe(404);
  });

  test.each([
    ['a manifest that names what is not here', 'MANIFEST_BLOB_UNKNOWN', `sha256:${'0'.repeat(64)}`],
    ['what is no manifest', 'MANIFEST_INVALID', null],
  ])('refuses %s', async (_, code, digest) => {
    const body = digest === null ? encodeText('{') : await manifestOf(digest);
    const answer = await call('PUT', '/v2/app/manifests/latest', { body });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(code);
    expect((await call('GET', '/v2/_catalog')).text).toBe('{"repositories":[]}\n');
  });

  test.each([
    ['/v2/App/manifests/x', 404, 'NAME_INVALID'],
    ['/v2/app/manifests/x', 404, 'MANIFEST_UNKNOWN'],
    ['/v2/app/blobs/x', 400, 'DIGEST_INVALID'],
    ['/v2/app/tags/list', 404, 'NAME_UNKNOWN'],
  ])('GET %s is answered by %d %s', async (path, status, code) => {
    const answer = await call('GET', path);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(code);
  });
});
