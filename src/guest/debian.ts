// Debian packages without installing them: a private apt with its own state, lists and archives, so that neither root nor any
// change to the host is needed (apt.conf(5), apt-get(8)).
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cacheFolder, cached, keyOf, sha256OfFile } from './cache.ts';
import { CommandError, runCommand } from './command.ts';
import { notDebian } from './host.ts';
import { releaseSources } from './sources.ts';

export type Architecture = 'i386' | 'amd64';

/** One downloaded package. */
export interface Package {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly sha256: string;
  /** Bytes of the .deb. */
  readonly bytes: number;
  /** File name in the private archives. */
  readonly file: string;
}

export interface PackageSet {
  readonly architecture: Architecture;
  readonly names: readonly string[];
  /** Without it only the named packages are taken, not what they depend on. */
  readonly closure: boolean;
}

type Say = (text: string) => void;

/** The packages of a set, downloaded. What was resolved once is kept until `refresh`, so that a second build asks nobody. */
export async function fetchPackages(
  set: PackageSet,
  say: Say,
  refresh = false,
): Promise<readonly Package[]> {
  const apt = await openApt(set.architecture);
  const resolved = join(apt.folder, `resolved-${keyOf(set.names, set.closure)}.json`);
  if (!refresh && existsSync(resolved)) {
    const known = JSON.parse(await readFile(resolved, 'utf8')) as Package[];
    if (known.every(({ file }) => existsSync(join(apt.archives, file)))) return known;
  }
  if (refresh || !(await hasLists(apt))) await updateLists(apt, say);
  const packages = await download(apt, set, say).catch(async (error: unknown) => {
    // Debian removes superseded packages: lists of last month name files that are gone.
    if (!(error instanceof CommandError)) throw error;
    await updateLists(apt, say);
    return download(apt, set, say);
  });
  await writeFile(`${resolved}.new`, JSON.stringify(packages, null, 1));
  await rename(`${resolved}.new`, resolved);
  return packages;
}

/** Where the packages of an architecture lie, by the names in `Package.file`. */
export function archivesFolder(architecture: Architecture): string {
  return join(cacheFolder(), 'debian', architecture, 'archives');
}

/** A folder of the cache holding these packages' files, as if they had been installed below it (merged /usr). */
export async function extractPackages(
  packages: readonly Package[],
  architecture: Architecture,
): Promise<string> {
  const archives = archivesFolder(architecture);
  return cached(
    'prefix',
    keyOf('prefix-1', packages.map((each) => each.sha256).sort()),
    async (folder) => {
      await mkdir(join(folder, 'usr'));
      const script = `set -e; for d in bin sbin lib lib64; do mkdir -p usr/$d; ln -s usr/$d $d; done
      for deb; do dpkg-deb --fsys-tarfile "$deb" | tar -x -p --no-same-owner --keep-directory-symlink -f -; done`;
      const files = packages.map(({ file }) => join(archives, file));
      await runCommand('sh', ['-c', script, 'extract', ...files], { cwd: folder });
    },
  );
}

interface Apt {
  readonly folder: string;
  readonly archives: string;
  readonly env: NodeJS.ProcessEnv;
}

async function openApt(architecture: Architecture): Promise<Apt> {
  const folder = join(cacheFolder(), 'debian', architecture);
  const archives = archivesFolder(architecture);
  const lists = join(folder, 'lists');
  await mkdir(join(archives, 'partial'), { recursive: true });
  await mkdir(join(folder, 'none/partial'), { recursive: true });
  await mkdir(join(lists, 'partial'), { recursive: true });
  await writeFile(join(folder, 'status'), '');
  await writeFile(join(folder, 'sources.list'), await privateSources());
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

async function privateSources(): Promise<string> {
  const folder = '/etc/apt/sources.list.d';
  const parts = await readdir(folder).catch(() => []);
  const paths = ['/etc/apt/sources.list', ...parts.sort().map((name) => join(folder, name))];
  const files = [];
  for (const path of paths.filter((each) => /\.(list|sources)$/.test(each) && existsSync(each)))
    files.push({ name: basename(path), text: await readFile(path, 'utf8') });
  const sources = releaseSources(files);
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

async function hasLists(apt: Apt): Promise<boolean> {
  const names = await readdir(join(apt.folder, 'lists'));
  return names.some((name) => /_main_binary-\w+_Packages/.test(name));
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

async function download(apt: Apt, set: PackageSet, say: Say): Promise<Package[]> {
  const common = ['-q', '-y', '--allow-downgrades'];
  const verb = set.closure ? ['install'] : ['download'];
  // Asked with empty archives, because apt leaves out what it has already.
  const ask = [...common, `-oDir::Cache::archives=${apt.folder}/none`, '--print-uris', ...verb];
  const asked = { env: apt.env, cwd: join(apt.folder, 'none') };
  const options = { env: apt.env, cwd: apt.archives };
  const uris = await runCommand('apt-get', [...ask, ...set.names], asked);
  const files = [...uris.matchAll(/^'\S+' (\S+\.deb) (\d+)/gm)];
  if (!files.length) throw new Error(`apt knows no files for ${set.names.join(' ')}`);
  const missing = files.filter(([, file]) => !existsSync(join(apt.archives, file ?? '')));
  if (missing.length) {
    const bytes = missing.reduce((sum, [, , size]) => sum + Number(size), 0);
    say(`Downloading ${missing.length} packages (${(bytes / 1e6).toFixed(1)} MB)`);
    // apt checks each file against the signed lists.
    const flags = set.closure ? ['-d', '-oDebug::NoLocking=1'] : [];
    await runCommand('apt-get', [...common, ...flags, ...verb, ...set.names], options);
  }
  return Promise.all(files.map(([, file]) => describe(apt, file ?? '')));
}

async function describe(apt: Apt, file: string): Promise<Package> {
  const path = join(apt.archives, file);
  const fields = await runCommand('dpkg-deb', [
    '-W',
    '--showformat=${Package} ${Version} ${Architecture}',
    path,
  ]);
  const [name = '', version = '', architecture = ''] = fields.split(' ');
  const [{ size }, hash] = await Promise.all([stat(path), sha256OfFile(path)]);
  return { name, version, architecture, sha256: hash, bytes: size, file };
}
