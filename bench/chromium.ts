import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { project } from '../scripts/project.ts';
import { serve } from '../scripts/serve.ts';
import type { Measured } from './browser.ts';
import { figure, repeat, type Figure } from './figure.ts';
import { lines, preparation, type MeasuredLine } from './lines.ts';
import { measureLine } from './measure-line.ts';
import { stateFigures } from './node.ts';

/** Measures the machine and the engine in a worker of a real Chromium, through a page that shows nothing. */
export async function measureInChromium({ browser }: Measured, runs: number): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-page-'));
  await build({
    root: join(project, 'bench/page'),
    configFile: false,
    base: './',
    publicDir: false,
    worker: { format: 'iife' },
    build: { outDir: folder, target: 'es2022' },
    logLevel: 'error',
  });
  for (const name of ['guest', 'registry', 'machine.html'])
    await symlink(join(project, 'public', name), join(folder, name));
  const server = await serve(folder, { port: 0 });
  const page = await browser.newPage();
  try {
    await page.goto(server.url);
    await page.evaluate(() => window.backend.boot(() => undefined));
    await run(page, preparation);
    const figures: Figure[] = [];
    for (const line of lines) figures.push(await measure(page, line, runs));
    figures.push(...(await measureStates(page, runs)));
    return figures;
  } finally {
    await page.close();
    await server.close();
    await rm(folder, { recursive: true });
  }
}

/** Milliseconds that a line takes, by the page's own clock. */
function run(page: Page, line: string): Promise<number> {
  return page.evaluate(async (text) => {
    const start = performance.now();
    const { exit, stderr } = await window.backend.run(text);
    const ms = performance.now() - start;
    if (exit !== 0) throw new Error(`${text}: exit ${String(exit)}: ${stderr}`);
    return ms;
  }, line);
}

async function measure(page: Page, line: MeasuredLine, runs: number): Promise<Figure> {
  const found = await measureLine(line, runs, (text) => run(page, text));
  const { name, times, limit } = line;
  return figure({
    name,
    where: 'Chromium',
    unit: 'ms',
    runs: found.map((ms) => ms / times),
    ...(limit !== undefined && { limit }),
  });
}

async function measureStates(page: Page, runs: number): Promise<Figure[]> {
  const times = { checkpoint: [] as number[], restore: [] as number[] };
  for (let at = 0; at < runs; at++) {
    await run(page, `echo ${String(at)} > /root/run; true`);
    const [checkpoint, restore] = await page.evaluate(async () => {
      const start = performance.now();
      const { checkpoint } = await window.backend.checkpoint();
      const middle = performance.now();
      await window.backend.restore(checkpoint);
      return [middle - start, performance.now() - middle] as const;
    });
    times.checkpoint.push(checkpoint);
    times.restore.push(restore);
  }
  const reset = await repeat(runs, () =>
    page.evaluate(async () => {
      const start = performance.now();
      await window.backend.reset();
      return performance.now() - start;
    }),
  );
  return stateFigures('Chromium', { ...times, reset });
}
