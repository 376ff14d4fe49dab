import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve, type Server } from '../../scripts/serve.ts';
import { playwrightTally, vitestTally } from '../../scripts/tally.ts';

let folder = '';
let server: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fishbowl-site-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<p>page</p>');
  await writeFile(join(folder, 'assets/app-a1b2c3d4.js'), 'plain');
  await writeFile(join(folder, 'assets/app-a1b2c3d4.js.br'), brotliCompressSync('plain'));
  server = await serve(folder, { port: 0 });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

test('serve() answers a folder with its index.html, under the policy', async () => {
  const response = await fetch(server.url);
  expect(await response.text()).toBe('<p>page</p>');
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/script-src[^;]*unsafe-inline|https?:/);
});

test('serve() sends the compressed twin of a file to those who accept it', async () => {
  const url = new URL('assets/app-a1b2c3d4.js', server.url);
  const packed = await fetch(url, { headers: { 'accept-encoding': 'br' } });
  expect(packed.headers.get('content-encoding')).toBe('br');
  expect(packed.headers.get('cache-control')).toContain('immutable');
  expect(await packed.text()).toBe('plain');
  const plain = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
  expect(plain.headers.get('content-encoding')).toBeNull();
});

test('serve() answers 304 to one who has the file', async () => {
  const first = await fetch(server.url);
  const tag = first.headers.get('etag') ?? '';
  const second = await fetch(server.url, { headers: { 'if-none-match': tag } });
  expect(second.status).toBe(304);
});

test.each(['nothing', '%2e%2e/%2e%2e/etc/passwd', '%zz', 'a%00b'])(
  'serve() has no file %s',
  async (path) => {
    expect((await fetch(server.url + path)).status).toBe(404);
  },
);

test('serve() counts the bytes of bodies', async () => {
  const before = server.bytesServed();
  await (await fetch(server.url)).text();
  expect(server.bytesServed() - before).toBe('<p>page</p>'.length);
});

test('vitestTally() counts a file that could not be run as a failure', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(vitestTally(JSON.stringify(report))).toEqual({ passed: 3, failed: 2 });
});

test('playwrightTally() counts flaky tests and errors outside tests as failures', () => {
  const report = { stats: { expected: 5, unexpected: 1, flaky: 1 }, errors: [{}] };
  expect(playwrightTally(JSON.stringify(report))).toEqual({ passed: 5, failed: 3 });
});
