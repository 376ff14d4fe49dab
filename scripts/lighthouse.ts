// Lighthouse's marks for accessibility and best practices of the built site, in each of its modes; fails below 95.
//     npx tsx scripts/lighthouse.ts
// Lighthouse is large and wanted rarely, so it is no dependency of the project: npm fetches it when this runs.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './browser.ts';
import { project } from './project.ts';
import { run } from './report.ts';
import { serve } from './serve.ts';
import { buildSite } from './site.ts';

/** The last release that runs on Node 20. */
const lighthouse = 'lighthouse@12.8.2';
const least = 0.95;
const categories = ['accessibility', 'best-practices'] as const;

const pages = [
  { name: 'Learn', query: '', screen: 'desktop' },
  {
    name: 'Learn, a lesson by its address',
    query: '?lesson=06-images-and-layers',
    screen: 'desktop',
  },
  { name: 'Explore', query: '?mode=explore', screen: 'desktop' },
  { name: 'Present', query: '?mode=present&lesson=02-namespaces', screen: 'desktop' },
  { name: 'On a phone', query: '', screen: 'mobile' },
] as const;

const chromiumFlags =
  '--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

interface Report {
  readonly categories: Readonly<Record<string, { readonly score: number | null }>>;
  readonly runtimeError?: { readonly message: string };
}

async function measure(
  url: string,
  screen: 'desktop' | 'mobile',
  chromium: string,
): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'fishbowl-lighthouse-'));
  const file = join(folder, 'report.json');
  const argv = ['exec', '--yes', `--package=${lighthouse}`, '--', 'lighthouse', url, '--quiet'];
  argv.push(`--only-categories=${categories.join(',')}`, '--output=json', `--output-path=${file}`);
  argv.push(`--chrome-flags=${chromiumFlags}`);
  if (screen === 'desktop') argv.push('--preset=desktop');
  try {
    await execute('npm', argv, { CHROME_PATH: chromium });
    return JSON.parse(await readFile(file, 'utf8')) as Report;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function execute(
  program: string,
  argv: readonly string[],
  env: Record<string, string>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, argv, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} has ended with ${String(code)}`));
    });
  });
}

await run(async () => {
  await buildSite();
  const chromium = await findChromium((text) => console.error(text));
  const server = await serve(join(project, 'dist'), { port: 0 });
  try {
    for (const { name, query, screen } of pages) {
      const report = await measure(server.url + query, screen, chromium);
      if (report.runtimeError) throw new Error(`${name}: ${report.runtimeError.message}`);
      const marks = categories.map((each) => report.categories[each]?.score ?? 0);
      if (marks.some((mark) => mark < least)) process.exitCode = 1;
      const told = marks.map(
        (mark, at) => `${categories[at] ?? ''} ${String(Math.round(mark * 100))}`,
      );
      console.log(`${name}: ${told.join(', ')}`);
    }
  } finally {
    await server.close();
  }
});
