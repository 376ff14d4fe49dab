import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { headerPolicy } from '../src/app/policy.ts';
import { isMain, project } from './project.ts';

export interface Server {
  readonly url: string;
  close(): Promise<void>;
  /** Bytes of all bodies sent so far, as they went over the wire. */
  bytesServed(): number;
}

export interface ServeOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Tries the next ports if this one is taken. */
  readonly orNext?: boolean;
}

/** Frames without an origin: of what containers send, and of the machine. They state policies of their own. */
const framed: ReadonlySet<string> = new Set(['/web.html', '/machine.html']);

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
};

/** Serves a folder of files on loopback, with the headers that the built site needs; `name.br` is sent for `name` where accepted. */
export async function serve(folder: string, options: ServeOptions): Promise<Server> {
  let served = 0;
  const server = createServer((request, response) => {
    const write = response.write.bind(response);
    response.write = ((chunk: Buffer, ...rest: never[]) => {
      served += chunk.length;
      return write(chunk, ...rest);
    }) as typeof response.write;
    answer(folder, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  for (let { port } = options; ; port += 1) {
    try {
      await listen(server, port);
      break;
    } catch (error) {
      const taken = (error as { code?: string }).code === 'EADDRINUSE';
      if (!taken || !options.orNext || port > options.port + 100) throw error;
    }
  }
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/`,
    bytesServed: () => served,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function answer(
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = pathOf(request.url ?? '/');
  response.setHeader(
    'Content-Security-Policy',
    path !== null && framed.has(path) ? "frame-ancestors 'self'" : headerPolicy,
  );
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
  const file = path === null ? null : await find(folder, path);
  return file ? send(file, request, response) : refuse(response, 404);
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Type': 'text/plain' });
  response.end(`${String(status)}\n`);
}

async function send(
  file: Found,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const tag = `"${file.size.toString(36)}-${Math.round(file.mtimeMs).toString(36)}"`;
  response.setHeader('Content-Type', types[extname(file.path)] ?? 'application/octet-stream');
  response.setHeader('Cache-Control', cacheControl(file.path));
  response.setHeader('ETag', tag);
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304).end();
    return;
  }
  const packed = await compressed(file.path, request);
  if (packed) response.setHeader('Content-Encoding', 'br').setHeader('Vary', 'Accept-Encoding');
  const { path: body, size } = packed ?? file;
  response.writeHead(200, { 'Content-Length': size });
  if (request.method === 'HEAD') response.end();
  else createReadStream(body).pipe(response);
}

interface Found {
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
}

function pathOf(url: string): string | null {
  try {
    const path = normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname));
    return path.includes('\0') || path.split(sep).includes('..') ? null : path;
  } catch {
    return null; // a malformed escape in the URL names no file
  }
}

async function find(folder: string, path: string): Promise<Found | null> {
  const full = join(folder, path);
  const facts = await stat(full).catch(() => null);
  if (facts?.isDirectory())
    return path.endsWith('/index.html') ? null : find(folder, join(path, 'index.html'));
  return facts?.isFile() ? { path: full, size: facts.size, mtimeMs: facts.mtimeMs } : null;
}

async function compressed(path: string, request: IncomingMessage): Promise<Found | null> {
  if (!/\bbr\b/.test(request.headers['accept-encoding']?.toString() ?? '')) return null;
  const facts = await stat(`${path}.br`).catch(() => null);
  return facts ? { path: `${path}.br`, size: facts.size, mtimeMs: facts.mtimeMs } : null;
}

/** Names with a hash in them never change their content; everything else is asked for again. */
function cacheControl(path: string): string {
  const hashed =
    /[-.][\w-]{8,}\.(js|css|woff2|svg|bin)$/.test(path) && /[/\\](assets|guest)[/\\]/.test(path);
  return hashed ? 'public, max-age=31536000, immutable' : 'no-cache';
}

if (isMain(import.meta.url)) {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, folder: { type: 'string' } },
  });
  const { url } = await serve(values.folder ?? join(project, 'dist'), {
    port: Number(values.port ?? 0),
  });
  process.stdout.write(`${url}\n`);
}
