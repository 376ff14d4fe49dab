// npm run bench: measures in Node and in real Chromium, prints a table, and writes JSON into bench/results/.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launch, type Measured } from '../bench/browser.ts';
import { measureInChromium } from '../bench/chromium.ts';
import type { Figure } from '../bench/figure.ts';
import { measureNative, nativeProblem } from '../bench/native.ts';
import { measureInNode } from '../bench/node.ts';
import { measurePictures } from '../bench/pictures.ts';
import { measureSite } from '../bench/site.ts';
import { formatTable } from '../bench/table.ts';
import { project } from './project.ts';
import { run } from './report.ts';
import { buildSite } from './site.ts';

const parts = ['node', 'chromium', 'native', 'site', 'pictures'] as const;

await run(async () => {
  const { values } = parseArgs({
    options: {
      built: { type: 'boolean', default: false }, // measure the site that is there
      runs: { type: 'string', default: '10' },
      only: { type: 'string', multiple: true, default: [...parts] },
    },
  });
  const runs = Number(values.runs);
  const wanted = (part: (typeof parts)[number]): boolean => values.only.includes(part);
  if (!values.built) await buildSite();
  const figures: Figure[] = [];
  if (wanted('node')) figures.push(...(await measureInNode(runs)));
  if (wanted('chromium')) figures.push(...(await within((each) => measureInChromium(each, runs))));
  if (wanted('native')) figures.push(...(await nativeFigures(runs)));
  if (wanted('site')) figures.push(...(await within((each) => measureSite(each, runs))));
  if (wanted('pictures')) figures.push(...(await within(measurePictures)));
  console.log(formatTable(figures));
  const path = await write(figures);
  console.log(`\nWritten to ${path}`);
});

async function nativeFigures(runs: number): Promise<Figure[]> {
  const problem = nativeProblem();
  if (problem === null) return measureNative(runs);
  console.log(`The host's own docker is not measured: ${problem}`);
  return [];
}

async function within(measure: (measured: Measured) => Promise<Figure[]>): Promise<Figure[]> {
  const measured = await launch();
  try {
    return await measure(measured);
  } finally {
    await measured.close();
  }
}

async function write(figures: readonly Figure[]): Promise<string> {
  const manifest = await readFile(join(project, 'public/guest/manifest.json'), 'utf8');
  const { image } = JSON.parse(manifest) as { image: string };
  const at = new Date().toISOString();
  const host = {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    load: loadavg(),
    node: process.version,
  };
  const path = join('bench/results', `${at.replaceAll(':', '-')}.json`);
  await mkdir(join(project, 'bench/results'), { recursive: true });
  await writeFile(
    join(project, path),
    `${JSON.stringify({ at, image, host, figures }, null, 1)}\n`,
  );
  return path;
}
