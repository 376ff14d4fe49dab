import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeText } from '../../src/base/bytes.ts';
import { chainIds } from '../../src/oci/chain.ts';
import { gunzip, gzip } from '../../src/oci/gunzip.ts';
import { parseImageConfig } from '../../src/oci/image-config.ts';
import { parseManifest, selectPlatform } from '../../src/oci/manifest.ts';
import { mediaTypes } from '../../src/oci/media-type.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const descriptor = (mediaType: string): object => ({ mediaType, digest, size: 3 });
const manifest = {
  schemaVersion: 2,
  mediaType: mediaTypes.manifest[0],
  config: descriptor(mediaTypes.config[0]),
  layers: [descriptor(mediaTypes.layer[0])],
};
const parse = (value: unknown): ReturnType<typeof parseManifest> =>
  parseManifest(encodeText(JSON.stringify(value)));

describe('parseManifest()', () => {
  test.each([0, 1])('reads a manifest of either family (%i)', (family) => {
    const mine = {
      schemaVersion: 2,
      mediaType: mediaTypes.manifest[family],
      config: descriptor(mediaTypes.config[family] ?? ''),
      layers: [descriptor(mediaTypes.layer[2 * family] ?? '')],
    };
    expect(parse(mine)).toMatchObject({
      kind: 'manifest',
      config: { digest },
      layers: [{ size: 3 }],
    });
  });

  test('reads an index, from which a platform is chosen', () => {
    const platform = { os: 'linux', architecture: '386' };
    const index = parse({
      schemaVersion: 2,
      manifests: [{ ...descriptor(mediaTypes.manifest[0]), platform }],
    });
    if (index.kind !== 'index') throw new Error('not an index');
    expect(selectPlatform(index, 'linux', '386')?.digest).toBe(digest);
    expect(selectPlatform(index, 'linux', 'arm64')).toBeNull();
  });

  test.each([
    ['another version', { ...manifest, schemaVersion: 1 }],
    ['an unknown media type', { ...manifest, mediaType: 'text/plain' }],
    ['no configuration', { ...manifest, config: undefined }],
    ['a malformed digest', { ...manifest, config: { ...manifest.config, digest: 'sha256:x' } }],
    ['a negative size', { ...manifest, layers: [{ ...manifest.layers[0], size: -1 }] }],
    ['a layer of unknown type', { ...manifest, layers: [descriptor('text/plain')] }],
    ['layers that are no list', { ...manifest, layers: {} }],
    ['a list', []],
  ])('refuses %s', (_, value) => {
    expect(() => parse(value)).toThrow();
  });

  test('reads any JSON without a crash of another kind', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        try {
          parseManifest(encodeText(text));
        } catch (error) {
          expect((error as Error).name).toBe('Error');
        }
      }),
    );
  });
});

test('parseImageConfig() reads nulls as docker writes them', () => {
  const config = parseImageConfig(
    encodeText(
      JSON.stringify({
        os: 'linux',
        architecture: '386',
        config: { Env: null, Cmd: ['sh'] },
        rootfs: { type: 'layers', diff_ids: null },
      }),
    ),
  );
  expect(config.run).toMatchObject({ env: [], cmd: ['sh'], entrypoint: [], user: '' });
});

test('chainIds() are those of the specification', async () => {
  const a = 'sha256:55519f54e55bc0b8cd981555cd0a94056e9ad2b083b96cbbf91bd6ec7d7872ee';
  const b = 'sha256:690b281685484996de9388b85155d32ff8fc8c7fd3a827506a5642127c8b41f4';
  // sha256sum of "A B", as the real engine names the layer directory.
  expect(await chainIds([a, b])).toEqual([
    a,
    'sha256:53ee1426be6a7328c27835f8f3b516fc6c4083ec23a0426345ad1f92e9aebbaa',
  ]);
  expect(await chainIds([])).toEqual([]);
});

describe('gunzip()', () => {
  const text = encodeText('layer '.repeat(1000));

  test('undoes gzip', async () => {
    expect(await gunzip(await gzip(text))).toEqual(text);
  });

  test('refuses what is cut, changed or larger than allowed', async () => {
    const packed = await gzip(text);
    await expect(gunzip(packed.slice(0, -9))).rejects.toThrow();
    await expect(gunzip(packed.with(20, 0xff) as Uint8Array<ArrayBuffer>)).rejects.toThrow();
    await expect(gunzip(packed, 100)).rejects.toThrow('larger than 100 bytes');
  });
});
