// Debian packages without installing them, by a private apt (apt-get(8)).
import { existsSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { archivesFolder, openApt, resolveOnce, type Apt, type Architecture } from './apt.ts';
import { cached, keyOf, sha256OfFile } from './cache.ts';
import { runCommand } from './command.ts';

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

/** The packages of a set, downloaded; what they are is resolved once. */
export async function fetchPackages(
  set: PackageSet,
  say: Say,
  refresh = false,
): Promise<readonly Package[]> {
  const apt = await openApt(set.architecture);
  const download = (): Promise<readonly Package[]> => downloadSet(apt, set, say);
  return resolveOnce(apt, [set.names, set.closure], { download, say, refresh });
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

async function downloadSet(apt: Apt, set: PackageSet, say: Say): Promise<Package[]> {
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
