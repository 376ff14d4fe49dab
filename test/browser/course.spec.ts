import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { project } from '../../scripts/project.ts';
import { expect, test } from './site.ts';

test('a prediction is made, and answered by the kernel, by keyboard alone', async ({
  site,
  page,
}) => {
  await page.goto('./?lesson=02-namespaces');
  await site.prompt();
  const lesson = page.getByRole('region', { name: 'Lesson' });
  await lesson.getByRole('radio').first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(lesson.getByRole('radio', { name: /keeps the host/ })).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(lesson).toContainText('You expect: It keeps the host');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await site.type('unshare --uts sh');
  await expect(site.line('#')).toBeVisible(); // what is typed before it reads would keep its carriage return
  await site.type('hostname aquarium');
  const status = lesson.getByRole('status');
  await expect(status).toContainText('As you expected');
  await expect(status).toContainText('has the host’s network namespace');
  await expect(status).toContainText('/ns/net: net:[');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test('a step is undone to where it was opened', async ({ site, page }) => {
  await site.open();
  const lesson = page.getByRole('region', { name: 'Lesson' });
  await site.ask('echo one > kept; echo done', 'done');
  await lesson.getByRole('button', { name: /Step 2 of/ }).press('Enter');
  const undo = lesson.getByRole('button', { name: 'Undo to the step’s start' });
  await expect(undo).toBeVisible();
  await site.ask('echo two > lost; ls', 'kept  lost');
  await undo.press('Enter');
  await expect(site.timeline.getByRole('status')).toContainText('before “echo two');
  await site.ask('ls', 'kept');
});

test('lessons are chosen, and progress goes to a file and comes back, by keyboard alone', async ({
  site,
  page,
}) => {
  await site.open();
  await site.type('sleep 3000 &');
  const lesson = page.getByRole('region', { name: 'Lesson' });
  const first = lesson.getByRole('button', { name: /Step 1 of/ });
  await expect(first).toHaveAttribute('aria-label', /done$/);
  const list = page.getByRole('dialog', { name: 'Lessons' });
  const openList = (): Promise<void> =>
    lesson.getByRole('button', { name: 'Lessons' }).press('Enter');
  await openList();
  await expect(
    list.getByRole('button', { name: /1 of \d+ steps done, about 15 min/ }),
  ).toBeFocused();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  const saving = page.waitForEvent('download');
  await list.getByRole('button', { name: 'Save progress' }).press('Enter');
  const file = await (await saving).path();
  expect(await readFile(file, 'utf8')).toContain('"state": "solved"');

  await list.getByRole('button', { name: 'Start the lesson again' }).press('Enter');
  await page.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await site.prompt();
  await expect(first).toHaveAttribute('aria-label', /to do$/);

  await openList();
  const choosing = page.waitForEvent('filechooser');
  await list.getByRole('button', { name: 'Load progress' }).press('Enter');
  await (
    await choosing
  ).setFiles({
    ...{ name: 'progress.json', mimeType: 'application/json' },
    buffer: await readFile(file),
  });
  await expect(list.getByRole('status')).toContainText('was loaded');
  await list.getByRole('button', { name: /Namespaces: one kind/ }).press('Enter');
  await expect(lesson.getByRole('heading', { name: 'A name of its own' })).toBeVisible();
  await openList();
  await list.getByRole('button', { name: /just a process/ }).press('Enter');
  await expect(first).toHaveAttribute('aria-label', /done$/);
});

test('a lesson from a file opens, and one with faults says which', async ({ site, page }) => {
  await page.goto('./?lesson=file');
  await site.prompt();
  const list = page.getByRole('dialog', { name: 'Lessons' });
  const text = await readFile(`${project}/docs/authoring.md`, 'utf8');
  const example = /^````markdown\n([\s\S]*?)^````$/m.exec(text)?.[1] ?? '';
  const open = async (content: string): Promise<void> => {
    const choosing = page.waitForEvent('filechooser');
    await list.getByRole('button', { name: 'Open a lesson' }).click();
    const file = { name: 'mine.md', mimeType: 'text/markdown', buffer: Buffer.from(content) };
    await (await choosing).setFiles(file);
  };
  await open(example.replace('hostname-apart', 'hostname-here'));
  await expect(list.getByRole('status')).toContainText(
    /Line \d+: There is no check "hostname-here"/,
  );
  await open(example);
  const lesson = page.getByRole('region', { name: 'Lesson' });
  await expect(lesson.getByRole('heading', { name: 'Where the name comes from' })).toBeVisible();

  // And dropped onto the page, from wherever it was written.
  const dropped = await page.evaluateHandle(
    (text) => {
      const files = new DataTransfer();
      files.items.add(new File([text], 'dropped.md', { type: 'text/markdown' }));
      return files;
    },
    example.replace('Where the name comes from', 'A lesson that was dropped'),
  );
  await page.dispatchEvent('body', 'dragover', { dataTransfer: dropped });
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped });
  await expect(lesson.getByRole('heading', { name: 'A lesson that was dropped' })).toBeVisible();
});

test('a lesson comes from the same site by its URL, and from no other', async ({ site, page }) => {
  const text = await readFile(`${project}/docs/authoring.md`, 'utf8');
  const example = /^````markdown\n([\s\S]*?)^````$/m.exec(text)?.[1] ?? '';
  await page.route(/^[^?]*\/mine\.md$/, (route) => route.fulfill({ body: example }));
  await page.goto('./?lesson=mine.md');
  const heading = page.getByRole('heading', { name: 'Where the name comes from' });
  await expect(heading).toBeVisible();
  await site.prompt();
  await page.goto('./?lesson=https://example.org/mine.md');
  await expect(page.getByText('can only come from this site')).toBeVisible();
});
