import type { Manifest } from '../../src/machine/manifest.ts';

/** What a guest build might have made. */
export const fakeManifest: Manifest = {
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
