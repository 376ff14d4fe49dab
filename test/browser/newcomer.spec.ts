import { Newcomer } from './newcomer.ts';
import { expect, test } from './site.ts';

const seconds = (ms: number): string => `${(ms / 1000).toFixed(0)} s`;

test.describe('on the first visit', () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test('a newcomer who types as a person does finishes the first lesson without any error or dead end', async ({
    site,
    page,
  }) => {
    const began = Date.now();
    await page.goto('./');
    const card = page.getByRole('complementary', { name: 'First steps' });
    await expect(card).toBeVisible();
    await site.prompt();
    const ready = Date.now() - began;
    const newcomer = new Newcomer(site, 60);
    await expect(newcomer.lesson).toContainText('What a container is');
    await newcomer.finishLesson();
    await expect(newcomer.lesson).toContainText('You have done every step');
    await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0);
    const took = Date.now() - began;
    console.log(
      `A newcomer’s first lesson: ${seconds(took)} from page open to its end (${seconds(ready)} to the prompt), and ${seconds(newcomer.reading)} more to read its ${String(newcomer.words)} words`,
    );
  });
});

for (const lesson of ['02-namespaces', '03-containers-and-virtual-machines'])
  test(`${lesson} is finished by keyboard alone`, async ({ site, page }) => {
    await page.goto(`./?lesson=${lesson}`);
    await site.prompt();
    const student = new Newcomer(site, 0);
    await student.finishLesson();
    for (const step of await student.lesson.getByRole('button', { name: /^Step \d/ }).all())
      await expect(step).toHaveAttribute('aria-label', /done$/);
  });
