import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// Three projects: `unit` needs Node and the guest's compilers, `guest` boots the built guest, and the browser has its own runner (playwright.config.ts).
/** What comes of itself is waited for until a busy host has had its time: Vitest's own second fits an idle one. */
const poll = { timeout: 20_000 };

export default defineConfig({
  plugins: [svelte()],
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          testTimeout: 30_000,
          expect: { poll },
          globalSetup: ['test/shim/toolchain.ts'],
          include: ['test/**/*.test.ts'],
          exclude: ['test/{guest,conformance,browser}/**', 'node_modules/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'guest',
          include: ['test/{guest,conformance}/**/*.test.ts'],
          testTimeout: 120_000,
          expect: { poll },
          hookTimeout: 120_000,
          pool: 'forks',
          maxWorkers: 2,
        },
      },
    ],
  },
});
