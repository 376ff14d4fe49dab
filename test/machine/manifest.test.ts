import { describe, expect, test } from 'vitest';
import { formatManifest, parseManifest } from '../../src/machine/manifest.ts';
import type { Manifest } from '../../src/machine/manifest.ts';

const manifest: Manifest = {
  format: 1,
  image: 'a'.repeat(64),
  v86: '0.5.462',
  memory: 268435456,
  kernel: '6.1.176',
  bootMs: 3012.5,
  packages: { bash: '5.2.15-2+b9' },
  artifacts: {
    state: { path: 'state-1.bin', bytes: 5, sha256: 'b'.repeat(64), compression: 'zstd' },
    wasm: { path: 'v86-1.bin', bytes: 7, sha256: 'c'.repeat(64), compression: 'gzip' },
  },
};

describe('parseManifest()', () => {
  test('reads what formatManifest() wrote', () => {
    expect(parseManifest(formatManifest(manifest))).toEqual(manifest);
  });

  const { state } = manifest.artifacts;
  const wrong: [string, object][] = [
    ['format', { ...manifest, format: 2 }],
    ['image', { ...manifest, image: 'xyz' }],
    ['bootMs', { ...manifest, bootMs: '3' }],
    ['packages.bash', { ...manifest, packages: { bash: 5 } }],
    ['artifacts', { ...manifest, artifacts: null }],
    ['artifacts.wasm', { ...manifest, artifacts: { state } }],
    ['artifacts.wasm.path', withWasm({ path: '../secret' })],
    ['artifacts.wasm.path', withWasm({ path: 'https://elsewhere/wasm' })],
    ['artifacts.wasm.sha256', withWasm({ sha256: '' })],
    ['artifacts.wasm.compression', withWasm({ compression: 'br' })],
  ];
  test.each(wrong)('names the field %s when it is wrong', (field, value) => {
    expect(() => parseManifest(JSON.stringify(value))).toThrow(`wrong value of ${field}:`);
  });

  test('says so when it is no JSON at all', () => {
    expect(() => parseManifest('<!doctype html>')).toThrow('not JSON');
  });
});

function withWasm(change: object): object {
  const { state, wasm } = manifest.artifacts;
  return { ...manifest, artifacts: { state, wasm: { ...wasm, ...change } } };
}
