import { expect, test } from 'vitest';
import type { ClientSession } from '../../src/agent/agent.ts';
import { decodeText, encodeText } from '../../src/base/bytes.ts';
import { Emitter } from '../../src/base/events.ts';
import { serveHttp, type ApiAnswer, type ApiRequest } from '../../src/cli/http.ts';

/** What is sent to somebody who says these bytes, and what was asked for. */
async function exchange(
  parts: readonly string[],
  answer: (request: ApiRequest) => Promise<ApiAnswer>,
): Promise<{ told: string; asked: readonly ApiRequest[] }> {
  const bytes = new Emitter<Uint8Array>();
  const asked: ApiRequest[] = [];
  let told = '';
  await new Promise<void>((resolve) => {
    const session: ClientSession = {
      id: 1,
      onMessage: () => () => undefined,
      onBytes: bytes.event,
      onClosed: () => () => undefined,
      send: () => Promise.reject(new Error('It does not speak that language')),
      sendBytes: (sent) => {
        told += decodeText(sent);
        return Promise.resolve();
      },
      close: resolve,
    };
    serveHttp(session, (request) => {
      asked.push(request);
      return answer(request);
    });
    for (const part of parts) bytes.fire(encodeText(part));
  });
  return { told, asked };
}

const ok = (): Promise<ApiAnswer> =>
  Promise.resolve({ status: 200, type: 'application/json', body: '{"a":"ä"}' });

test('a request is read from pieces, answered once and with the length in bytes', async () => {
  const parts = ['GET /v1.41/version?x', '=1 HTTP/1.1\r\nHost: a\r\n', '\r\n', '\r\n\r\n'];
  const { told, asked } = await exchange(parts, ok);
  expect(asked).toEqual([{ method: 'GET', path: '/v1.41/version' }]);
  expect(told).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(told).toContain('\r\nContent-Length: 10\r\n');
  expect(told).toMatch(/\r\n\r\n{"a":"ä"}$/);
});

test('HEAD is answered without what it is the head of', async () => {
  const { told } = await exchange(['HEAD /_ping HTTP/1.1\r\n\r\n'], ok);
  expect(told).toContain('\r\nContent-Length: 10\r\n');
  expect(told).toMatch(/\r\n\r\n$/);
});

test.each([
  ['what is no request', 'hello\r\n\r\n', 400, ok],
  ['what never ends', 'GET /'.padEnd(70_000, 'x'), 400, ok],
  [
    'an answer that fails',
    'GET / HTTP/1.1\r\n\r\n',
    500,
    () => Promise.reject(new Error('No disk')),
  ],
])('%s is told in the form of docker’s errors', async (_, text, status, answer) => {
  const { told } = await exchange([text], answer);
  expect(told).toContain(`HTTP/1.1 ${String(status)} `);
  expect(told).toMatch(/\r\n\r\n{"message":".+"}\n$/);
});
