import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { fixtures } from './fixtures.ts';
import { views } from './views.ts';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const sizes = ['760x560', '1440x900', '390x844', '1280x720'];
const themes = ['light', 'dark'];

/** Writes a picture of each fixture in each view, size and theme. `names` narrows it: any of these words, of every sort. */
export async function shoot(url: string, folder: string, names: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error));
  const chosen = (all: readonly string[]): readonly string[] => {
    const asked = all.filter((each) => names.includes(each));
    return asked.length > 0 ? asked : all;
  };
  for (const fixture of chosen(fixtures.map(({ name }) => name))) {
    for (const view of chosen(views.map(({ name }) => name))) {
      for (const size of chosen(sizes)) {
        const [width = 0, height = 0] = size.split('x').map(Number);
        await page.setViewportSize({ width, height });
        for (const theme of chosen(themes)) {
          const at = names.find((name) => name.startsWith('at='))?.slice(3);
          const query = new URLSearchParams({ fixture, view, size, theme, bare: '1' });
          if (at) query.set('at', at);
          const selected = names.find((name) => name.startsWith('selected='))?.slice(9);
          if (selected) query.set('selected', selected);
          await page.goto(`${url}?${query.toString()}`);
          await page.waitForSelector('#pane svg g.plate');
          const name = [view, fixture, size, theme, at ?? ''].filter(Boolean).join('-');
          await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
        }
      }
    }
  }
  await browser.close();
}
