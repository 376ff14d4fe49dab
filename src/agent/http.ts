// HTTP/1.1 (RFC 9112) over one connection that the server closes: the request as bytes, the bytes of the answer as an answer.
import { concatBytes, decodeText, encodeText } from '../base/bytes.ts';

export interface HttpRequest {
  /** "http://localhost:8080/path". */
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly reason: string;
  /** Names in small letters; what was said more than once is joined with commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Names that mean the guest itself; there is no other name that it could look up. */
const ownNames = new Set(['localhost', 'fishbowl']);

/** Where a URL's server is to be dialled: "127.0.0.1:80"; null where the guest knows no such host. */
export function serverAddress({ protocol, hostname, port }: URL): string | null {
  const isOwn = ownNames.has(hostname) || hostname.endsWith('.localhost');
  if (!isOwn && !/^[\d.]+$/.test(hostname)) return null;
  return `${isOwn ? '127.0.0.1' : hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
}

export function formatRequest({ url, method, headers, body }: HttpRequest): Uint8Array {
  const { host, pathname, search } = new URL(url);
  const content = encodeText(body);
  const lines = [
    `${method} ${pathname}${search} HTTP/1.1`,
    `Host: ${host}`,
    // Who asks asks for one thing at a time, and the end of the connection is the end of the answer.
    'Connection: close',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${clean(value)}`),
    ...(method === 'POST' ? [`Content-Length: ${String(content.length)}`] : []),
  ];
  return concatBytes([encodeText(`${lines.join('\r\n')}\r\n\r\n`), content]);
}

/** A header's value cannot begin another header. */
function clean(value: string): string {
  return value.replaceAll(/[\r\n]+/g, ' ');
}

/** The answer, or null where the bytes are none. An answer that was cut short counts as far as it came. */
export function parseAnswer(bytes: Uint8Array): HttpAnswer | null {
  const end = indexOf(bytes, [13, 10, 13, 10], 0);
  const bare = indexOf(bytes, [10, 10], 0);
  const isBare = end < 0 || (bare >= 0 && bare < end);
  const at = isBare ? bare : end;
  if (at < 0) return null;
  const [first = '', ...lines] = decodeText(bytes.subarray(0, at)).split(/\r?\n/);
  const [, code, reason = ''] = /^HTTP\/1\.[01] (\d{3})(?: (.*))?$/.exec(first) ?? [];
  if (code === undefined) return null;
  const rest = bytes.subarray(at + (isBare ? 2 : 4));
  // "100 Continue" and its like come before the answer.
  if (code.startsWith('1')) return parseAnswer(rest);
  const headers = parseHeaders(lines);
  return { status: Number(code), reason, headers, body: bodyOf(rest, headers) };
}

function parseHeaders(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  return headers;
}

function bodyOf(rest: Uint8Array, headers: Readonly<Record<string, string>>): Uint8Array {
  if (/\bchunked\b/i.test(headers['transfer-encoding'] ?? '')) return joinChunks(rest);
  const length = Number(headers['content-length'] ?? rest.length);
  return Number.isInteger(length) && length >= 0 ? rest.subarray(0, length) : rest;
}

function joinChunks(bytes: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = [];
  for (let at = 0; ;) {
    const line = indexOf(bytes, [10], at);
    if (line < 0) break;
    const size = parseInt(decodeText(bytes.subarray(at, line)), 16);
    if (!(size > 0)) break;
    chunks.push(bytes.subarray(line + 1, line + 1 + size));
    at = line + 1 + size + 2;
  }
  return concatBytes(chunks);
}

function indexOf(bytes: Uint8Array, wanted: readonly number[], from: number): number {
  for (
    let at = bytes.indexOf(wanted[0] ?? 0, from);
    at >= 0;
    at = bytes.indexOf(wanted[0] ?? 0, at + 1)
  )
    if (wanted.every((byte, step) => bytes[at + step] === byte)) return at;
  return -1;
}
