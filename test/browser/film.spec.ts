import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './site.ts';

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** Files of the machine that the page has asked for. */
function machineFiles(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (/guest\/(state|wasm)-/.test(request.url())) asked.push(request.url());
  });
  return asked;
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('a recorded lesson plays with its pictures and text, and no machine is fetched', async ({
    site,
    page,
  }) => {
    const asked = machineFiles(page);
    await page.goto('./');
    await expect(page.getByText('On a screen this small')).toBeVisible();
    const lesson = page.getByRole('article');
    await expect(lesson.getByRole('heading', { level: 2 })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Next step' }).click();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await expect(
      page.locator('[data-entity^="process/"]').filter({ hasText: 'sleep' }).first(),
    ).toBeVisible();
    await expect(lesson.locator('.xterm-rows')).toContainText('sleep');
    await expect(page.getByRole('button', { name: 'Play again' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(overflow).toBeLessThanOrEqual(390);
    expect(asked).toEqual([]);

    await page.getByRole('button', { name: 'Start the machine anyway' }).click();
    await site.prompt();
    await page.reload();
    await site.prompt();
  });
});

test('a tab that died while the machine started gets the recording first, once', async ({
  site,
  page,
}) => {
  await page.goto('./web.html');
  await page.evaluate(() => sessionStorage.setItem('fishbowl.booting', 'yes'));
  const asked = machineFiles(page);
  await page.goto('./');
  await expect(page.getByText('The tab ended while the machine was starting')).toBeVisible();
  expect(asked).toEqual([]);
  await page.reload();
  await site.prompt();
});
