import type { ExchangeSubject } from '../event.ts';
import type { Send } from '../http-registry.ts';
import type { Fetch } from '../static-registry.ts';
import type { Asked, Traffic } from './traffic.ts';

/** A registry's files, with every request for one told. `host` is what names say for this registry. */
export function toldFetch(fetch: Fetch, host: string, traffic: Traffic): Fetch {
  return async (path, onProgress) => {
    const asked = traffic.ask(subjectOf(host, 'GET', `/${path}`, 0));
    const tell = inSteps(asked);
    const answer = fetch(path, (bytes) => {
      tell(bytes);
      onProgress(bytes);
    });
    return answeredBy(asked, await orFailed(asked, answer), 'bytes');
  };
}

/** Bytes between two tellings of what is under way: often enough for an eye, and few for what is kept of it. */
const step = 256 * 1024;

function inSteps(asked: Asked): (bytes: number) => void {
  let told = 0;
  return (bytes) => {
    if (bytes - told < step) return;
    told = bytes;
    asked.progressed(bytes);
  };
}

/** A registry that answers requests, with every one told. */
export function toldSend(send: Send, host: string, traffic: Traffic): Send {
  return async (request) => {
    const { method, path, query, body } = request;
    const search = Object.entries(query).map(([name, value]) => `${name}=${value}`);
    const target = search.length > 0 ? `${path}?${search.join('&')}` : path;
    const asked = traffic.ask(subjectOf(host, method, target, body.length));
    return answeredBy(asked, await orFailed(asked, send(request)), 'body');
  };
}

function subjectOf(host: string, method: string, target: string, bytes: number): ExchangeSubject {
  const request = `${method} ${decodeURIComponent(target)}`;
  const digest = /sha256:[0-9a-f]{64}/.exec(request)?.[0] ?? null;
  return { kind: 'registry', host, request, digest, bytes };
}

async function orFailed<T>(asked: Asked, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    asked.answered({ status: 0, bytes: 0, text: `no answer: ${String(error)}` });
    throw error;
  }
}

type Answered<K extends string> = { readonly status: number } & Readonly<Record<K, Uint8Array>>;

function answeredBy<K extends string, T extends Answered<K>>(asked: Asked, answer: T, of: K): T {
  const { status } = answer;
  const bytes = answer[of].length;
  asked.answered({ status, bytes, text: `${String(status)}, ${String(bytes)} bytes` });
  return answer;
}
