import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './site.ts';

test('boots a second machine to its own PID 1 and switches it off', async ({ site, page }) => {
  test.setTimeout(240_000);
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await site.open();
  await page.getByRole('button', { name: 'Containers and VMs' }).click();
  await site.type('docker run -d --name web busybox sleep 10000');
  await expect(site.stage.getByRole('treeitem', { name: /^web of busybox/ })).toHaveAccessibleName(
    /started in .*[KM]B of memory, .*1 process, on the host’s kernel/,
  );
  const isBootFile = (path: string): boolean => /\/(kernel|initramfs|bios|vga-bios)-/.test(path);
  expect(fetched.filter(isBootFile)).toEqual([]);
  await page.getByRole('button', { name: 'Boot a second machine' }).click();
  await expect(site.stage.getByRole('treeitem', { name: /^PID 1: fishbowl-agent/ })).toBeVisible({
    timeout: 180_000,
  });
  expect(fetched.filter(isBootFile)).toHaveLength(4);
  await expect(site.stage.getByRole('treeitem', { name: /another one: boot id/ })).toBeVisible();
  await site.ask('echo still-here', 'still-here');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual(
    [],
  );
  await site.stage.getByRole('treeitem', { name: /^PID 1: fishbowl-agent/ }).click();
  const panel = page.getByRole('complementary', { name: 'Evidence' });
  await expect(panel).toContainText('SeaBIOS');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Switch it off' }).click();
  await expect(page.getByRole('button', { name: 'Boot it again' })).toBeVisible();
  await expect(site.stage.getByRole('treeitem', { name: 'PID 1, its first' })).toBeVisible();
  const machines = () => page.frames().filter((frame) => frame.url().includes('/machine.html'));
  await expect.poll(machines).toHaveLength(1);
});

test('says why a second machine cannot be booted', async ({ site, page }) => {
  await site.open();
  await page.route(/guest\/kernel-/, (route) => route.fulfill({ status: 404 }));
  await page.getByRole('button', { name: 'Containers and VMs' }).click();
  await page.getByRole('button', { name: 'Boot a second machine' }).click();
  await expect(site.stage.getByText(/failed: Cannot fetch kernel-/).first()).toBeVisible();
});
