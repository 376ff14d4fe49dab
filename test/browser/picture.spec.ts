import { expect, test } from './site.ts';

test('shows namespaces made by hand', async ({ site }) => {
  await site.open();
  await site.type('unshare --pid --fork --mount-proc sh');
  await expect(site.remark('own pid').first()).toBeVisible();
  await expect(site.process('sh').first()).toBeVisible();
  await expect(site.line('#')).toBeVisible();
  await site.type('exit');
  await expect(site.remark('own pid')).toHaveCount(0);
});

test('shows a container, and both numbers of its process', async ({ site }) => {
  await site.open();
  await site.type('docker run -it --name bowl busybox sh');
  await expect(site.rows).toContainText('/ #');
  await site.type('echo inside-$$');
  await expect(site.line('inside-1')).toBeVisible();
  await expect(site.stage.getByText('bowl').first()).toBeVisible();
  await site.run('exit');
  await site.ask('echo outside-$((1+1))', 'outside-2');
  await expect(site.segment('docker run -it --name bowl')).toContainText('exit 0');
});

test('opens the evidence of a process, and reads it again', async ({ site, page }) => {
  await site.open();
  await site.process('bash').first().click();
  const panel = page.getByRole('complementary', { name: 'Evidence' });
  await expect(panel).toContainText('NSpid:');
  await expect(panel).toContainText(/pid:\[\d+\]/);
  await panel.getByRole('button', { name: /Read again now: \/proc\/\d+\/ns\/pid$/ }).click();
  await expect(panel.getByText('as it is now')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
});

test('tells the picture in words', async ({ site, page }) => {
  await site.open();
  await page.getByRole('button', { name: 'In words' }).click();
  const account = page.getByRole('group', { name: 'The picture in words' });
  await expect(account).toContainText('bash');
  await site.type('unshare --uts sleep 500');
  await expect(account).toContainText('sleep');
  await expect(site.stage.locator('[aria-live]')).toContainText(/sleep|unshare/);
});
