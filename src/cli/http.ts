// Who speaks HTTP at the engine's socket, as `curl --unix-socket` does: a few questions of Docker's Engine API, and the truth about the rest.
import type { ClientSession } from '../agent/agent.ts';
import { concatBytes, decodeText, encodeText } from '../base/bytes.ts';
import type { Engine } from '../engine/engine.ts';
import { apiVersion, engineVersion, platform } from '../engine/platform.ts';
import { infoFacts } from './system/info-facts.ts';
import { serverFacts } from './system/version-facts.ts';
import { formatJson } from './template/json.ts';
import type { Value } from './template/type.ts';

export interface ApiRequest {
  readonly method: string;
  /** "/v1.41/version", without what follows a question mark. */
  readonly path: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly type: 'application/json' | 'text/plain; charset=utf-8';
  readonly body: string;
}

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  500: 'Internal Server Error',
  501: 'Not Implemented',
};
/** A longer head is no request that anybody would type. */
const longestHead = 64 * 1024;

const json = (status: number, body: string): ApiAnswer => ({
  ...{ status, type: 'application/json', body: `${body}\n` },
});
const fault = (status: number, message: string): ApiAnswer =>
  json(status, JSON.stringify({ message }));

const questions: Readonly<Record<string, (engine: Engine) => Promise<Value>>> = {
  '/version': serverFacts,
  '/info': infoFacts,
};

/** What the engine says to a request of Docker's Engine API. */
export async function answerRequest(
  engine: Engine,
  { method, path }: ApiRequest,
): Promise<ApiAnswer> {
  const asked = path.replace(/^\/v\d+\.\d+(?=\/)/, '');
  const question = Object.hasOwn(questions, asked) ? questions[asked] : undefined;
  if (!['GET', 'HEAD'].includes(method)) return unknown(method, path);
  if (asked === '/_ping') return { status: 200, type: 'text/plain; charset=utf-8', body: 'OK' };
  return question ? json(200, formatJson(await question(engine), true)) : unknown(method, path);
}

function unknown(method: string, path: string): ApiAnswer {
  return fault(
    501,
    `Fishbowl's engine does not answer ${method} ${path}: of Docker's HTTP API it knows /_ping, /version and /info. Everything else is asked with the command docker`,
  );
}

/** Answers the one request of a connection, and closes it. */
export function serveHttp(
  session: ClientSession,
  answer: (request: ApiRequest) => Promise<ApiAnswer>,
): void {
  let head: Uint8Array = new Uint8Array();
  let answered = false;
  session.onBytes((bytes) => {
    if (answered) return;
    head = concatBytes([head, bytes]);
    const text = decodeText(head);
    if (!text.includes('\r\n\r\n') && head.length < longestHead) return;
    answered = true;
    const [, method = '', path = ''] =
      /^([A-Z]+) ([^ ?]+)(?:\?\S*)? HTTP\/1\.[01]\r\n/.exec(text) ?? [];
    const told = method
      ? answer({ method, path }).catch((error: unknown) => fault(500, String(error)))
      : Promise.resolve(fault(400, 'This is no HTTP request'));
    void told
      .then((found) => session.sendBytes(format(found, method === 'HEAD')))
      .catch(() => undefined) // it has gone away
      .finally(() => session.close());
  });
}

function format({ status, type, body }: ApiAnswer, isHead: boolean): Uint8Array {
  const content = encodeText(body);
  const lines = [
    `HTTP/1.1 ${String(status)} ${reasons[status] ?? ''}`,
    `Api-Version: ${apiVersion}`,
    `Content-Type: ${type}`,
    `Ostype: ${platform.os}`,
    `Server: Fishbowl/${engineVersion} (${platform.os})`,
    'Connection: close',
    `Content-Length: ${String(content.length)}`,
  ];
  return concatBytes([
    encodeText(`${lines.join('\r\n')}\r\n\r\n`),
    isHead ? new Uint8Array() : content,
  ]);
}
