import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './site.ts';

test.describe('on the first visit', () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test('first steps are shown, can be skipped, and are found again in the help', async ({
    site,
    page,
  }) => {
    await site.open();
    const card = page.getByRole('complementary', { name: 'First steps' });
    await expect(card.getByRole('heading')).toHaveText('A real shell');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    // It stands in nobody's way: what is typed goes to the shell.
    await site.ask('echo typed-$((1+1))', 'typed-2');
    await card.getByRole('button', { name: 'Next' }).click();
    await expect(card.getByRole('heading')).toHaveText('What its kernel reports');
    await page.keyboard.press('Escape');
    await expect(card).toHaveCount(0);
    await page.reload();
    await site.prompt();
    await expect(card).toHaveCount(0);

    await page.getByRole('button', { name: 'Reset' }).focus();
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Help' });
    await expect(help).toContainText('Type and run the next command');
    await help.getByRole('button', { name: 'First steps again' }).click();
    await expect(help).toHaveCount(0);
    await expect(card).toBeFocused();
    for (let i = 0; i < 4; i++) await card.locator('button.filled').click();
    await expect(card).toHaveCount(0);
  });
});
