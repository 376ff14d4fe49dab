// How the pictures can be read, in the fonts of a real browser: no text on another, none out of its box, none cut that need not be.
import type { ViteDevServer } from 'vite';
import { de } from '../../src/app/text/de/de.ts';
import { en } from '../../src/app/text/en/en.ts';
import { languages } from '../../src/base/language.ts';
import { wheres, type ViewOptions } from '../../src/views/options.ts';
import type { Gallery } from '../gallery/page.ts';
import { serveGallery } from '../gallery/server.ts';
import { shellFaults } from './shell-faults.ts';
import { expect, test, type Site } from './site.ts';

declare const window: Window & { readonly gallery: Gallery };

let server: ViteDevServer;
let url: string;

test.beforeAll(async () => {
  ({ server, url } = await serveGallery(0));
});

test.afterAll(() => server.close());

interface State {
  readonly fixture: string;
  /** The moment, as a share of what was recorded. */
  readonly share?: number;
  readonly options?: Partial<ViewOptions>;
}

const states = (...names: readonly string[]): State[] => names.map((fixture) => ({ fixture }));

const processes = states(
  ...['host-only', 'one-container', 'exec-into', 'unshare-by-hand', 'unshare-inside', 'nsenter'],
  ...['nested-pid', 'host-network', 'pid-shared', 'zombies', 'five-containers'],
  ...['thirty-containers', 'long-names', 'real-unshare', 'real-long-names'],
);

const moments = [0.1, 0.3, 0.5, 0.7, 0.85, 1];

const shown: Readonly<Record<string, readonly State[]>> = {
  namespaces: processes,
  pids: processes,
  layers: states(
    ...['host-only', 'real-two-sites', 'real-overlay', 'real-machines-5', 'real-long-names'],
  ),
  machines: states(
    ...['host-only', 'long-names', 'real-machines-1', 'real-machines-boot', 'real-machines-5'],
    ...['real-machines-30', 'real-long-names'],
  ),
  parts: [
    ...states('host-only', 'one-container', 'thirty-containers', 'real-long-names'),
    ...moments.map((share) => ({ fixture: 'real-parts', share })),
    ...wheres.map((where) => ({
      fixture: 'real-parts',
      options: { parts: { where, command: 'latest' } },
    })),
  ],
  'kernel-log': [
    ...states('host-only', 'real-docker', 'real-parts', 'real-long-names'),
    { fixture: 'real-overlay', options: { log: { command: 'all', hidden: [] } } },
  ],
};

/**
 * Widths of panes and how much is enlarged in them: a window of its own on a laptop and on a projector; the stage with one or
 * two pictures beside a terminal at 1440 and at 1280; a phone; four pictures at 1440 and at 1280; a talk's stage at 1280.
 */
const panes: readonly (readonly [width: number, zoom: number])[] = [
  ...([1440, 1280, 691, 614, 390, 345, 306] as const).map((width) => [width, 1] as const),
  [640, 1.35],
];
/** So high that every row of a long picture is drawn. */
const height = 4000;

for (const [view, all] of Object.entries(shown))
  test(`every text of ${view} can be read, whatever the pane and the language`, async ({
    page,
  }) => {
    await page.goto(`${url}?bare=1`);
    await page.waitForFunction(() => 'gallery' in window);
    const asked = all.map((state) => ({ ...state, view }));
    const found = await page.evaluate(
      ({ asked, panes, languages, height }) =>
        asked.flatMap((state) =>
          languages.flatMap((lang) =>
            panes.flatMap(([width, zoom]) => {
              const size = `${String(width)}x${String(height)}`;
              const options = { ...state.options, zoom };
              return window.gallery
                .faults({ ...state, options, size, lang })
                .map((fault) => `${state.fixture}, ${lang}, ${String(width)} px: ${fault}`);
            }),
          ),
        ),
      { asked, panes, languages, height },
    );
    expect(found).toEqual([]);
  });

test('what cannot be read is found', async ({ page }) => {
  await page.goto(`${url}?bare=1&view=parts&fixture=real-parts&size=760x560`);
  await page.waitForFunction(() => 'gallery' in window);
  const found = await page.evaluate(() => {
    const text = (words: string): SVGTextElement => {
      const all = [...document.querySelectorAll('text')];
      const one = all.find(({ textContent }) => textContent.includes(words));
      if (!one) throw new Error(`The picture does not say “${words}”`);
      return one;
    };
    /** What is found when something is wrong with one text, which is put right again. */
    const when = (words: string, spoil: (node: SVGTextElement) => void): string[] => {
      const node = text(words);
      const copy = node.cloneNode(true);
      spoil(node);
      const faults = window.gallery.measure();
      node.replaceWith(copy);
      return faults;
    };
    const cut = (node: SVGTextElement): void => {
      node.textContent = `${node.textContent.slice(0, -4).trimEnd()}…`;
    };
    return {
      sound: window.gallery.measure(),
      on: when('docker.io', (node) => node.setAttribute('y', '34')),
      out: when('docker.io', (node) => node.setAttribute('x', '145')),
      away: when('docker.io', (node) => node.setAttribute('x', '-2000')),
      cut: when('a process for', cut),
      sentence: when('a process for', (node) => {
        const whole = document.createElementNS(node.namespaceURI, 'title');
        whole.textContent = node.textContent;
        cut(node);
        node.append(whole);
      }),
      struck: when('operations', (node) => node.setAttribute('text-anchor', 'middle')),
    };
  });
  const one = (words: string): unknown => [expect.stringContaining(words)];
  expect(found.sound).toEqual([]);
  expect(found.on[0]).toContain('overlap');
  expect(found.out[0]).toContain('leaves its box');
  expect(found.away).toEqual(one('leaves the picture'));
  expect(found.cut).toEqual(one('nothing tells it whole'));
  expect(found.sentence).toEqual(one('could go on in another line'));
  expect(found.struck).toEqual(one('has a line through it'));
});

const longName = 'the-development-environment-of-the-second-semester-project-group';
const words = { en, de } as const;
const windows = [
  { width: 1280, height: 720 },
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

/** What is wrong with the texts of the shell as it stands, in windows of each size. */
async function faultsInWindows({ page }: Site, state: string): Promise<string[]> {
  const all: string[] = [];
  for (const size of windows) {
    await page.setViewportSize(size);
    const faults = await page.evaluate(shellFaults);
    all.push(...faults.map((fault) => `${state}, ${String(size.width)} px: ${fault}`));
  }
  return all;
}

test('every text of the shell can be read, with long names too', async ({ site, page }) => {
  await site.open();
  await site.ask(`: ${longName} ${longName}; echo it-was-read`, 'it-was-read');
  for (let n = 2; n <= 6; n++) await page.getByRole('button', { name: en.terminal.new }).click();
  for (const tab of await page.getByRole('tab').all()) {
    await tab.dblclick();
    await page.getByRole('textbox', { name: /^New name of/ }).fill(longName);
    await page.keyboard.press('Enter');
  }
  const found: string[] = [];
  for (const language of languages) {
    const told = words[language];
    const look = async (state: string): Promise<void> => {
      found.push(...(await faultsInWindows(site, `${state}, ${language}`)));
      await page.setViewportSize({ width: 1280, height: 720 });
    };
    await look('Learn');
    for (const opener of [told.app.help, told.app.more, told.link.copy]) {
      await page.getByRole('banner').getByRole('button', { name: opener, exact: true }).click();
      await look(opener);
      await page.keyboard.press('Escape');
    }
    await page.getByRole('button', { name: told.app.modeNames.explore }).click();
    await look('Explore');
    await page.getByRole('button', { name: told.app.modeNames.learn }).click();
    await page.getByRole('button', { name: told.app.more, exact: true }).click();
    await page.getByRole('button', { name: 'Deutsch' }).click();
  }
  expect(found).toEqual([]);
});

test('what cannot be read of the shell is found', async ({ page }) => {
  await page.setContent(`<main style="position:relative;font:16px sans-serif">
    <p>sound</p>
    <p style="width:40px;overflow:hidden;white-space:nowrap">clipped by its box</p>
    <p style="width:40px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis">dots and no more</p>
    <p title="dots but told" style="width:40px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis">dots but told</p>
    <p style="position:absolute;top:300px;left:0">below</p>
    <p style="position:absolute;top:304px;left:10px">above</p>
  </main>`);
  expect(await page.evaluate(shellFaults)).toEqual([
    '“clipped by its box” is cut',
    '“dots and no more” is cut, and nothing tells it whole',
    '“below” and “above” overlap',
  ]);
});
