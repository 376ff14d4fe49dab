// What is inside a Debian package (deb(5)): its files with owners and modes, and its control fields.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTar, type TarEntry } from '../../oci/tar-read.ts';
import { cached, keyOf } from '../cache.ts';
import { runCommand } from '../command.ts';
import { archivesFolder } from '../apt.ts';
import type { Package } from '../debian.ts';

export interface PackageFiles {
  readonly package: Package;
  /** Paths relative to the root, with /bin, /sbin and /lib below /usr as Debian 12 has them. */
  readonly entries: readonly TarEntry[];
  /** Absolute paths as the package itself spells them. */
  readonly paths: readonly string[];
  /** The control file's text. */
  readonly control: string;
}

/** Reads packages that were fetched, in their order. */
export function readPackages(packages: readonly Package[]): Promise<PackageFiles[]> {
  return Promise.all(packages.map(readPackage));
}

async function readPackage(of: Package): Promise<PackageFiles> {
  const deb = join(archivesFolder('i386'), of.file);
  const folder = await cached('deb', keyOf('deb-1', of.sha256), async (draft) => {
    const script = 'dpkg-deb --fsys-tarfile "$1" > data.tar && dpkg-deb -f "$1" > control';
    await runCommand('sh', ['-ec', script, 'read', deb], { cwd: draft });
  });
  const archive = new Uint8Array(await readFile(join(folder, 'data.tar')));
  const entries = [...readTar(archive)];
  const paths = entries.map(({ path }) => plainPath(path)).filter(Boolean);
  return {
    package: of,
    paths: paths.map((path) => `/${path}`),
    entries: entries.map(placed).filter(({ path }) => path !== ''),
    control: await readFile(join(folder, 'control'), 'utf8'),
  };
}

function placed(entry: TarEntry): TarEntry {
  const target = entry.type === 'link' ? mergedPath(entry.target) : entry.target;
  return { ...entry, path: mergedPath(entry.path), target };
}

function mergedPath(path: string): string {
  const plain = plainPath(path);
  return /^(bin|sbin|lib)(\/|$)/.test(plain) ? `usr/${plain}` : plain;
}

/** Without the "./" in front and the slash at the end; the root itself becomes empty. */
function plainPath(path: string): string {
  return path.replace(/^(\.?\/)+|^\.$/, '').replace(/\/+$/, '');
}
