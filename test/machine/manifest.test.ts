import { describe, expect, test } from 'vitest';
import { formatManifest, parseManifest } from '../../src/machine/manifest.ts';
import { fakeManifest as manifest } from '../fake/manifest.ts';

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
