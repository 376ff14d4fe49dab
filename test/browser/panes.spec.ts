import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './site.ts';

test('one, two and four views by keyboard, and the address names them', async ({ site, page }) => {
  await page.goto('./?view=layers');
  await site.prompt();
  const panes = site.stage.locator('[data-view]');
  await expect(panes).toHaveCount(1);
  await expect(panes).toHaveAttribute('data-view', 'layers');
  await site.stage.getByRole('button', { name: 'Four views' }).focus();
  await page.keyboard.press('Enter');
  await expect(panes).toHaveCount(4);
  await site.type('sleep 700 &');
  await expect(site.process('sleep').first()).toBeVisible();
  expect(
    (await new AxeBuilder({ page }).include('[data-region=stage]').analyze()).violations,
  ).toEqual([]);
  await site.stage.getByRole('combobox', { name: 'View 1' }).selectOption('kernel-log');
  await expect(panes.first()).toHaveAttribute('data-view', 'kernel-log');
  await site.stage.getByRole('button', { name: 'Two views' }).click();
  await expect(panes).toHaveCount(2);
  await page.goto('./?view=namespaces+pids');
  await expect(panes).toHaveCount(2);
});

test('a picture is saved whole, as SVG and as PNG', async ({ site, page }) => {
  await page.goto('./?view=namespaces');
  await site.prompt();
  await site.type('sleep 701 &');
  await expect(site.process('sleep').first()).toBeVisible();
  const save = async (kind: string): Promise<Buffer> => {
    await site.stage.getByRole('button', { name: 'More of Namespaces' }).click();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: `Save as ${kind}` }).click();
    return readFile(await (await saved).path());
  };
  const svg = (await save('SVG')).toString();
  const read = await page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text.replace(/^.*\n/, ''), 'image/svg+xml');
    const root = parsed.documentElement;
    return {
      name: root.localName,
      words: root.querySelector('desc')?.textContent ?? '',
      text: [...root.querySelectorAll('text')].map((each) => each.textContent).join(' '),
      classes: root.querySelectorAll('[class]').length,
    };
  }, svg);
  expect(read.name).toBe('svg');
  expect(read.text).toContain('sleep');
  expect(read.words).toContain('sleep');
  expect(read.classes).toBe(0);
  const png = await save('PNG');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBeGreaterThan(800);
});

test('a view goes on in a window of its own', async ({ site, page }) => {
  await page.goto('./?view=pids');
  await site.prompt();
  await site.stage.getByRole('button', { name: 'More of PIDs' }).click();
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Open in a window of its own' }).click();
  const own = await opened;
  await site.stage.getByRole('button', { name: 'Namespaces', exact: true }).click();
  await site.type('sleep 702 &');
  const row = own.locator('[data-entity^="process/"]').filter({ hasText: 'sleep' });
  await expect(row.first()).toBeVisible();
  await row.first().click();
  await expect(page.getByRole('complementary', { name: 'Evidence' })).toContainText('sleep');
  await own.close();
  await site.ask('echo on-$((1+1))', 'on-2');
});
