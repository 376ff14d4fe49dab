// curl on the real guest, against a container whose port is published.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNodeGuest } from '../../scripts/open-guest.ts';
import type { Guest } from '../../src/backend/guest.ts';
import { decodeText } from '../../src/base/bytes.ts';

let guest: Guest;

const said = '#!/bin/sh\\necho Content-Type: text/plain\\necho\\necho $REQUEST_METHOD $(cat)';
const site = `mkdir -p /site/cgi-bin; echo hello > /site/index.html; printf '${said}' > /site/cgi-bin/said; chmod +x /site/cgi-bin/said`;

beforeAll(async () => {
  guest = await openNodeGuest();
  const { exit } = await guest.run(
    `${site}; docker run -d --name web -p 8080:80 -v /site:/site busybox httpd -f -h /site`,
  );
  expect(exit).toBe(0);
});
afterAll(() => guest.shutdown());

async function run(line: string): Promise<{ exit: number; stdout: string; stderr: string }> {
  const { exit, stdout, stderr } = await guest.run(line);
  return { exit, stdout: decodeText(stdout), stderr: decodeText(stderr) };
}

const engine = 'curl -s --unix-socket /var/run/docker.sock http://localhost';

test.each([
  ['a page', 'curl -s localhost:8080', /^hello\n$/],
  ['what is posted', 'curl -s -d fish=carp localhost:8080/cgi-bin/said', /^POST fish=carp\n$/],
  ['the head alone', 'curl -sI localhost:8080', /^HTTP\/1\.\d 200 OK\r\n[^]*Content-Length: 6\r\n/],
  ['a page in a file', 'curl -so /tmp/page localhost:8080; cat /tmp/page', /^hello\n$/],
  ['the status', `curl -so /dev/null -w '%{http_code}' localhost:8080/none`, /^404$/],
  ['the address of a container', 'curl -s 172.17.0.2', /^hello\n$/],
  [
    'what the engine tells of itself at its socket',
    `${engine}/version`,
    /^{"Platform":{"Name":"Fishbowl [^]*"ApiVersion":"1.41",[^]*"KernelVersion":"6\.1\./,
  ],
  ['the same of a version of the API', `${engine}/v1.41/info`, /^{"ID":"[^]*"Containers":1,/],
  ['whether the engine is there', `${engine}/_ping`, /^OK$/],
  ['a file', 'curl -s file:///etc/hostname', /^fishbowl\n$/],
  ['what it can do', 'curl --version', /\nProtocols: file http\nFeatures: .*UnixSockets/],
])('curl gives %s', async (_, line, expected) => {
  const { exit, stdout, stderr } = await run(line);
  expect(stderr).toBe('');
  expect(stdout).toMatch(expected);
  expect(exit).toBe(0);
});

test('what the engine does not know of docker’s HTTP API it says', async () => {
  const { stdout } = await run(`${engine}/containers/json -w ' %{http_code}'`);
  expect(stdout).toMatch(
    /^{"message":"Fishbowl's engine does not answer GET \/containers\/json: .*"}\n 501$/,
  );
  expect(await run('docker ps -q | wc -l')).toMatchObject({ stdout: '1\n' });
});

test('curl -v tells what goes both ways', async () => {
  const { stderr } = await run('curl -sv localhost:8080');
  expect(stderr).toMatch(/^\* {3}Trying \S+:8080\.\.\.\n\* Connected to localhost/);
  expect(stderr).toContain('\n> GET / HTTP/1.1\r\n> Host: localhost:8080\r\n');
  expect(stderr).toContain('\n< HTTP/1.1 200 OK\r\n');
});

test.each([
  [7, 'localhost:8081', /^curl: \(7\) Failed to connect to localhost port 8081 after \d+ ms: /],
  [1, 'https://localhost', /^curl: \(1\) Protocol "https" not supported or disabled in libcurl\n$/],
  [6, 'http://shark.example', /^curl: \(6\) Could not resolve host: shark\.example\n$/],
  [22, '-f localhost:8080/none', /^curl: \(22\) The requested URL returned error: 404\n$/],
])('curl fails with %i and its own words for %s', async (code, what, expected) => {
  const { exit, stdout, stderr } = await run(`curl -sS ${what}`);
  expect(stderr).toMatch(expected);
  expect(stdout).toBe('');
  expect(exit).toBe(code);
});
