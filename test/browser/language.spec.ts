import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './site.ts';

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

const lessonOf = (page: Page): Locator => page.getByRole('region', { name: 'Lektion' });

test('a running session goes on in German, and the first step is done in it', async ({
  site,
  page,
}) => {
  await site.open();
  await site.ask('echo "still here" | tr a-z A-Z', 'STILL HERE');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('button', { name: 'Deutsch' }).click();

  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  const lesson = lessonOf(page);
  await expect(lesson.getByRole('heading', { name: 'Ein Prozess auf dem Host' })).toBeVisible();
  const picture = page.getByRole('region', { name: 'Bild' });
  await expect(picture.locator('tspan', { hasText: /^auf Host$/ }).first()).toBeVisible();
  await expect(site.line('STILL HERE').first()).toBeVisible();

  const first = lesson.getByRole('button', { name: /^Schritt 1 von \d+/ });
  await lesson.getByRole('button', { name: 'Ins Terminal tippen: sleep 3000 &' }).click();
  await expect(site.rows).toContainText('sleep 3000 &');
  await page.keyboard.press('Enter');
  await expect(first).toHaveAttribute('aria-label', /erledigt$/);
  await expect(lesson.getByRole('status')).toContainText('Ein Prozess ist ein Programm');
  await expect(lesson).toContainText('läuft und teilt jeden Namespace mit dem Host');
  await expect(
    page.getByText(/(wurde zu sleep 3000|sleep 3000 ist gestartet)/).first(),
  ).toBeVisible();

  await page.getByRole('button', { name: 'In Worten' }).click();
  const words = page.getByRole('group', { name: 'Das Bild in Worten' });
  await expect(words.getByRole('columnheader', { name: 'PID auf dem Host' }).first()).toBeVisible();
  await expect(words.getByRole('cell', { name: 'sleep 3000' }).first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('a reload keeps German, and English comes back from the same menu', async ({ site, page }) => {
  await site.open();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await expect(page.getByRole('button', { name: 'Entdecken' })).toBeVisible();
  await page.reload();
  await site.prompt();
  await expect(lessonOf(page)).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Mehr', exact: true }).click();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('region', { name: 'Lesson' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test.describe('in a browser that asks for German', () => {
  test.use({ locale: 'de-AT' });

  test('the page is German from the start, but where its address says otherwise', async ({
    page,
  }) => {
    await page.route(/guest\/manifest\.json/, () => undefined);
    await page.goto('./');
    await expect(page.getByText('In diesem Tab startet eine Linux-Maschine')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.goto('./?lang=en');
    await expect(page.getByText('Starting a Linux machine in this tab')).toBeVisible();
  });

  test('a lesson without a translation is shown as it is, and says so', async ({ page }) => {
    await page.route(/guest\/manifest\.json/, () => undefined);
    await page.goto('./?mode=learn&lesson=05-twelve-commands');
    const lesson = lessonOf(page);
    await expect(
      lesson.getByRole('heading', { name: 'Twelve commands, one shift' }),
    ).toHaveAttribute('lang', 'en');
    await expect(lesson.getByText('Diese Lektion ist noch nicht übersetzt.')).toBeVisible();
    await lesson.getByRole('button', { name: 'Lektionen' }).click();
    await page.getByRole('button', { name: /^Namespaces: eine Art nach der anderen/ }).click();
    await expect(lesson.getByText('Diese Lektion ist noch nicht übersetzt.')).toHaveCount(0);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`no label of the picture lies on another, ${colorScheme}`, async ({ site, page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 1280, height: 720 });
      await page.goto('./?mode=explore&view=machines');
      await site.prompt();
      await site.type('docker run -d --name box busybox sleep 3000');
      await expect(page.locator('[data-view=machines]').getByText('box').first()).toBeVisible();
      for (const name of ['Container & VMs', 'Dockers Teile', 'PIDs', 'Namespaces', 'Schichten']) {
        await page.getByRole('button', { name, exact: true }).click();
        await expect(page.locator('[data-view] svg text').first()).toBeVisible();
        await expect.poll(() => overlaps(page), { message: name }).toEqual([]);
      }
    });
  }
});

/** Pairs of texts of a still picture that share room, and texts that leave the pane. */
async function overlaps(page: Page): Promise<string[]> {
  return page.locator('[data-view] svg').evaluate((svg) => {
    const pane = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')]
      .filter((text) => text.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }))
      // The names of the kinds stand aslant, and are the kernel’s.
      .filter((text) => !text.closest('[transform*=rotate]'))
      .map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }))
      .filter(({ text, box }) => text.trim() !== '' && box.width > 0);
    const outside = texts
      .filter(({ box }) => box.right > pane.right + 1 || box.left < pane.left - 1)
      .map(({ text }) => `${text} leaves the pane`);
    const pairs = texts.flatMap((a, i) =>
      texts.slice(i + 1).flatMap((b) => {
        const width = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const height = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        return width > 2 && height > 4 ? [`${a.text} | ${b.text}`] : [];
      }),
    );
    return [...outside, ...pairs];
  });
}
