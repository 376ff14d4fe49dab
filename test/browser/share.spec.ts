import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { formatShared } from '../../src/app/link/shared.ts';
import { expect, test } from './site.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

test('a link is made, opened and agreed to by keyboard alone, and runs in order', async ({
  site,
  page,
  context,
}) => {
  await site.open();
  await site.run('mkdir shared-$((1+1))');
  await site.ask('ls', 'shared-2');
  await expect(site.segment('ls')).toContainText('exit 0');
  await page.getByRole('banner').getByRole('button', { name: 'Copy a link' }).focus();
  await page.keyboard.press('Enter');
  const made = page.getByRole('dialog', { name: 'A link to this' });
  await expect(made).toContainText('mkdir shared-$((1+1))');
  await expect(made.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\?mode=explore&view=[\w-]+#run=1\./);
  await page.close();

  const other = await context.newPage();
  await other.goto(link);
  const asked = other.getByRole('dialog', { name: 'Somebody shared this with you' });
  await expect(asked).toContainText('mkdir shared-$((1+1))');
  await expect(asked.getByRole('button', { name: 'Run them on a fresh machine' })).toBeEnabled();
  await expect(asked).not.toContainText('another version');
  expect(await violations(other)).toEqual([]);
  const timeline = other.getByRole('contentinfo', { name: 'Timeline' });
  await expect(timeline.getByRole('listitem')).toHaveCount(0);

  const agree = asked.getByRole('button', { name: 'Run them on a fresh machine' });
  for (let i = 0; i < 8; i++) {
    if (await agree.evaluate((button) => button === document.activeElement)) break;
    await other.keyboard.press('Tab');
  }
  await expect(agree).toBeFocused();
  await other.keyboard.press('Enter');
  await expect(asked).toHaveCount(0);
  await expect(timeline.getByRole('listitem')).toHaveText([/mkdir shared/, /ls/]);
  await expect(other.locator('.host.shown .xterm-rows')).toContainText(/shared-2/);
  await expect(other.locator('.host.shown .xterm-helper-textarea')).toBeFocused();
});

test('a link from another version of the machine says so, and is declined with Escape', async ({
  page,
}) => {
  const lines = [{ terminal: 0, text: 'touch /root/never' }];
  await page.goto(`./${await formatShared({ image: 'f00d', lines })}`);
  const asked = page.getByRole('dialog', { name: 'Somebody shared this with you' });
  await expect(asked).toContainText('another version of the machine');
  await page.keyboard.press('Escape');
  await expect(asked).toHaveCount(0);
  expect(new URL(page.url()).hash).toBe('');
  const timeline = page.getByRole('contentinfo', { name: 'Timeline' });
  await expect(timeline.getByRole('listitem')).toHaveCount(0);
});

test('a damaged link is refused with a reason, and the page goes on', async ({ site, page }) => {
  const fragment = await formatShared({ image: 'a', lines: [{ terminal: 0, text: 'ls' }] });
  await page.goto(`./${fragment.slice(0, -3)}`);
  const told = page.getByRole('dialog', { name: 'Somebody shared this with you' });
  await expect(told.getByRole('alert')).toContainText('The link is damaged');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(told).toHaveCount(0);
  await site.prompt();
  await site.ask('echo on-$((1+1))', 'on-2');
});

test('a link opened in the tab that is already there is asked about as well', async ({
  site,
  page,
}) => {
  await site.open();
  const fragment = await formatShared({ image: 'a', lines: [{ terminal: 0, text: 'ls' }] });
  await page.evaluate((hash) => (location.hash = hash), fragment);
  await expect(page.getByRole('dialog', { name: 'Somebody shared this with you' })).toBeVisible();
});
