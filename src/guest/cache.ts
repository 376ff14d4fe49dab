// The cache outside the checkout: everything in it is named by what it was made from, so it never goes stale and may be deleted at any time.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Where this machine keeps what Fishbowl downloaded and built. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env['FISHBOWL_CACHE']) return env['FISHBOWL_CACHE'];
  return join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'fishbowl');
}

/** Short name for content: the first 80 bits of a SHA-256. */
export function keyOf(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 20);
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Names and contents of all files below these paths, as one key: what a stage says its inputs are. */
export async function keyOfFiles(paths: readonly string[]): Promise<string> {
  const found: [string, string][] = [];
  for (const path of paths) await collect(path, basename(path), found);
  return keyOf(found);
}

async function collect(path: string, name: string, found: [string, string][]): Promise<void> {
  const entries = await readdir(path, { withFileTypes: true }).catch((error: { code?: string }) => {
    if (error.code === 'ENOTDIR') return null;
    throw error;
  });
  if (!entries) {
    found.push([name, sha256(await readFile(path))]);
    return;
  }
  const names = entries.map((entry) => entry.name).sort();
  for (const child of names) await collect(join(path, child), `${name}/${child}`, found);
}

/** The folder `name/key` of the cache; `make` fills it if it is not there yet. A stage that fails leaves nothing behind. */
export async function cached(
  name: string,
  key: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(cacheFolder(), name, key);
  if (existsSync(folder)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  const draft = await mkdtemp(join(dirname(folder), '.draft-'));
  await chmod(draft, 0o755);
  try {
    await make(draft);
    await rename(draft, folder).catch((error: unknown) => {
      // Another build of the same content was faster: its result is as good.
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}
