import { expect, test } from './site.ts';

test('shows namespaces made by hand', async ({ site }) => {
  await site.open();
  await site.type('unshare --pid --fork --mount-proc sleep 500');
  await expect(site.stage.getByText('own pid')).toBeVisible();
  await expect(site.process('sleep').first()).toBeVisible();
  await site.page.keyboard.press('Control+c');
  await expect(site.stage.getByText('own pid')).toHaveCount(0);
});

test('shows a container, and both numbers of its process', async ({ site }) => {
  await site.open();
  await site.type('docker run -it --name bowl busybox sh');
  await expect(site.rows).toContainText('/ #');
  await site.ask('echo inside-$$', 'inside-1');
  await expect(site.stage.getByText('bowl').first()).toBeVisible();
  await site.type('exit');
  await site.ask('echo outside-$((1+1))', 'outside-2');
  await expect(site.segment('docker run -it --name bowl')).toContainText('exit 0');
});

test('opens the evidence of a process, and reads it again', async ({ site, page }) => {
  await site.open();
  await site.process('bash').first().click();
  const panel = page.getByRole('complementary', { name: 'Evidence' });
  await expect(panel).toContainText('NSpid:');
  await expect(panel).toContainText(/pid:\[\d+\]/);
  await panel.getByRole('button', { name: /Read again now: \/proc\/\d+\/ns\/pid/ }).click();
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
