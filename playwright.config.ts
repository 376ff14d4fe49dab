import { defineConfig } from '@playwright/test';

// Real Chromium on the built site. One worker: each page runs a whole machine. The time limits allow for a host that is very busy.
const port = Number(process.env['FISHBOWL_TEST_PORT'] ?? 4817);
const folder = process.env['FISHBOWL_SITE'] ?? 'dist';

export default defineConfig({
  testDir: 'test/browser',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 240_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
  use: {
    baseURL: `http://127.0.0.1:${String(port)}/`,
    viewport: { width: 1440, height: 900 },
    // Nobody's first visit, but in the tests of that.
    storageState: {
      cookies: [],
      origins: [
        {
          origin: `http://127.0.0.1:${String(port)}`,
          localStorage: [{ name: 'fishbowl.settings', value: JSON.stringify({ oriented: true }) }],
        },
      ],
    },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env['FISHBOWL_CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `npx tsx scripts/serve.ts --port ${String(port)} --folder ${folder}`,
    url: `http://127.0.0.1:${String(port)}/`,
    reuseExistingServer: false,
    timeout: 60_000,
  },
});
