import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './site.ts';

const own = 'localhost:5000/mine';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test('what was pushed outlives a reload, is pulled back, and has a page', async ({
      site,
      page,
    }) => {
      await site.open();
      const push = `docker pull -q busybox && docker tag busybox ${own} && docker push -q ${own}`;
      await site.ask(push, `${own}:latest`);
      await page.reload();
      await site.prompt();
      await site.ask(`docker pull -q ${own} && docker run --rm ${own} echo again`, 'again');

      await site.stage.getByRole('button', { name: 'Web', exact: true }).click();
      await site.stage.getByRole('button', { name: /^localhost:5000/ }).click();
      const shown = site.stage.frameLocator('iframe');
      await expect(shown.getByRole('heading', { level: 1 })).toHaveText(
        'Registry at localhost:5000',
      );
      await expect(shown.getByRole('heading', { level: 2 })).toHaveText('mine');
      await expect(shown.getByText('kept in this browser')).toBeVisible();
      await shown.locator('summary').click();
      await expect(shown.getByText(`docker pull ${own}:latest`)).toBeVisible();
      await expect(shown.getByRole('rowheader')).toHaveText(['Configuration', 'Layer 1']);
      const html = await shown.locator('html').evaluate((element) => element.outerHTML);

      // axe does not go into a sandboxed frame: the same page is looked at by itself.
      await page.goto('about:blank');
      await page.setContent(html);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    });
  });
}

test('where the browser keeps nothing, a push goes on and says so', async ({ site, page }) => {
  // The worker that keeps things asks its own IndexedDB: what refuses there comes with its script.
  await page.route(/\/assets\/supply-worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    const refuse =
      'indexedDB.constructor.prototype.open = () => { throw new DOMException("Access was denied", "SecurityError"); };\n';
    await route.fulfill({ response, body: refuse + (await response.text()) });
  });
  await site.open();
  const push = `docker pull -q busybox && docker tag busybox ${own} && docker push -q ${own}`;
  await site.ask(push, /WARNING: .*Access was denied/);
  await site.ask(`docker rmi ${own}; docker pull -q ${own}`, `${own}:latest`);
  await site.stage.getByRole('button', { name: 'Web', exact: true }).click();
  await site.stage.getByRole('button', { name: /^localhost:5000/ }).click();
  const shown = site.stage.frameLocator('iframe');
  await expect(shown.getByRole('status')).toContainText('Access was denied');
});
