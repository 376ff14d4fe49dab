import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { views } from '../../src/app/stage/views.ts';
import { expect, test, type Site } from './site.ts';

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** Looks for what is wrong with each view, its account in words, and the card of what is inside of a namespace. */
async function everyView(site: Site, page: Page): Promise<void> {
  const names = site.stage.getByRole('group', { name: 'Views' });
  const words = site.stage.getByRole('button', { name: 'In words' });
  for (const { title } of views) {
    await names.getByRole('button', { name: title, exact: true }).click();
    await expect(site.stage.locator('svg g.plate')).toBeAttached();
    expect(await violations(page), title).toEqual([]);
    await words.click();
    expect(await violations(page), `${title}, in words`).toEqual([]);
    await words.click();
  }
  await names.getByRole('button', { name: 'Namespaces', exact: true }).click();
  await site.stage.locator('[data-entity^="namespace/net:"]').last().click({ force: true });
  await expect(page.getByRole('columnheader', { name: 'Addresses' })).toBeVisible();
  expect(await violations(page), 'what is inside of a namespace').toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test('axe finds nothing while loading, and when loading failed', async ({ page }) => {
      await page.route(/guest\/manifest\.json/, () => undefined);
      await page.goto('./');
      await expect(page.getByText('Starting a Linux machine')).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.unrouteAll();
      await page.route(/guest\/manifest\.json/, (route) => route.fulfill({ status: 500 }));
      await page.reload();
      await expect(page.getByText('could not be started')).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });

    test('axe finds nothing in any view alone, nor in its words', async ({ site, page }) => {
      await site.open();
      await site.ask('docker run -d --name web busybox sleep 1000 && echo it-runs', 'it-runs');
      await everyView(site, page);
    });

    test('axe finds nothing at work', async ({ site, page }) => {
      await site.open();
      await site.type('unshare --pid --fork --mount-proc sleep 500');
      await expect(site.remark('own pid').first()).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await site.process('sleep').first().click();
      await expect(page.getByRole('complementary', { name: 'Evidence' })).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await site.segment('unshare').getByRole('button').click();
      await page.getByRole('button', { name: 'In words' }).click();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('F1');
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });
  });
}

test('axe finds nothing on the timeline with branches, nor where they are compared', async ({
  site,
  page,
}) => {
  await site.open();
  await expect(site.timeline.locator('.point')).toHaveCount(1);
  await site.type('sleep 900 &');
  await expect(site.timeline.locator('.point')).toHaveCount(2);
  await page.keyboard.press('Control+Shift+Z');
  await expect(site.timeline.getByRole('status')).toContainText('before “sleep 900');
  await site.ask('echo other', 'other');
  await expect(site.timeline.getByRole('list')).toHaveCount(2);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Control+Shift+B');
  await expect(page.getByRole('dialog', { name: /Branches/ })).toContainText('sleep 900');
  expect(await violations(page)).toEqual([]);
});

test('axe finds nothing on a phone', async ({ site, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('./');
  await page.getByRole('button', { name: 'Start the machine anyway' }).click();
  await site.prompt();
  for (const name of ['Lesson', 'Terminals', 'Picture']) {
    await page.getByRole('navigation').getByRole('button', { name, exact: true }).click();
    expect(await violations(page)).toEqual([]);
  }
  await everyView(site, page);
});

test('the focus goes round the parts of the page, out of the terminal too', async ({
  site,
  page,
}) => {
  await site.open();
  await site.focusTerminal();
  const region = (): Promise<string | undefined> =>
    page.evaluate(
      () => document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset['region'],
    );
  for (const next of ['stage', 'timeline', 'lesson', 'terminal']) {
    await page.keyboard.press('F6');
    await expect.poll(region).toBe(next);
  }
  await page.keyboard.press('Shift+F6');
  await expect.poll(region).toBe('lesson');
});

test('? opens the help with all keys, Escape closes it', async ({ site, page }) => {
  await site.open();
  await page.getByRole('button', { name: 'Reset' }).focus();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Help' });
  await expect(dialog).toContainText('Search in the terminal');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});
