import { expect, test } from './site.ts';

test('has a segment for each command, with its exit code and duration', async ({ site }) => {
  await site.open();
  await site.ask('echo hello', 'hello');
  await site.type('ls /nowhere');
  await expect(site.segment('echo hello')).toContainText(/exit 0, \d+/);
  await expect(site.segment('ls /nowhere')).toContainText(/exit 1, \d+/);
  await site.type('sleep 500');
  await expect(site.segment('sleep 500')).toContainText('running');
});

test('steps back and on, scrubs, and returns to live', async ({ site, page }) => {
  await site.open();
  await site.type('unshare --uts sleep 500 &');
  await expect(site.remark('own uts').first()).toBeVisible();
  await site.type('kill %1');
  await expect(site.remark('own uts')).toHaveCount(0);
  const live = site.timeline.getByRole('button', { name: 'Live' });
  await expect(live).toHaveAttribute('aria-pressed', 'true');

  await site.segment('unshare').getByRole('button').click();
  await expect(live).toHaveAttribute('aria-pressed', 'false');
  await expect(site.stage.getByText(/As it was/)).toBeVisible();
  await page.getByRole('button', { name: 'Command before' }).click();
  await expect(site.remark('own uts')).toHaveCount(0);
  for (let i = 0; i < 2; i++) await page.getByRole('button', { name: 'Next command' }).click();
  await expect(site.remark('own uts').first()).toBeVisible();
  await live.click();
  await expect(site.remark('own uts')).toHaveCount(0);

  const slider = page.getByRole('slider', { name: 'Moment shown' });
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(live).toHaveAttribute('aria-pressed', 'false');
  await expect(slider).toHaveAttribute('aria-valuenow', '0');
  await page.keyboard.press('End');
  await expect(live).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('ArrowLeft');
  await expect(live).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('Control+Shift+L');
  await expect(live).toHaveAttribute('aria-pressed', 'true');
});

test('saves a recording and plays it', async ({ site, page }) => {
  await site.open();
  await site.ask('echo recorded-$((1+1))', 'recorded-2');
  await expect(site.segment('echo recorded')).toContainText('exit 0');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('button', { name: 'Save a recording' }).click();
  const file = await (await saved).path();

  await page.getByLabel('Open a recording…').last().setInputFiles(file);
  await expect(page.getByText('This is a recording')).toBeVisible();
  await expect(site.rows).toContainText('recorded-2');
  await expect(site.segment('echo recorded')).toContainText('exit 0');
  await site.focusTerminal();
  await page.keyboard.press('x');
  await expect(site.rows).toContainText('there is no machine behind it');

  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('button', { name: 'Back to the machine' }).click();
  await expect(page.getByText('This is a recording')).toHaveCount(0);
  await expect(site.line('recorded-2')).toBeVisible();
  await site.ask('echo back-$((1+1))', 'back-2');
});

test('says why a file is no recording', async ({ site, page }) => {
  await site.open();
  await page
    .getByLabel('Open a recording…')
    .last()
    .setInputFiles({
      name: 'notes.jsonl',
      mimeType: 'application/jsonl',
      buffer: Buffer.from('{"hello":1}\n'),
    });
  await expect(page.getByText(/not a recording of Fishbowl/)).toBeVisible();
});
