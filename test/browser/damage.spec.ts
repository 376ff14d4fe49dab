import type { Page } from '@playwright/test';
import { expect, test } from './site.ts';

const state = /guest\/state-.*\.bin/;

/** Serves the machine's state changed by `damage` until the returned function is called. */
async function damaged(
  page: Page,
  damage: (bytes: Buffer) => Buffer,
): Promise<() => Promise<void>> {
  await page.route(state, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: damage(await response.body()) });
  });
  return () => page.unroute(state);
}

test('tells that the machine came truncated, and loads it on a retry', async ({ site, page }) => {
  const mend = await damaged(page, (bytes) => bytes.subarray(0, bytes.length / 2));
  await page.goto('./');
  await expect(page.getByText(/state-.* is truncated: \d+ of \d+ bytes came/)).toBeVisible();
  await mend();
  await page.getByRole('button', { name: 'Try again' }).click();
  await site.prompt();
  await site.ask('echo mended-$((1+1))', 'mended-2');
});

test('tells that the machine was altered, and loads it on a retry', async ({ site, page }) => {
  const mend = await damaged(page, (bytes) => {
    const altered = Buffer.from(bytes);
    altered[5000] = (altered[5000] ?? 0) ^ 1;
    return altered;
  });
  await page.goto('./');
  await expect(page.getByText(/state-.* was altered: its SHA-256/)).toBeVisible();
  await mend();
  await page.getByRole('button', { name: 'Try again' }).click();
  await site.prompt();
});

test('tells that the machine is missing', async ({ page }) => {
  await page.route(/guest\/manifest\.json/, (route) => route.fulfill({ status: 404, body: '' }));
  await page.goto('./');
  await expect(page.getByText(/Cannot fetch manifest\.json: the server says 404/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
});
