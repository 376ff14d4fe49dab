// Debian's source packages, downloaded and unpacked with Debian's patches (apt-get(8), dpkg-source(1)).
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openApt, resolveOnce, type Apt } from './apt.ts';
import { sha256OfFile } from './cache.ts';
import { runCommand } from './command.ts';
import { extractPackages, fetchPackages, type Package } from './debian.ts';
import type { Toolchain } from './toolchain.ts';

/** A downloaded source package; as a `Package` it is its .dsc, which names the other files by their hashes. */
export interface Source extends Package {
  /** Paths of upstream's archive and of Debian's, which holds the patches. */
  readonly archives: { readonly upstream: string; readonly debian: string };
}

type Say = (text: string) => void;

interface SourceFile {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The source package of this name, checked against Debian's signed lists. What was resolved once is kept until `refresh`. */
export async function fetchSource(name: string, say: Say, refresh = false): Promise<Source> {
  const apt = await openApt('source');
  const download = (): Promise<readonly SourceFile[]> => downloadSource(apt, name, say);
  const files = await resolveOnce(apt, ['source', name], { download, say, refresh });
  return describe(apt, name, files);
}

async function downloadSource(apt: Apt, name: string, say: Say): Promise<SourceFile[]> {
  const verb = ['source', '-q', '--download-only'];
  const empty = join(apt.folder, 'none');
  const asked = { env: apt.env, cwd: empty };
  const uris = await runCommand('apt-get', [...verb, '--print-uris', name], asked);
  const found = [...uris.matchAll(/^'\S+' (\S+) (\d+) SHA256:([0-9a-f]{64})$/gm)];
  if (!found.length) throw new Error(`apt knows no source of ${name}`);
  const files = found.map(([, file = '', size, sha256 = '']): SourceFile => {
    return { file, bytes: Number(size), sha256 };
  });
  const bytes = files.reduce((sum, each) => sum + each.bytes, 0);
  say(`Downloading the source of ${name} (${(bytes / 1e6).toFixed(1)} MB)`);
  await runCommand('apt-get', [...verb, name], { env: apt.env, cwd: apt.archives });
  for (const { file, sha256 } of files) {
    const hash = await sha256OfFile(join(apt.archives, file));
    if (hash !== sha256) throw new Error(`${file} is ${hash}, not ${sha256}`);
  }
  return files;
}

async function describe(apt: Apt, name: string, files: readonly SourceFile[]): Promise<Source> {
  const one = (pattern: RegExp): SourceFile => {
    const found = files.find(({ file }) => pattern.test(file));
    if (!found) throw new Error(`No file like ${String(pattern)} in the source of ${name}`);
    return found;
  };
  const path = (pattern: RegExp): string => join(apt.archives, one(pattern).file);
  const dsc = one(/\.dsc$/);
  const text = await readFile(join(apt.archives, dsc.file), 'utf8');
  return {
    name,
    version: /^Version: (\S+)$/m.exec(text)?.[1] ?? '',
    architecture: 'source',
    sha256: dsc.sha256,
    bytes: files.reduce((sum, each) => sum + each.bytes, 0),
    file: dsc.file,
    archives: {
      upstream: path(/\.orig\.tar\.\w+$/),
      debian: path(/\.debian\.tar\.\w+$/),
    },
  };
}

/** Unpacks a source into an empty folder and applies Debian's patches to it. */
export async function unpackSource(
  { archives }: Source,
  folder: string,
  toolchain: Toolchain,
  say: Say,
): Promise<void> {
  const set = { architecture: 'amd64', names: ['patch'], closure: false } as const;
  const patch = join(
    await extractPackages(await fetchPackages(set, say), 'amd64'),
    'usr/bin/patch',
  );
  const script = `set -e
  tar -xf "$1" --strip-components=1
  tar -xf "$2"
  sed 's/#.*//' debian/patches/series | while read -r name; do
    [ -z "$name" ] || "$3" -s -p1 < "debian/patches/$name"
  done`;
  const argv = ['-c', script, 'unpack', archives.upstream, archives.debian, patch];
  await runCommand('sh', argv, { cwd: folder, env: toolchain.env });
}
