import type { Page } from '@playwright/test';
import type { Measured } from './browser.ts';
import { addHand } from './page-hand.ts';

/** Opens the built site in a fresh context, with a hand in it; waits for nothing. */
export async function openPage({ browser }: Measured, url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await addHand(page);
  await page.goto(url, { waitUntil: 'commit' });
  return page;
}

/** Milliseconds from the navigation to a prompt that has answered a command. */
export function answered(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { hand } = window;
    await hand.until(() => hand.screen().includes('root@fishbowl:~#'));
    hand.type('echo answered-$((40+2))\r');
    return hand.until(() => hand.screen().includes('answered-42'));
  });
}

/** Types a line and waits until it has ended; whatever stood on the screen before is cleared. */
export function runLine(page: Page, line: string): Promise<void> {
  return page.evaluate(async (text) => {
    const { hand } = window;
    hand.type(`clear; ${text}; clear; echo done-$((40+2))\r`);
    await hand.until(() => /^done-42/.test(hand.screen()));
  }, line);
}
