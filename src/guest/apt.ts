// A private apt with its own state, lists and archives, so that neither root nor any
// change to the host is needed (apt.conf(5), apt-get(8)).
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cacheFolder, keyOf } from './cache.ts';
import { CommandError, runCommand } from './command.ts';
import { notDebian } from './host.ts';
import { releaseSources } from './sources.ts';

export type Architecture = 'i386' | 'amd64';

type Say = (text: string) => void;

/** Where the packages of an architecture lie, by the names in `Package.file`; or the archives of sources. */
export function archivesFolder(of: Architecture | 'source'): string {
  return join(cacheFolder(), 'debian', of, 'archives');
}

/** A private apt: its folder in the cache, and what to run `apt-get` with. */
export interface Apt {
  readonly folder: string;
  readonly archives: string;
  readonly env: NodeJS.ProcessEnv;
}

/** The apt that knows one architecture's packages, or the sources of all of them. */
export async function openApt(of: Architecture | 'source'): Promise<Apt> {
  const folder = join(cacheFolder(), 'debian', of);
  const archives = archivesFolder(of);
  const lists = join(folder, 'lists');
  await mkdir(join(archives, 'partial'), { recursive: true });
  await mkdir(join(folder, 'none/partial'), { recursive: true });
  await mkdir(join(lists, 'partial'), { recursive: true });
  await writeFile(join(folder, 'status'), '');
  await writeFile(
    join(folder, 'sources.list'),
    await privateSources(of === 'source' ? 'deb-src' : 'deb'),
  );
  const architecture = of === 'source' ? 'amd64' : of;
  const settings = [
    ['Dir::Etc::main', '/dev/null'],
    ['Dir::Etc::parts', '/dev/null'],
    ['Dir::Etc::sourcelist', join(folder, 'sources.list')],
    ['Dir::Etc::sourceparts', '/dev/null'],
    ['Dir::Etc::preferences', '/dev/null'],
    ['Dir::Etc::preferencesparts', '/dev/null'],
    ['Dir::State', folder],
    ['Dir::State::lists', lists],
    // An empty status file: nothing counts as installed, so that apt resolves the whole closure.
    ['Dir::State::status', join(folder, 'status')],
    ['Dir::Cache', folder],
    ['Dir::Cache::archives', archives],
    ['Dir::Log', folder],
    ['APT::Architecture', architecture],
    ['APT::Architectures', architecture],
    ['APT::Install-Recommends', 'false'],
    ['APT::Sandbox::User', ''],
    ['Acquire::Languages', 'none'],
    ['Acquire::Retries', '3'],
  ];
  const text = settings.map(([name, value]) => `${name} "${value}";\n`).join('');
  await writeFile(join(folder, 'apt.conf'), text + (await hostAcquireSettings()));
  return {
    folder,
    archives,
    env: { ...process.env, LC_ALL: 'C', APT_CONFIG: join(folder, 'apt.conf') },
  };
}

async function privateSources(kind: 'deb' | 'deb-src'): Promise<string> {
  const folder = '/etc/apt/sources.list.d';
  const parts = await readdir(folder).catch(() => []);
  const paths = ['/etc/apt/sources.list', ...parts.sort().map((name) => join(folder, name))];
  const files = [];
  for (const path of paths.filter((each) => /\.(list|sources)$/.test(each) && existsSync(each)))
    files.push({ name: basename(path), text: await readFile(path, 'utf8') });
  const sources = releaseSources(files, kind);
  if (!sources) throw notDebian();
  return sources;
}

/** How this host reaches its mirrors (proxies, a clock that may be wrong) holds for the private apt too. */
async function hostAcquireSettings(): Promise<string> {
  const dump = await runCommand('apt-config', ['dump']).catch((cause: unknown) => {
    throw notDebian({ cause });
  });
  const kept = /^Acquire::((http|https|ftp)(::.*)?::?Proxy|Check-|ForceIPv|https?::(Verify|Ca))/i;
  return dump
    .split('\n')
    .filter((line) => kept.test(line))
    .map((line) => `${line}\n`)
    .join('');
}

/** Whether the package lists have been fetched. */
async function hasLists(apt: Apt): Promise<boolean> {
  const names = await readdir(join(apt.folder, 'lists'));
  return names.some((name) => /_main_(binary-\w+_Packages|source_Sources)/.test(name));
}

async function updateLists(apt: Apt, say: Say): Promise<void> {
  say('Fetching the package lists');
  await runCommand('apt-get', ['update', '-q'], { env: apt.env }).catch(async (error: unknown) => {
    // One mirror folder in the middle of its own update must not stop the build as long as the release itself is known.
    if (!(error instanceof CommandError) || !(await hasLists(apt))) throw error;
    const failed = error.stderr.split('\n').find((line) => line.startsWith('E: Failed to fetch'));
    say(`Warning: one package list could not be read and is left out: ${failed ?? error.message}`);
  });
}

/** What `download` brings into the archives. What was resolved once under a key is kept until `refresh`, so that a second build asks nobody. */
export async function resolveOnce<T extends { readonly file: string }>(
  apt: Apt,
  key: readonly unknown[],
  { download, say, refresh }: { download: () => Promise<readonly T[]>; say: Say; refresh: boolean },
): Promise<readonly T[]> {
  const resolved = join(apt.folder, `resolved-${keyOf(...key)}.json`);
  if (!refresh && existsSync(resolved)) {
    const known = JSON.parse(await readFile(resolved, 'utf8')) as T[];
    if (known.every(({ file }) => existsSync(join(apt.archives, file)))) return known;
  }
  if (refresh || !(await hasLists(apt))) await updateLists(apt, say);
  const files = await download().catch(async (error: unknown) => {
    // Debian removes what is superseded: lists of last month name files that are gone.
    if (!(error instanceof CommandError)) throw error;
    await updateLists(apt, say);
    return download();
  });
  await writeFile(`${resolved}.new`, JSON.stringify(files, null, 1));
  await rename(`${resolved}.new`, resolved);
  return files;
}
