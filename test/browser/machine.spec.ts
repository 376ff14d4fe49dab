import { expect, test } from './site.ts';

test('boots to a prompt and answers a command', async ({ site }) => {
  await site.open();
  await site.ask('echo $((6*7)) from $(uname -s)', '42 from Linux');
});

test('boots again after a reload', async ({ site, page }) => {
  await site.open();
  await page.reload();
  await site.prompt();
  await site.ask('echo again-$((1+1))', 'again-2');
});

test('gives a fresh machine on reset, without a reload', async ({ site, page }) => {
  await site.open();
  await page.evaluate(() => Object.assign(window, { mark: 'same page' }));
  await site.ask('touch /root/trace && ls /root', 'trace');
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(site.line('trace')).toHaveCount(0);
  await site.prompt();
  await site.ask('ls /root/trace; echo done-$?', 'done-1');
  expect(await page.evaluate(() => Reflect.get(window, 'mark'))).toBe('same page');
  await expect(site.segment(/ls .root.trace/)).toBeVisible();
  await expect(site.segment('touch')).toHaveCount(0);
});

test('stands still while the page is hidden, and goes on afterwards', async ({ site, page }) => {
  await site.open();
  const status = page.getByRole('banner').getByRole('status');
  await site.setHidden(true);
  await expect(status).toContainText('paused');
  await site.setHidden(false);
  await expect(status).toContainText('running');
  await site.ask('echo awake-$((2+3))', 'awake-5');
});
