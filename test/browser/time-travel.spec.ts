import { expect, test, type Site } from './site.ts';

/** Lozenges on the timeline: moments that the machine can go back to. */
const points = (site: Site) => site.timeline.locator('.point');
const says = (site: Site, text: string | RegExp) =>
  expect(site.timeline.getByRole('status')).toContainText(text);
/** What a terminal shows, without the spaces that fill it up. */
const screenText = async (site: Site): Promise<string> =>
  (await site.rows.innerText())
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();

/** Types a line and waits until the moment after it is kept. */
async function keep(site: Site, line: string, count: number): Promise<void> {
  await site.type(line);
  await expect(points(site)).toHaveCount(count);
}

test('goes back on the machine itself, by keyboard, and grows a branch', async ({ site, page }) => {
  await site.open();
  await expect(points(site)).toHaveCount(1);
  await keep(site, 'cd /tmp; word=one; echo $word > file', 2);
  await site.type('sleep 4000 &');
  await expect(points(site)).toHaveCount(3);
  await site.prompt();
  const then = await screenText(site);
  await keep(site, 'kill %1; word=two; rm file; cd /; clear', 4);

  await page.keyboard.press('Control+Shift+Z');
  await says(site, /before .kill %1/);
  await expect(site.rows).toContainText('sleep 4000');
  await expect.poll(() => screenText(site)).toBe(then);
  await expect(site.process('sleep').first()).toBeVisible();
  await site.ask('echo $word-$(cat file)-$PWD-$(jobs -r | wc -l)', /one-one-.tmp-1/);

  const branches = site.timeline.getByRole('list');
  await expect(branches).toHaveCount(2);
  await expect(branches.nth(0)).toContainText('kill %1');
  await expect(branches.nth(1)).toContainText('echo $word');

  await page.keyboard.press('Control+Shift+B');
  const dialog = page.getByRole('dialog', { name: /Branches/ });
  await expect(dialog.getByRole('row').filter({ hasText: 'sleep 4000' }).first()).toBeVisible();
  await dialog.getByLabel('Name of Branch 2').fill('kept alive');
  await dialog.getByLabel('Name of Branch 2').press('Enter');
  await expect(dialog.getByRole('columnheader', { name: 'kept alive' })).toBeVisible();
  await dialog.getByTitle(/goes to the end of First branch/).press('Enter');
  await says(site, 'Whatever you do now goes on from here');
  await site.ask('echo $word-$PWD-$(jobs -r | wc -l)', /two-.-0/);
  await expect(branches.nth(0)).toContainText('echo $word-$PWD');
  await expect(site.timeline).toContainText('kept alive');
});

test('brings back the tabs of then, closed ones too', async ({ site, page }) => {
  await site.open();
  await expect(points(site)).toHaveCount(1);
  await page.getByRole('button', { name: 'New terminal' }).click();
  await site.prompt();
  await expect(points(site)).toHaveCount(2);
  await keep(site, 'inner=yes; echo in-the-$((1+1))nd', 3);
  await page.getByRole('button', { name: 'Close Terminal 2' }).click();
  await expect(page.getByRole('tab')).toHaveCount(1);
  await keep(site, 'echo first', 4);
  await page.keyboard.press('Control+Shift+Z');
  await says(site, /before .echo first/);
  await expect(page.getByRole('tab')).toHaveCount(2);
  await page.getByRole('tab', { name: 'Terminal 2' }).click();
  await expect(site.line('in-the-2nd')).toBeVisible();
  await site.ask('echo inner-$inner', 'inner-yes');
});

test('shows the terminal of then, and tells film from machine', async ({ site, page }) => {
  await site.open();
  await expect(points(site)).toHaveCount(1);
  await keep(site, 'echo before', 2);
  await keep(site, 'sleep 1; echo middle', 3);
  await keep(site, 'clear; echo after', 4);
  const past = page.getByRole('group', { name: /The terminal as it was/ });
  const entry = site.timeline.getByRole('button', { name: /^Go back/ });

  await site.segment('sleep 1').getByRole('button').click();
  await expect(past).toContainText('middle');
  await expect(past).not.toContainText('after');
  await expect(entry).toHaveText('Go back here');
  await page.getByRole('button', { name: 'Event before' }).click();
  await expect(entry).toHaveText(/Go back to before .sleep 1/);
  await expect(site.timeline).toContainText('film');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(past).toHaveCount(0);
  await expect(site.line('after').first()).toBeVisible();

  await page.getByRole('slider', { name: 'Moment shown' }).focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(entry).toHaveText('Go back here');
  await page.keyboard.press('Enter');
  await says(site, 'The machine is what it was');
  await expect(past).toHaveCount(0);
});
