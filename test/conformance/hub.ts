// Docker Hub as far as the reference asks it, on loopback: the built registry under the Hub's names, with its tokens, and the answers it gives to
// anonymous pulls (distribution-spec, and the token scheme of docs.docker.com/registry/spec/auth).
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const registryFolder = fileURLToPath(new URL('../../public/registry', import.meta.url));
const hosts = ['registry-1.docker.io', 'auth.docker.io', 'index.docker.io'];
const realm = `Bearer realm="https://${hosts[1] ?? ''}/token",service="registry.docker.io"`;

export interface Hub {
  readonly server: Server;
  /** What a daemon must trust. */
  readonly certificate: string;
}

/** Serves the Hub in this mount namespace, where its names lead here; files go into `folder`. */
export function serveHub(folder: string): Hub {
  const key = join(folder, 'hub.key');
  const certificate = join(folder, 'hub.pem');
  const names = hosts.map((name) => `DNS:${name}`).join(',');
  const request = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=hub',
  ];
  const files = ['-keyout', key, '-out', certificate, '-addext', `subjectAltName=${names}`];
  execFileSync('openssl', [...request, ...files], { stdio: 'ignore' });
  const table = join(folder, 'hosts');
  writeFileSync(table, `127.0.0.1 localhost ${hosts.join(' ')}\n`);
  execFileSync('mount', ['--bind', table, '/etc/hosts']);
  const options = { key: readFileSync(key), cert: readFileSync(certificate) };
  const server = createServer(options, answer).listen(443, '127.0.0.1');
  return { server, certificate };
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '/', 'https://hub');
  if (pathname === '/token') {
    response.end(JSON.stringify({ token: 'anonymous', expires_in: 3600 }));
    return;
  }
  response.setHeader('Docker-Distribution-Api-Version', 'registry/2.0');
  if (!request.headers.authorization) {
    response.setHeader('Www-Authenticate', realm);
    refuse(response, 401, { code: 'UNAUTHORIZED', message: 'authentication required' });
    return;
  }
  if (pathname === '/v2/') {
    response.end('{}');
    return;
  }
  const path = join(registryFolder, decodeURIComponent(pathname));
  const [, repository = '', reference = ''] =
    /^\/v2\/(.+)\/(?:manifests|blobs|tags)\/([^/]+)$/.exec(pathname) ?? [];
  if (!existsSync(join(registryFolder, 'v2', repository, 'tags'))) {
    // The Hub tells nobody whether a repository exists.
    response.setHeader('Www-Authenticate', `${realm},error="insufficient_scope"`);
    const detail = [{ Type: 'repository', Class: '', Name: repository, Action: 'pull' }];
    refuse(response, 401, { code: 'UNAUTHORIZED', message: 'authentication required', detail });
  } else if (existsSync(path)) serveFile(request, response, path);
  else {
    const detail = `unknown tag=${reference}`;
    refuse(response, 404, { code: 'MANIFEST_UNKNOWN', message: 'manifest unknown', detail });
  }
}

function serveFile(request: IncomingMessage, response: ServerResponse, path: string): void {
  const bytes = readFileSync(path);
  response.setHeader('Content-Length', bytes.length);
  if (path.includes('/manifests/'))
    response.setHeader('Content-Type', 'application/vnd.oci.image.manifest.v1+json');
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function refuse(response: ServerResponse, status: number, error: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ errors: [error] }));
}
