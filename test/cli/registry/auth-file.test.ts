import { expect, test } from 'vitest';
import { decodeText, encodeText } from '../../../src/base/bytes.ts';
import type { ClientRequest } from '../../../src/cli/client.ts';
import { AuthFile } from '../../../src/cli/registry/auth-file.ts';
import { FakeAgent } from '../../fake/agent.ts';

const request: ClientRequest = {
  argv: ['docker', 'login'],
  cwd: '/work',
  env: ['HOME=/root'],
  tty: [false, false, false],
  rows: 0,
  cols: 0,
  pid: 1,
};
const me = { username: 'me', password: 'a:b\nc' };
const path = '/root/.docker/config.json';

async function text(agent: FakeAgent, at = path): Promise<string> {
  return decodeText(await agent.call({ op: 'read', path: at }));
}

function put(agent: FakeAgent, content: string): void {
  agent.files.perform({ op: 'mkdir', path: '/root/.docker', mode: 0o700, parents: true });
  agent.files.perform({ op: 'write', path, data: encodeText(content) });
}

test('what was set is there for who opens the file next, until it is removed', async () => {
  const agent = new FakeAgent();
  const file = await AuthFile.open(agent, request);
  expect(file.get('localhost:5000')).toBeNull();
  await file.set('localhost:5000', me);
  expect(await text(agent)).toBe(
    '{\n\t"auths": {\n\t\t"localhost:5000": {\n\t\t\t"auth": "bWU6YTpiCmM="\n\t\t}\n\t}\n}',
  );
  const again = await AuthFile.open(agent, request);
  expect(again.get('localhost:5000')).toEqual(me);
  await again.remove(['localhost:5000', 'other']);
  expect((await AuthFile.open(agent, request)).get('localhost:5000')).toBeNull();
});

test("a person's other settings stay", async () => {
  const agent = new FakeAgent();
  put(agent, '{"psFormat":"{{.ID}}","auths":{"a":{"auth":"YTpi"}}}');
  const file = await AuthFile.open(agent, request);
  expect(file.get('a')).toEqual({ username: 'a', password: 'b' });
  await file.set('b', me);
  expect(JSON.parse(await text(agent))).toMatchObject({
    psFormat: '{{.ID}}',
    auths: { a: { auth: 'YTpi' } },
  });
});

test.each(['{', '[]', '"x"', '{"auths":{"a":{}}}', '{"auths":{"a":{"auth":"%"}}}'])(
  'no login is in %s',
  async (content) => {
    const agent = new FakeAgent();
    put(agent, content);
    expect((await AuthFile.open(agent, request)).get('a')).toBeNull();
  },
);

test('DOCKER_CONFIG names the folder, from where the client stands', async () => {
  const agent = new FakeAgent();
  const file = await AuthFile.open(agent, { ...request, env: ['HOME=/root', 'DOCKER_CONFIG=own'] });
  expect([file.path, file.shown]).toEqual(['/work/own/config.json', 'own/config.json']);
  agent.files.perform({ op: 'mkdir', path: '/work', mode: 0o755, parents: true });
  await file.set('a', me);
  expect(await text(agent, '/work/own/config.json')).toContain('"a"');
});
