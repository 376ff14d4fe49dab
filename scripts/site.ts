import { existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Logger } from 'vite';
import { keyOf, keyOfFiles } from '../src/guest/cache.ts';
import { buildGuest } from '../src/guest/build.ts';
import { project } from './project.ts';

const inputs = ['src', 'public', 'lessons', 'index.html', 'vite.config.ts', 'package-lock.json'];

export interface BuiltSite {
  readonly folder: string;
  /** False when nothing had to be done. */
  readonly changed: boolean;
}

/** Builds the guest and the site into `dist/`, as far as their inputs changed. */
export async function buildSite({ refresh = false } = {}): Promise<BuiltSite> {
  await buildGuest({ refresh });
  const folder = join(project, 'dist');
  const stamp = join(folder, '.built-from');
  const key = keyOf('site-1', await keyOfFiles(inputs.map((name) => join(project, name))));
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === key)
    return { folder, changed: false };
  const start = performance.now();
  process.stdout.write('Site: building\n');
  // Loaded only here: a start that has nothing to build is faster without it.
  const { build, createLogger } = await import('vite');
  const customLogger = quiet(createLogger('warn'));
  await build({ root: project, logLevel: 'warn', customLogger });
  await compressFiles(folder);
  await writeFile(stamp, key);
  process.stdout.write(`Site: done in ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
  return { folder, changed: true };
}

/** Leaves out what v86 would import in Node (it does not in a browser) and advice on build times. */
function quiet(logger: Logger): Logger {
  const { warn } = logger;
  logger.warn = (text, options) => {
    if (!/externalized for browser compatibility|PLUGIN_TIMINGS/.test(text)) warn(text, options);
  };
  return logger;
}

const brotli = promisify(brotliCompress);

/** Puts `name.br` beside every text that is worth it: servers that know of it send a quarter of the bytes. */
async function compressFiles(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  const texts = names.filter((name) => /\.(js|css|html|json|svg)$/.test(name));
  for (const name of texts) {
    const path = join(folder, name);
    if ((await stat(path)).size < 1024) continue;
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 };
    await writeFile(`${path}.br`, await brotli(await readFile(path), { params }));
  }
}
