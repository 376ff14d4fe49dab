import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './site.ts';

test('Docker’s parts shows a pull and what was said for it, and where Docker runs otherwise', async ({
  site,
  page,
}) => {
  await site.open();
  await page.getByRole('button', { name: 'Docker’s parts' }).click();
  await expect(site.stage.getByText('No docker command yet', { exact: false })).toBeVisible();
  await site.type('docker pull -q busybox');
  const row = (name: RegExp) => site.stage.getByRole('treeitem', { name });
  await expect(row(/^Image busybox:latest: 1 layer/)).toBeVisible();
  await expect(row(/GET \/v2\/library\/busybox\/manifests\/latest \(200, /)).toBeVisible();
  await site.type('docker pull -q busybox');
  const skipped = row(/^Layer [0-9a-f]{12}: already here/);
  await expect(skipped).toBeVisible();
  await skipped.click();
  const panel = page.getByRole('complementary', { name: 'Evidence' });
  await expect(panel).toContainText('/var/lib/docker/image/overlay2/layerdb/sha256/');
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'On macOS and Windows' }).click();
  await expect(row(/^Daemon: dockerd/)).toBeVisible();
  await expect(site.stage.getByText('A drawing for comparison, not measured here')).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
});
