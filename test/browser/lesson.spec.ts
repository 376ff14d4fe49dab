import { expect, test } from './site.ts';

test('the lesson can be read while the machine is still loading', async ({ page }) => {
  await page.route(/guest\/manifest\.json/, () => undefined);
  await page.goto('./');
  const lesson = page.getByRole('region', { name: 'Lesson' });
  await expect(lesson.getByRole('heading', { name: 'A process on the host' })).toBeVisible();
  await expect(page.getByText('Starting a Linux machine')).toBeVisible();
});

test('a step is solved by keyboard alone, and progress is kept', async ({ site, page }) => {
  await site.open();
  const lesson = page.getByRole('region', { name: 'Lesson' });
  const first = lesson.getByRole('button', { name: /Step 1 of \d+/ });
  await expect(first).toHaveAttribute('aria-label', /to do$/);

  await site.focusTerminal();
  await page.keyboard.press('Shift+F6');
  const command = lesson.getByRole('button', { name: 'Type into the terminal: sleep 3000 &' });
  for (let i = 0; i < 20; i++) {
    if (await command.evaluate((button) => button === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(command).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(site.rows).toContainText('sleep 3000 &');
  await page.keyboard.press('Enter');

  await expect(first).toHaveAttribute('aria-label', /done$/);
  await expect(lesson.getByRole('status')).toContainText('A process is a program while it runs');
  await page.keyboard.press('Shift+F6');
  await expect(lesson.getByRole('button', { name: 'Next step' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(lesson.getByRole('heading', { name: 'A container is a process too' })).toBeVisible();

  await page.reload();
  await site.prompt();
  await expect(lesson.getByRole('heading', { name: 'A container is a process too' })).toBeVisible();
  await expect(first).toHaveAttribute('aria-label', /done$/);
});

test('hints come one by one, and a solution that is shown and typed does not count', async ({
  site,
  page,
}) => {
  await site.open();
  const lesson = page.getByRole('region', { name: 'Lesson' });
  await lesson.getByRole('button', { name: 'Hint' }).click();
  await expect(lesson.getByText('gives you the prompt back')).toBeVisible();
  await lesson.getByRole('button', { name: 'Show the solution' }).click();
  await expect(site.rows).toContainText('sleep 3000 &');
  await expect(site.process('sleep').first()).toBeVisible();
  const first = lesson.getByRole('button', { name: /Step 1 of \d+/ });
  await expect(first).toHaveAttribute('aria-label', /solution shown$/);
  await lesson.getByRole('button', { name: 'Try it yourself again' }).click();
  await expect(first).toHaveAttribute('aria-label', /done$/);
});

test('the lesson closes and opens again', async ({ site, page }) => {
  await site.open();
  await page.getByRole('button', { name: 'Close the lesson' }).click();
  await expect(page.getByRole('region', { name: 'Lesson' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Learn' }).click();
  await expect(page.getByRole('region', { name: 'Lesson' })).toBeVisible();
});
