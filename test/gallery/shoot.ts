import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { fixtures } from './fixtures.ts';
import type { Gallery } from './page.ts';
import { views } from './views.ts';

declare const window: Window & { readonly gallery: Gallery };

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

/** How others see: the kinds of colour blindness that Chromium can show. */
const visions = ['protanopia', 'deuteranopia', 'tritanopia', 'achromatopsia'] as const;

/** Writes a picture of each fixture in each view, size and theme. `names` narrows it: any of these words, of every sort.
    A kind of colour blindness among them is how the pictures are seen. */
export async function shoot(url: string, folder: string, names: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error));
  // On a host that is busy the browser may rest for long before it paints.
  page.setDefaultTimeout(180_000);
  const chosen = (all: readonly string[]): readonly string[] => {
    const asked = all.filter((each) => names.includes(each));
    return asked.length > 0 ? asked : all;
  };
  const valueOf = (name: string): string | undefined =>
    names.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
  const extra = Object.fromEntries(
    ['at', 'lang', 'selected', 'search', 'filter', 'stack', 'where'].flatMap((name) => {
      const value = valueOf(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  // Recorded fixtures can be read by the page only; they are shown when asked for.
  const real = names.filter((name) => name.startsWith('real-'));
  const told = chosen(fixtures.map(({ name }) => name));
  const other = names.filter((name) => /^\d+x\d+$/.test(name));
  const seen = names.flatMap((name) => visions.find((each) => each === name) ?? []);
  const session = await page.context().newCDPSession(page);
  const pictures = (real.length > 0 ? real : told).flatMap((fixture) =>
    chosen(views.map(({ name }) => name)).flatMap((view) =>
      (other.length > 0 ? other : sizes).flatMap((size) =>
        chosen(themes).map((theme) => ({ view, fixture, size, theme })),
      ),
    ),
  );
  // One load for all: each takes seconds, and the page can show any state.
  await page.goto(`${url}?${new URLSearchParams({ ...extra, bare: '1' }).toString()}`);
  await page.waitForFunction(() => 'gallery' in window);
  for (const picture of pictures) {
    const [width = 0, height = 0] = picture.size.split('x').map(Number);
    await page.setViewportSize({ width, height });
    await page.evaluate((asked) => {
      window.gallery.ask(asked);
    }, picture);
    const name = [...Object.values(picture), ...Object.values(extra)]
      .join('-')
      .replaceAll('/', '_');
    for (const vision of seen.length > 0 ? seen : (['none'] as const)) {
      await session.send('Emulation.setEmulatedVisionDeficiency', { type: vision });
      const file = vision === 'none' ? name : `${name}-${vision}`;
      await page.screenshot({ path: join(folder, `${file}.png`), fullPage: true });
    }
  }
  await browser.close();
}
