import { expect, test } from './site.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('opens, chooses, renames and closes terminals', async ({ site, page }) => {
  await site.open();
  await site.ask('one=first; echo set', 'set');
  await page.getByRole('button', { name: 'New terminal' }).click();
  const second = page.getByRole('tab', { name: 'Terminal 2' });
  await expect(second).toHaveAttribute('aria-selected', 'true');
  await site.prompt();
  await site.ask('echo [$one]', '[]');
  await second.dblclick();
  await page.keyboard.type('builds');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'builds' })).toBeVisible();
  await page.getByRole('tab', { name: 'Terminal 1' }).click();
  await site.ask('echo [$one]', '[first]');
  await page.getByRole('tab', { name: 'builds' }).click();
  await page.getByRole('button', { name: 'Close builds' }).click();
  await expect(page.getByRole('tab')).toHaveCount(1);
  await site.ask('echo still-$((1+1))', 'still-2');
});

test('does all of that by keyboard', async ({ site, page }) => {
  await site.open();
  await site.focusTerminal();
  await page.keyboard.press('Control+Shift+Enter');
  await expect(page.getByRole('tab')).toHaveCount(2);
  await site.prompt();
  await page.keyboard.press('Control+Shift+ArrowLeft');
  const first = page.getByRole('tab', { name: 'Terminal 1' });
  await expect(first).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.host.shown .xterm-helper-textarea')).toBeFocused();
  await first.focus();
  await page.keyboard.press('F2');
  await page.keyboard.type('mine');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'mine' })).toBeVisible();
  await page.getByRole('tab', { name: 'mine' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Terminal 2' })).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('tab')).toHaveCount(1);
});

test('tells when a shell has ended, and with which code', async ({ site }) => {
  await site.open();
  await site.type('exit 3');
  await expect(site.rows).toContainText('The shell has ended (exit 3)');
});

test('copies what is selected and pastes it', async ({ site, page }) => {
  await site.open();
  await site.ask('clear; echo copy-me-42', 'copy-me-42');
  const box = await site.rows.locator('div', { hasText: /^copy-me-42/ }).boundingBox();
  if (!box) throw new Error('The line is not shown');
  await page.mouse.dblclick(box.x + 20, box.y + box.height / 2);
  await page.keyboard.press('Control+Shift+C');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('copy-me-42');
  await site.type('clear');
  await expect(site.line('copy-me-42')).toHaveCount(0);
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await site.focusTerminal();
  await page.keyboard.type('echo pasted:');
  await page.keyboard.press('Control+Shift+V');
  await expect(site.rows).toContainText(/echo pasted:copy-me-42\s*$/);
  await page.keyboard.press('Enter');
  await expect(site.line('pasted:copy-me-42')).toBeVisible();
});

test('pastes by button and by right click', async ({ site, page }) => {
  await site.open();
  await page.evaluate(() => navigator.clipboard.writeText('echo from-button'));
  await page.getByRole('button', { name: 'Paste', exact: true }).click();
  await expect(site.rows).toContainText('echo from-button');
  await page.keyboard.press('Enter');
  await expect(site.line('from-button')).toBeVisible();
  await page.evaluate(() => navigator.clipboard.writeText('echo from-menu'));
  await page.locator('.host.shown').click({ button: 'right' });
  await expect(site.rows).toContainText('echo from-menu');
  await page.keyboard.press('Enter');
  await expect(site.line('from-menu')).toBeVisible();
});

test('says what to do when nothing is selected', async ({ site, page }) => {
  await site.open();
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(page.getByText('Select text with the mouse first')).toBeVisible();
});

test('searches the scrollback', async ({ site, page }) => {
  await site.open();
  await site.ask('seq 1 2000; echo needle-$((40+2)); seq 1 300', '300');
  await page.keyboard.press('Control+Shift+F');
  const field = page.getByRole('textbox', { name: 'Search the terminal for' });
  await expect(field).toBeFocused();
  await field.fill('needle-42');
  await expect(page.getByText('1 of 1')).toBeVisible();
  await expect(site.rows).toContainText('needle-42');
  await field.fill('nowhere-to-be-found');
  await expect(page.getByText('no match')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field).toHaveCount(0);
  await site.ask('echo typing-$((1+1))', 'typing-2');
});

test('makes the text larger, and tells the guest the new size', async ({ site, page }) => {
  await site.open();
  const columns = async (): Promise<number> => {
    await site.run('clear; stty size');
    return Number(/\d+ (\d+)\s*root@/.exec((await site.rows.textContent()) ?? '')?.[1]);
  };
  const before = await columns();
  await site.focusTerminal();
  for (let i = 0; i < 5; i++) await page.keyboard.press('Control+=');
  await expect.poll(columns).toBeLessThan(before);
});
