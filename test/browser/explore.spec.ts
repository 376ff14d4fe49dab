import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './site.ts';

test('a starting point is seen first, then typed on a clean slate', async ({ site, page }) => {
  await page.goto('./?mode=explore&view=pids');
  await site.prompt();
  const shelf = page.getByRole('region', { name: 'Starting points' });
  await site.run('touch /root/trace');
  await expect(site.segment('touch')).toContainText('exit 0');
  await shelf.getByText('A zombie').click();
  await expect(shelf.getByText(/docker run -d --name careless/)).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  await shelf
    .getByRole('group')
    .getByRole('button', { name: 'Run on a clean slate' })
    .filter({ visible: true })
    .click();
  await expect(page.getByRole('region', { name: 'Commands under way' })).toContainText('1 of 2');
  await expect(site.segment('docker run -d --name careless')).toContainText('exit 0');
  await expect(site.segment('docker exec careless ps')).toContainText('exit 0');
  await expect(site.rows).toContainText(/Z\s+(\[?sleep\]?)/);
  await expect(page.getByRole('region', { name: 'Commands under way' })).toHaveCount(0);
  await expect(site.segment('touch')).toHaveCount(0);
});

test('commands under way can be stopped', async ({ site, page }) => {
  await page.goto('./?mode=explore');
  await site.prompt();
  const shelf = page.getByRole('region', { name: 'Starting points' });
  await shelf.getByText('Nested PID namespaces').click();
  await shelf
    .getByRole('button', { name: 'Run on this machine' })
    .filter({ visible: true })
    .click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('region', { name: 'Commands under way' })).toHaveCount(0);
});

test('any image of the registry is a click away', async ({ site, page }) => {
  await page.goto('./?mode=explore');
  await site.prompt();
  await page
    .getByRole('button', { name: 'Type into the terminal: docker run -it --rm debian' })
    .click();
  await expect(site.rows).toContainText('docker run -it --rm debian');
});

test('mode, view and lesson of an address are taken, and stand in it', async ({ page }) => {
  await page.goto('./?mode=learn&lesson=02-namespaces&view=layers');
  await expect(page.getByRole('region', { name: 'Lesson' })).toContainText('one kind at a time');
  await expect(page.getByRole('button', { name: 'Layers', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.getByRole('button', { name: 'PIDs', exact: true }).click();
  await expect
    .poll(() => new URL(page.url()).search)
    .toBe('?mode=learn&lesson=02-namespaces&view=pids');
  await page.getByRole('button', { name: 'Explore' }).click();
  await expect.poll(() => new URL(page.url()).search).toBe('?mode=explore&view=pids');
  await page.reload();
  await expect(page.getByRole('region', { name: 'Starting points' })).toBeVisible();
});
