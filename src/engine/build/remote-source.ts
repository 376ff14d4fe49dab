// ADD of a URL: what a server answers, as a file to be copied.
import { type Agent, AgentError } from '../../agent/agent.ts';
import { formatRequest, type HttpAnswer, parseAnswer, serverAddress } from '../../agent/http.ts';
import { decodeText } from '../../base/bytes.ts';
import { EngineError } from '../error.ts';
import { makeDirectory, runAll } from '../file.ts';
import type { EngineState } from '../state.ts';

/** A file that was fetched, and what it is called. */
export interface Fetched {
  /** Empty where neither the URL nor the server names it. */
  readonly name: string;
  /** Below the directory. */
  readonly path: string;
}

const unnamed = '__unnamed__';

/** Fetches a URL's file into a directory that is made for it. */
export async function fetchSource(
  engine: EngineState,
  url: string,
  directory: string,
): Promise<Fetched> {
  const { status, reason, headers, body } = await followRedirects(engine, url);
  if (status >= 400) {
    const text = `failed to GET ${url} with status ${String(status)} ${reason}`;
    throw fault(`${text.trimEnd()}: ${decodeText(body).trim()}`);
  }
  if (body.length < Number(headers['content-length'] ?? 0)) throw fault('unexpected EOF');
  const name = nameOf(new URL(url).pathname, headers);
  const path = name || unnamed;
  const mtime = Math.max(0, Date.parse(headers['last-modified'] ?? '') || 0) / 1000;
  await runAll(engine.agent, [
    makeDirectory(directory),
    { op: 'write', path: `${directory}/${path}`, data: body, mode: 0o600 },
    { op: 'utimes', path: `${directory}/${path}`, mtime },
  ]);
  return { name, path };
}

function fault(text: string, cause?: unknown): EngineError {
  return new EngineError('system', `ADD failed: ${text}`, { cause });
}

/** By its path, or else as the server calls it (RFC 6266). */
function nameOf(pathname: string, headers: HttpAnswer['headers']): string {
  if (!pathname.endsWith('/')) return unescape(pathname.split('/').at(-1) ?? '');
  const disposition = headers['content-disposition'] ?? '';
  const [, quoted, plain] = /;\s*filename=(?:"([^"]*)"|([^\s;]+))/i.exec(disposition) ?? [];
  const given = quoted ?? plain ?? '';
  return given.endsWith('/') ? '' : (given.split('/').at(-1) ?? '');
}

function unescape(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // it is no text that was escaped
  }
}

const moved = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 10;

async function followRedirects(engine: EngineState, url: string): Promise<HttpAnswer> {
  let at = url;
  for (let count = 0; count < mostRedirects; count++) {
    const answer = await get(engine, at);
    const to = answer.headers['location'];
    if (!moved.has(answer.status) || to === undefined || !URL.canParse(to, at)) return answer;
    at = new URL(to, at).href;
  }
  throw fault(`Get "${at}": stopped after ${String(mostRedirects)} redirects`);
}

async function get({ agent, outside }: EngineState, url: string): Promise<HttpAnswer> {
  if (/^https?:\/\/(?:\/|$)/.test(url)) throw fault(`Get "${url}": http: no Host in request URL`);
  if (!URL.canParse(url)) throw fault(`parse "${url}": invalid URL`);
  const where = new URL(url);
  const headers = { 'User-Agent': 'Go-http-client/1.1' };
  const request = { url, method: 'GET', headers, body: '' } as const;
  const answer = await outside(request);
  if (answer) return answer;
  const failed = (why: string, cause?: unknown): EngineError =>
    fault(`Get "${url}": ${why}`, cause);
  const address = serverAddress(where);
  if (address === null) throw failed(`dial tcp: lookup ${where.hostname}: no such host`);
  const isSecure = where.protocol === 'https:';
  const asked = isSecure
    ? { data: clientHello, timeout: handshakePatience }
    : { data: formatRequest(request), timeout: patience };
  const bytes = await dial(agent, address, asked).catch((error: unknown) => {
    if (!(error instanceof AgentError)) throw error;
    const isLate = isSecure && error.errno === 'ETIMEDOUT';
    if (isLate) throw failed('net/http: TLS handshake timeout', error);
    throw failed(`dial tcp ${address}: ${words[error.errno] ?? error.message}`, error);
  });
  if (bytes.length === 0) throw failed('EOF');
  if (isSecure) throw failed(noHandshake(bytes));
  const got = parseAnswer(bytes);
  if (got) return got;
  const [first = ''] = decodeText(bytes.subarray(0, 80)).split(/\r?\n/);
  throw failed(
    `net/http: HTTP/1.x transport connection broken: malformed HTTP response "${first}"`,
  );
}

/** Guest time in which something of an answer must come. */
const [patience, handshakePatience] = [30_000, 10_000];
/** Bytes of an answer that are taken at most. */
const limit = 256 * 1024 * 1024;

interface Asked {
  readonly data: Uint8Array;
  readonly timeout: number;
}

function dial(agent: Agent, address: string, asked: Asked): Promise<Uint8Array> {
  return agent.call({ op: 'dial', address, limit, ...asked });
}

/** As Go tells of them. */
const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connect: connection refused',
  EHOSTUNREACH: 'connect: no route to host',
  ENETUNREACH: 'connect: network is unreachable',
  ECONNRESET: 'read: connection reset by peer',
  ETIMEDOUT: 'i/o timeout',
};

/** The engine does not speak TLS: it offers a server no cipher (RFC 5246), and tells what that says to it. */
const clientHello = Uint8Array.of(
  0x16,
  3,
  1,
  0,
  45,
  1,
  0,
  0,
  41,
  3,
  3,
  ...new Uint8Array(32),
  0,
  0,
  2,
  0,
  0,
  1,
  0,
);

function noHandshake(bytes: Uint8Array): string {
  const isPlain = decodeText(bytes.subarray(0, 5)) === 'HTTP/';
  return isPlain
    ? 'http: server gave HTTP response to HTTPS client'
    : 'remote error: tls: handshake failure';
}
