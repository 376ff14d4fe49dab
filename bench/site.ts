import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { project } from '../scripts/project.ts';
import { serve } from '../scripts/serve.ts';
import type { Measured } from './browser.ts';
import { figure, quantile, repeat, type Figure } from './figure.ts';
import { answered, openPage } from './open-site.ts';

const idleSeconds = 10;

/** Measures the built site as a person has it. */
export async function measureSite(measured: Measured, runs: number): Promise<Figure[]> {
  const server = await serve(join(project, 'dist'), { port: 0 });
  try {
    const starts = await measureStarts(measured, server, Math.min(runs, 5));
    const page = await openPage(measured, server.url);
    await answered(page);
    const reset = await repeat(runs, () => resetTime(page));
    const pixels = await measurePixels(page, runs);
    const frames = await measureFrames(page);
    const idle = await idleShare(measured);
    const memory = measured.peakRendererMemory();
    await page.context().close();
    const site = { where: 'Chromium' } as const;
    return [
      ...starts,
      figure({ ...site, name: 'reset to the prompt', unit: 'ms', runs: reset, limit: 500 }),
      ...pixels,
      ...frames,
      figure({
        ...site,
        name: 'CPU of the idle tab, of one core',
        unit: '%',
        runs: [idle],
        limit: 8,
      }),
      figure({ ...site, name: 'most memory of the tab', unit: 'MB', runs: [memory] }),
    ];
  } finally {
    await server.close();
  }
}

async function measureStarts(
  measured: Measured,
  server: { readonly url: string; bytesServed(): number },
  runs: number,
): Promise<Figure[]> {
  const times = { cold: [] as number[], warm: [] as number[], bytes: [] as number[] };
  for (let run = 0; run < runs; run++) {
    const before = server.bytesServed();
    const page = await openPage(measured, server.url);
    times.cold.push(await answered(page));
    times.bytes.push((server.bytesServed() - before) / 1e6);
    await page.reload({ waitUntil: 'commit' });
    times.warm.push(await answered(page));
    await page.context().close();
  }
  const start = { where: 'Chromium', unit: 'ms' } as const;
  const name = 'navigation to an answered command';
  return [
    figure({
      where: 'Chromium',
      unit: 'MB',
      name: 'transfer to the first prompt',
      runs: times.bytes,
      limit: 10,
    }),
    figure({ ...start, name: `${name}, cold`, runs: times.cold, limit: 2000 }),
    figure({ ...start, name: `${name}, warm`, runs: times.warm, limit: 1000 }),
  ];
}

/** From the click to the fresh machine's prompt. */
function resetTime(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { hand } = window;
    hand.type('echo old-$((40+2))\r');
    await hand.until(() => hand.screen().includes('old-42'));
    const button = [...document.querySelectorAll('header button')].find((each) =>
      each.textContent.includes('Reset'),
    );
    const start = performance.now();
    (button as HTMLElement).click();
    return (await hand.until(() => /^root@fishbowl:~#\s*$/.test(hand.screen()))) - start;
  });
}

/**
 * Where the kernel's clock, which its records are stamped with, stands on the guest's clock of the day: bounds in microseconds. The
 * shell reads the one between two readings of the other; /proc/uptime (proc(5)) is cut to hundredths of a second.
 */
const clocks = `lo=0 hi=99999999999999999; for i in $(seq 300); do a=\${EPOCHREALTIME/./}; read -r u _ < /proc/uptime; b=\${EPOCHREALTIME/./}; u=\${u/./}0000; ((a-u-10000 > lo)) && lo=$((a-u-10000)); ((b-u < hi)) && hi=$((b-u)); done; echo clocks=$lo,$hi=`;

/** From an exec, by the kernel's own stamp, to the frame that draws the program with its arguments, and from the key that asked for it. */
async function measurePixels(page: Page, runs: number): Promise<Figure[]> {
  const found: { exec: number; key: number; drawn: number }[] = [];
  const booted = await bootTime(page);
  for (let run = 0; run < runs; run++) found.push(await runSleep(page, 7000 + run, booted));
  // The guest's clock was set once, from this host's: what it stamps cannot be earlier than the key that caused it.
  const behind = Math.max(0, ...found.map(({ exec, key }) => key - exec));
  const common = { where: 'Chromium', unit: 'ms' } as const;
  const events = found.map(({ exec, drawn }) => drawn - exec - behind);
  const keys = found.map(({ key, drawn }) => drawn - key);
  return [
    figure({ ...common, name: 'kernel event to pixels', runs: events, limit: 150 }),
    figure({ ...common, name: 'key to pixels', runs: keys }),
  ];
}

/** When the guest's kernel began to count, ms since 1970. */
async function bootTime(page: Page): Promise<number> {
  const [low = NaN, high = NaN] = await page.evaluate(async (line) => {
    const { hand } = window;
    hand.type(`clear; ${line}\r`);
    const pattern = /clocks=(\d+),(\d+)=/;
    await hand.until(() => pattern.test(hand.screen()));
    return (pattern.exec(hand.screen()) ?? []).slice(1).map(Number);
  }, clocks);
  if (!(low <= high))
    throw new Error(`The guest's clocks disagree: ${String(low)}, ${String(high)}`);
  return (low + high) / 2000;
}

function runSleep(
  page: Page,
  seconds: number,
  booted: number,
): Promise<{ exec: number; key: number; drawn: number }> {
  return page.evaluate(
    async ({ seconds, booted }) => {
      const { hand } = window;
      hand.type('clear\r');
      await hand.until(() => /^root@fishbowl:~#\s*$/.test(hand.screen()));
      const before = hand.events.length;
      const key = performance.timeOrigin + performance.now();
      hand.type(`(exec sleep ${String(seconds)}) &\r`);
      const drawn = await hand.until(() => hand.picture().includes(String(seconds)));
      const exec = hand.events
        .slice(before)
        .find((event) => event.type === 'process/execed' && event.executable.endsWith('/sleep'));
      if (!exec) throw new Error('The kernel told of no exec');
      return { exec: booted + exec.at, key, drawn: performance.timeOrigin + drawn };
    },
    { seconds, booted },
  );
}

/** Frames while 30 processes come and go. */
async function measureFrames(page: Page): Promise<Figure[]> {
  const gaps = await page.evaluate(() => {
    const { hand } = window;
    hand.type(
      'clear; (for i in $(seq 30); do (sleep 0.$((RANDOM % 9 + 1)); sleep 0.$i) & done; wait); echo gone-$((40+2))\r',
    );
    return hand.gapsWhile(hand.until(() => hand.screen().includes('gone-42')));
  });
  const common = { where: 'Chromium', unit: 'ms' } as const;
  const name = 'frame while 30 processes come and go';
  return [
    figure({ ...common, name, runs: gaps }),
    figure({ ...common, name: `${name}, 95 of 100`, runs: [quantile(gaps, 0.95)] }),
    figure({ ...common, name: `${name}, worst`, runs: [Math.max(...gaps)], limit: 50 }),
  ];
}

async function idleShare(measured: Measured): Promise<number> {
  await wait(3000); // what was begun comes to rest
  const before = measured.cpuSeconds();
  await wait(idleSeconds * 1000);
  return ((measured.cpuSeconds() - before) / idleSeconds) * 100;
}
