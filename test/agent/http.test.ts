import { describe, expect, test } from 'vitest';
import { formatRequest, parseAnswer } from '../../src/agent/http.ts';
import { decodeText, encodeText } from '../../src/base/bytes.ts';

const parse = (text: string) => {
  const answer = parseAnswer(encodeText(text));
  return answer && { ...answer, body: decodeText(answer.body) };
};

describe('`formatRequest()`', () => {
  test('asks for the path and the query, and for the end of the connection', () => {
    const bytes = formatRequest({
      url: 'http://localhost:8080/a/b?c=d#e',
      method: 'GET',
      headers: { Accept: 'x\r\nEvil: 1' },
      body: '',
    });
    const text = decodeText(bytes);
    expect(text).toMatch(/^GET \/a\/b\?c=d HTTP\/1\.1\r\nHost: localhost:8080\r\n/);
    expect(text).toContain('\r\nConnection: close\r\n');
    expect(text).not.toMatch(/^Evil/m);
    expect(text).toMatch(/\r\n\r\n$/);
  });

  test('tells the length of a body in bytes', () => {
    const url = 'http://localhost/';
    const text = decodeText(formatRequest({ url, method: 'POST', headers: {}, body: 'ä' }));
    expect(text).toContain('Content-Length: 2\r\n');
    expect(text.endsWith('\r\n\r\nä')).toBe(true);
  });
});

describe('`parseAnswer()`', () => {
  test.each([
    ['with a length', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhello', { body: 'he' }],
    [
      'until the end',
      'HTTP/1.0 404 Not Found\r\nA: b\r\n\r\nhello',
      { status: 404, reason: 'Not Found', body: 'hello' },
    ],
    ['with bare newlines', 'HTTP/1.0 200 OK\nA: b\n\nhi\r\n\r\n', { body: 'hi\r\n\r\n' }],
    ['without a reason', 'HTTP/1.1 204\r\n\r\n', { status: 204, reason: '', body: '' }],
    [
      'in chunks',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n',
      { body: 'abcde' },
    ],
    [
      'cut within a chunk',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc',
      { body: 'abc' },
    ],
    [
      'after 100 Continue',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx',
      { status: 200, body: 'x' },
    ],
  ])('reads an answer %s', (_, text, answer) => {
    expect(parse(text)).toMatchObject(answer);
  });

  test.each(['', 'SSH-2.0-x\r\n\r\n', 'HTTP/1.1 200 OK\r\nA: b', 'HTTP/2 200\r\n\r\n'])(
    'refuses %j',
    (text) => expect(parse(text)).toBeNull(),
  );

  test('joins what was said twice, and passes over what is no header', () => {
    const answer = parse('HTTP/1.1 200 OK\r\nA: 1\r\nnothing\r\na: 2\r\n\r\n');
    expect(answer?.headers).toEqual({ a: '1, 2' });
  });
});
