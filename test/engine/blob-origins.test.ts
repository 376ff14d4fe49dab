import { expect, test } from 'vitest';
import { blobOrigins, noteOrigin } from '../../src/engine/blob-origins.ts';
import { imageDisk } from '../../src/engine/disk.ts';
import type { Digest } from '../../src/oci/digest.ts';
import { FakeAgent } from '../fake/agent.ts';

const digest = (letter: string): Digest => `sha256:${letter.repeat(64)}`;
const layer = digest('a');
const origin = (repository: string) => ({ Digest: digest('b'), SourceRepository: repository });

test('noteOrigin() keeps what was seen last in front, each once', async () => {
  const agent = new FakeAgent();
  expect(await blobOrigins(agent, layer)).toEqual([]);
  for (const each of ['one', 'two', 'one']) await noteOrigin(agent, layer, origin(each));
  expect(await blobOrigins(agent, layer)).toEqual([origin('one'), origin('two')]);
  expect(await blobOrigins(agent, digest('c'))).toEqual([]);
});

test('noteOrigin() keeps fifty, oldest first on the disk as docker has them', async () => {
  const agent = new FakeAgent();
  for (let at = 0; at < 52; at++) await noteOrigin(agent, layer, origin(String(at)));
  const kept = await blobOrigins(agent, layer);
  expect(kept.map(({ SourceRepository }) => SourceRepository)).toEqual(
    Array.from({ length: 50 }, (_, at) => String(51 - at)),
  );
  const bytes = await agent.call({ op: 'read', path: imageDisk.blobOrigins(layer) });
  expect(new TextDecoder().decode(bytes)).toMatch(
    /^\[\{"Digest":"sha256:b+","SourceRepository":"2"\}/,
  );
});
