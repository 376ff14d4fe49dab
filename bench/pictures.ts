import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { project } from '../scripts/project.ts';
import { serve } from '../scripts/serve.ts';
import type { Measured } from './browser.ts';
import { figure, quantile, type Figure } from './figure.ts';
import { answered, openPage, runLine } from './open-site.ts';
import { recordCommands } from './record-commands.ts';

const containers = 30;
const processesEach = 5;
const files = 20_000;
const commandsBefore = 30;
const jumps = 20;
const recorded = 500;
const scrubs = 20;
/** What a screen of 60 pictures a second allows, ms: every one in time, and one in a hundred left out. */
const inTime = 16.8;
const oneLeftOut = 33.5;
const inChromium = { where: 'Chromium', unit: 'ms' } as const;

/** Measures the pictures at the sizes that the project promises to bear. */
export async function measurePictures(measured: Measured): Promise<Figure[]> {
  const server = await serve(join(project, 'dist'), { port: 0 });
  const within = async (
    address: string,
    measure: (page: Page) => Promise<Figure[]>,
  ): Promise<Figure[]> => {
    const page = await openPage(measured, `${server.url}${address}`);
    try {
      await answered(page);
      return await measure(page);
    } finally {
      await page.context().close();
    }
  };
  try {
    return [
      ...(await within('?view=namespaces', (page) => measureCrowd(page, 'Namespaces'))),
      ...(await within('?view=pids', (page) => measureCrowd(page, 'PIDs'))),
      ...(await within('?view=layers', measureTree)),
      ...(await within('?view=namespaces', measureJumps)),
      ...(await within('?view=namespaces', measureScrubbing)),
    ];
  } finally {
    await server.close();
  }
}

/** Gaps between frames, ms, held against a screen of 60 pictures a second. */
function frameFigures(name: string, gaps: readonly number[]): Figure[] {
  const rare = [quantile(gaps, 0.99)];
  return [
    figure({ ...inChromium, name, runs: gaps, limit: inTime }),
    figure({ ...inChromium, name: `${name}, 99 of 100`, runs: rare, limit: oneLeftOut }),
  ];
}

/** Frames with many containers and processes, while ten processes a second come and go. */
async function measureCrowd(page: Page, view: string): Promise<Figure[]> {
  const sleeps = 'sleep 9999 & '.repeat(processesEach - 1);
  await runLine(
    page,
    `docker pull -q busybox; for i in $(seq ${String(containers)}); do docker run -d busybox sh -c '${sleeps} wait'; done`,
  );
  const gaps = await page.evaluate(() => {
    const { hand } = window;
    hand.type(
      'clear; for i in $(seq 100); do sleep 0.5 & sleep 0.1; done; clear; echo gone-$((40+2))\r',
    );
    return hand.gapsWhile(hand.until(() => hand.screen().includes('gone-42')));
  });
  const name = `frame of ${view}, ${String(containers)} containers of ${String(processesEach)} processes, 10 a second come and go`;
  return frameFigures(name, gaps);
}

/** Opening a directory of many files in the Layers view, and scrolling through it. */
async function measureTree(page: Page): Promise<Figure[]> {
  const many = String(files);
  await runLine(
    page,
    `docker pull -q busybox; docker run -d --name big busybox sleep 9999; docker exec big sh -c 'mkdir many; cd many; seq -w ${many} | sed s,^,file-, | xargs touch'`,
  );
  const found = await page.evaluate(async () => {
    const { hand } = window;
    const press = (): void => {
      const fold = document.querySelector('[data-fold="layers/many"] .fold');
      if (!fold) throw new Error('There is no such directory');
      fold.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    };
    const shown = (): boolean => hand.picture().includes('file-00001');
    await hand.until(shown);
    press();
    await hand.until(() => !shown());
    const start = performance.now();
    press();
    const opened = (await hand.until(shown)) - start;
    const pane = document.querySelector('[data-view=layers]') as HTMLElement;
    const scroll = async (): Promise<void> => {
      for (let step = 0; step < 240; step++) {
        pane.scrollTop += 400;
        await new Promise(requestAnimationFrame);
      }
    };
    const gaps = await hand.gapsWhile(scroll());
    return { opened, gaps, scrolled: pane.scrollTop, picture: hand.picture() };
  });
  if (found.scrolled < 50_000 || found.picture.includes('file-00001'))
    throw new Error(`The tree was not scrolled: ${String(found.scrolled)}`);
  return [
    figure({
      ...inChromium,
      name: `tree of ${many} files: opened`,
      runs: [found.opened],
      limit: 500,
    }),
    ...frameFigures('frame while it scrolls', found.gaps),
  ];
}

/** From the click to the machine of then, whose terminal stands at the prompt of then. */
async function measureJumps(page: Page): Promise<Figure[]> {
  await page.evaluate(async (count) => {
    const { hand } = window;
    const points = (): number => document.querySelectorAll('[data-region=timeline] .point').length;
    for (let at = 1; at <= count; at++) {
      const before = points();
      hand.type(
        at % 3 === 0 ? `sleep ${String(6000 + at)} &\r` : `echo number-${String(at)} > file\r`,
      );
      await hand.until(() => points() > before);
    }
  }, commandsBefore);
  const runs = await page.evaluate(async (count) => {
    const { hand } = window;
    const found: number[] = [];
    const button = (text: RegExp): HTMLElement | undefined =>
      [...document.querySelectorAll<HTMLElement>('[data-region=timeline] button')].find((each) =>
        text.test(each.textContent),
      );
    for (let jump = 0; jump < count; jump++) {
      const places = [
        ...document.querySelectorAll<HTMLElement>('[data-region=timeline] li button'),
      ];
      // What was typed at once is kept as film only, so the first two are left out.
      places[2 + ((jump * 7) % (places.length - 3))]?.click();
      await hand.until(() => button(/^\s*Go back/) !== undefined);
      const start = performance.now();
      button(/^\s*Go back/)?.click();
      await hand.until(() => button(/^\s*Go back/) === undefined);
      await hand.until(() => /root@fishbowl:~#\s*$/.test(hand.screen()));
      found.push(performance.now() - start);
    }
    return found;
  }, jumps);
  return [figure({ ...inChromium, name: 'jump to an earlier machine', runs, limit: 500 })];
}

/** From the pointer on the timeline of a long recording to the frame that draws that moment. */
async function measureScrubbing(page: Page): Promise<Figure[]> {
  const recording = await recordCommands(recorded);
  await page
    .getByLabel('Open a recording…')
    .last()
    .setInputFiles({
      name: 'commands.jsonl',
      mimeType: 'application/jsonl',
      buffer: Buffer.from(recording),
    });
  const runs = await page.evaluate(async (count) => {
    const { hand } = window;
    await hand.until(() => hand.screen().includes('all-recorded-42')); // it plays to its end first
    const rail = document.querySelector('[data-region=timeline] [role=slider]') as HTMLElement;
    rail.hasPointerCapture = () => true; // of a pointer that is not there
    const press = (share: number): void => {
      const box = rail.getBoundingClientRect();
      const at = { clientX: box.left + box.width * share, pointerId: 1, bubbles: true };
      rail.dispatchEvent(new PointerEvent('pointermove', at));
    };
    const still = async (): Promise<string> => {
      for (let before = ''; ; before = hand.picture()) {
        for (let frame = 0; frame < 30; frame++) await new Promise(requestAnimationFrame);
        if (hand.picture() === before) return before;
      }
    };
    // What each moment looks like is found out first, at leisure.
    const shares = Array.from(
      { length: count },
      (_, at) => 0.03 + (0.94 * ((at * 7) % count)) / count,
    );
    const pictures: string[] = [];
    for (const share of shares) {
      press(share);
      pictures.push(await still());
    }
    if (new Set(pictures).size < count / 2) throw new Error('The moments look alike');
    const found: number[] = [];
    for (const [at, share] of shares.entries()) {
      if (hand.picture() === pictures[at]) continue;
      const start = performance.now();
      press(share);
      found.push((await hand.until(() => hand.picture() === pictures[at])) - start);
    }
    return found;
  }, scrubs);
  const name = `scrubbing a recording of ${String(recorded)} commands`;
  return [figure({ ...inChromium, name, runs, limit: 50 })];
}
