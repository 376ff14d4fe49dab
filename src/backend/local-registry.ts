// The registry in the tab as those see it who ask it as a web server: a server at localhost:5000, unless a container has taken that port.
import { decodeText, encodeText } from '../base/bytes.ts';
import type { Engine } from '../engine/engine.ts';
import type { RegistryHandler } from '../registry/handler.ts';
import type { PageAnswer, PageRequest, PublishedPort } from './page.ts';
import { publishedPorts } from './published-ports.ts';

const port = 5000;
const hosts = new Set(['localhost', '127.0.0.1']);
const reasons: Readonly<Record<number, string>> = { 200: 'OK', 404: 'Not Found' };

/** What the registry answers; null where the request is not for it. */
export async function localPage(
  registry: RegistryHandler,
  engine: Engine,
  { url, method, headers, body }: PageRequest,
): Promise<PageAnswer | null> {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, port: asked, pathname, searchParams } = new URL(url);
  if (protocol !== 'http:' || !hosts.has(hostname) || Number(asked) !== port) return null;
  if ((await publishedPorts(engine)).some((each) => each.port === port)) return null;
  const answer = await registry({
    method,
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    body: encodeText(body),
  });
  return { ...answer, reason: reasons[answer.status] ?? '' };
}

/** The containers' ports, and the registry's own once something was pushed to it. */
export async function portsWithRegistry(
  registry: RegistryHandler,
  engine: Engine,
): Promise<readonly PublishedPort[]> {
  const ports = await publishedPorts(engine);
  if (ports.some((each) => each.port === port)) return ports;
  const { body } = await registry({
    method: 'GET',
    path: '/v2/_catalog',
    query: {},
    headers: {},
    body: new Uint8Array(),
  });
  const { repositories } = JSON.parse(decodeText(body)) as { repositories: readonly string[] };
  return repositories.length > 0 ? [...ports, { container: 'registry', port }] : ports;
}
