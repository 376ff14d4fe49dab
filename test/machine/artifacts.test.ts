import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { encodeText } from '../../src/base/bytes.ts';
import { sha256Hex } from '../../src/base/hash.ts';
import { ArtifactError, fetchArtifact, urlArtifacts } from '../../src/machine/artifacts.ts';
import type { ArtifactSource } from '../../src/machine/artifacts.ts';
import type { Artifact } from '../../src/machine/manifest.ts';

const whole = encodeText('the built machine');
const artifact: Artifact = {
  path: 'state.bin',
  bytes: whole.length,
  sha256: await sha256Hex(whole),
  compression: 'none',
};

/** Answers one reply a fetch; records whether each was to be fresh. */
function source(replies: readonly (Uint8Array<ArrayBuffer> | Error)[]): {
  readonly source: ArtifactSource;
  readonly asked: boolean[];
} {
  const asked: boolean[] = [];
  return {
    asked,
    source: {
      async fetch(_path, { fresh, onBytes }) {
        const reply = replies[asked.push(fresh) - 1];
        if (!(reply instanceof Uint8Array)) throw reply ?? new Error('no more');
        onBytes(reply.length);
        return { bytes: reply, sha256: await sha256Hex(reply) };
      },
    },
  };
}

describe('fetchArtifact()', () => {
  const altered = encodeText('the built mischief');
  const cut = whole.slice(0, 5);

  test('answers bytes that have the hash', async () => {
    const { source: good, asked } = source([whole]);
    expect(await fetchArtifact(good, artifact, () => undefined)).toEqual(whole);
    expect(asked).toEqual([false]);
  });

  test.each([
    ['truncated', cut],
    ['altered', altered],
    ['missing', new Error('the network is gone')],
  ])('fetches what is %s once more, past the caches', async (_case, first) => {
    const { source: mended, asked } = source([first, whole]);
    expect(await fetchArtifact(mended, artifact, () => undefined)).toEqual(whole);
    expect(asked).toEqual([false, true]);
  });

  test.each([
    ['truncated', cut, 'state.bin is truncated: 5 of 17 bytes came'],
    ['altered', altered, 'state.bin was altered'],
    ['missing', new Error('the network is gone'), 'Cannot fetch state.bin: the network is gone'],
  ])('says which file is %s, and how', async (_case, reply, sentence) => {
    const { source: broken } = source([reply, reply]);
    const error = await fetchArtifact(broken, artifact, () => undefined).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ArtifactError);
    expect(error).toMatchObject({ path: 'state.bin' });
    expect((error as Error).message).toContain(sentence);
  });
});

describe('urlArtifacts()', () => {
  test('tells the bytes as they come', async () => {
    const url = `data:text/plain,${'x'.repeat(2000)}`;
    const told: number[] = [];
    const { bytes } = await urlArtifacts('file:///').fetch(url, {
      fresh: false,
      onBytes: (count) => told.push(count),
    });
    expect(bytes.length).toBe(2000);
    expect(told.at(-1)).toBe(2000);
  });

  test('gives up a server that falls silent', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('the beginning');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const source = urlArtifacts(`http://127.0.0.1:${port}/`, 100);
    const options = { fresh: false, onBytes: () => undefined };
    await expect(source.fetch('state.bin', options)).rejects.toThrow(
      'Cannot fetch state.bin: nothing came for 0.1 seconds',
    );
    server.closeAllConnections();
    server.close();
  });
});
