// The registry's handler behind a server of Node's: what a host would mount, unchanged.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type RegistryHandler, registryHandler } from '../../src/registry/handler.ts';
import { memoryStore } from '../../src/registry/store.ts';

/** Serves an empty registry on loopback; resolves once it listens. */
export function serveRegistry(port: number): Promise<Server> {
  const handle = registryHandler(memoryStore(), randomUUID);
  const server = createServer((request, response) => {
    answer(handle, request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  return new Promise((resolve) => void server.listen(port, '127.0.0.1', () => resolve(server)));
}

async function answer(
  handle: RegistryHandler,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://registry');
  const { status, headers, body } = await handle({
    method: request.method ?? 'GET',
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    ),
    body: new Uint8Array(Buffer.concat(parts)),
  });
  response.writeHead(status, headers);
  response.end(body);
}
