import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './site.ts';

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** Space, and at once again: types the next command without the pauses between its keys. Pressed one by one, the command may have been typed in between, and the second would begin the next. */
async function hurriedSpace(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (let i = 0; i < 2; i++)
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: ' ', bubbles: true, cancelable: true }),
      );
  });
}

test.use({ viewport: { width: 1280, height: 720 } });

test('a lesson is presented by keyboard alone', async ({ site, page }) => {
  await page.goto('./?mode=present&lesson=01-what-a-container-is');
  const hall = page.getByRole('main', { name: 'Presentation' });
  const title = hall.getByRole('heading', { level: 1 });
  const first = await title.textContent();
  await site.prompt();
  await expect(hall).toBeFocused();

  await page.keyboard.press('Space');
  await expect(title).not.toHaveText(first ?? '');
  const second = (await title.textContent()) ?? '';
  const line = (await hall.locator('footer code').textContent()) ?? '';
  await hurriedSpace(page);
  await expect(site.rows).toContainText(line);
  await expect(site.process('sleep').first()).toBeVisible();
  await expect(hall).toBeFocused();

  await page.keyboard.press('ArrowLeft');
  await expect(hall.getByText('it takes no input')).toBeVisible();
  await expect(site.process('sleep')).toHaveCount(0);
  await page.keyboard.press('End');
  await expect(site.process('sleep').first()).toBeVisible();

  await page.keyboard.press('PageDown');
  await expect(title).not.toHaveText(second);
  await page.keyboard.press('ArrowUp');
  await expect(title).toHaveText(second);

  await page.keyboard.press('b');
  await expect(page.getByText('The screen is blank')).toBeVisible();
  await page.keyboard.press('.');
  await expect(page.getByText('The screen is blank')).toHaveCount(0);

  await page.keyboard.press('t');
  await page.keyboard.type('echo by-hand-$((1+1)) b');
  await page.keyboard.press('Enter');
  await expect(site.rows).toContainText('by-hand-2 b');
  await page.keyboard.press('F6');
  await page.keyboard.press('l');
  await expect(site.rows).toHaveCount(0);
  await page.keyboard.press('l');
  await expect(site.rows).toBeVisible();

  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Lesson' })).toContainText(second);
  await expect.poll(() => new URL(page.url()).search).toContain('mode=learn');
});

test('what is meant for the host is typed there while a command holds the terminal, and the keys stay with the slides', async ({
  site,
  page,
}) => {
  await page.goto('./?mode=present&lesson=04-dockers-parts');
  const hall = page.getByRole('main', { name: 'Presentation' });
  await site.prompt();
  const title = hall.getByRole('heading', { level: 1 });
  const first = (await title.textContent()) ?? '';
  await page.keyboard.press('Space');
  await expect(title).not.toHaveText(first);
  await hurriedSpace(page);
  await expect(site.rows).toContainText('Pulling from');
  await expect(hall.locator('footer code')).toContainText('ps ');
  await page.keyboard.press('Space');
  await expect(hall.locator('footer')).toContainText('Terminal 2');
  await expect(hall).toBeFocused();
  await expect(site.rows).toContainText('docker run --name box');
});

test('notes and clock stand in a window of their own and keep in step, in both directions', async ({
  page,
}) => {
  await page.goto('./?mode=present&lesson=01-what-a-container-is');
  const hall = page.getByRole('main', { name: 'Presentation' });
  const title = hall.getByRole('heading', { level: 1 });
  await expect(hall).toBeFocused();
  const opened = page.waitForEvent('popup');
  await page.keyboard.press('n');
  const notes = await opened;
  const complaints: string[] = [];
  notes.on('console', (message) => complaints.push(message.text()));
  await expect(notes.getByRole('timer')).toHaveText('00:00');
  await page.keyboard.press('ArrowDown');
  const now = (await title.textContent()) ?? '';
  await expect(notes.getByRole('heading', { level: 1 })).toHaveText(now);
  await notes.locator('body').press('ArrowDown');
  await expect(title).not.toHaveText(now);
  await expect(notes.getByRole('heading', { level: 1 })).toHaveText(
    (await title.textContent()) ?? '',
  );
  const letters = await notes.locator('h1').evaluate((each) => getComputedStyle(each).fontSize);
  expect(parseFloat(letters)).toBeGreaterThan(20);
  await notes.getByRole('button', { name: 'Set the clock to 0' }).click();
  await expect(notes.getByRole('timer')).toHaveText(/00:0[1-9]/);
  expect(complaints).toEqual([]);
  await page.reload();
  await expect.poll(() => notes.isClosed()).toBe(true);
});

test('a machine that fails is told plainly, and R goes on with the recording of the lesson', async ({
  site,
  page,
}) => {
  await page.goto('./?mode=present&lesson=01-what-a-container-is');
  await site.prompt();
  await page.keyboard.press('ArrowDown');
  const hall = page.getByRole('main', { name: 'Presentation' });
  const title = (await hall.getByRole('heading', { level: 1 }).textContent()) ?? '';
  await page.keyboard.press('t');
  await page.keyboard.type('echo c > /proc/sysrq-trigger');
  await page.keyboard.press('Enter');
  await expect(hall.getByRole('alert')).toContainText('R goes on with the recording');
  await page.keyboard.press('F6');
  await page.keyboard.press('r');
  await expect(hall.getByText('Space plays the next command')).toBeVisible();
  await expect(hall.getByRole('heading', { level: 1 })).toHaveText(title);
  await page.keyboard.press('Space');
  await expect(site.stage.locator('[data-entity^="process/"]').first()).toBeVisible();
  await page.keyboard.press('f');
  await expect(hall.getByRole('alert')).toContainText('F starts a fresh machine');
  await page.keyboard.press('f');
  await site.prompt();
});

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });
    test('axe finds nothing before an audience, nor in the notes', async ({ site, page }) => {
      await page.goto('./?mode=present&lesson=02-namespaces&view=pids');
      await site.prompt();
      await page.keyboard.press('ArrowDown');
      await hurriedSpace(page);
      await expect(site.remark('own uts').or(site.process('sh')).first()).toBeVisible();
      expect(await violations(page)).toEqual([]);
      const opened = page.waitForEvent('popup');
      await page.keyboard.press('n');
      const notes = await opened;
      await expect(notes.getByRole('timer')).toBeVisible();
      expect(await violations(notes)).toEqual([]);
    });
  });
