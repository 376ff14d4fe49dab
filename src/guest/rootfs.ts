// The guest's root: chosen programs of Debian's packages with the libraries they need, busybox for the rest, and our own /etc.
import { existsSync } from 'node:fs';
import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { busyboxApplets } from './busybox.ts';
import { isElf32, neededLibraries } from './elf.ts';
import { localeFolder, programs, terminals, unwantedApplets } from './programs.ts';
import { Tree } from './tree.ts';

/** What the root is made of, beside the packages. */
export interface RootParts {
  /** Extracted packages. */
  readonly prefix: string;
  /** Folder of files that are copied as they are. */
  readonly files: string;
  /** Programs that were compiled for the guest, by path in it. */
  readonly programs: Readonly<Record<string, Uint8Array>>;
  /** Libraries that stand for the packages' own, by soname. */
  readonly libraries: Readonly<Record<string, Uint8Array>>;
}

const libraryFolder = 'usr/lib/i386-linux-gnu';

/** Makes the guest's root; the agent is its init. */
export async function makeRoot(parts: RootParts): Promise<Tree> {
  const { prefix } = parts;
  const root = new Tree();
  addSkeleton(root);
  for (const [soname, data] of Object.entries(parts.libraries))
    root.file(`${libraryFolder}/${soname}`, data);
  for (const [path, data] of Object.entries(parts.programs)) root.file(path, data, 0o755);
  root.symlink('init', '/sbin/fishbowl-agent');
  await addPrograms(root, prefix);
  await addApplets(root, prefix);
  await addFolder(root, join(prefix, localeFolder), localeFolder);
  for (const name of terminals) {
    const path = `lib/terminfo/${name[0]}/${name}`;
    root.file(`usr/${path}`, await readFile(await resolveIn(prefix, path)));
  }
  await addFolder(root, parts.files, '');
  return root;
}

function addSkeleton(root: Tree): void {
  for (const name of ['bin', 'sbin', 'lib']) {
    root.directory(`usr/${name}`);
    root.symlink(name, `usr/${name}`);
  }
  const folders = [
    'dev',
    'proc',
    'sys',
    'run',
    'etc',
    'home',
    'mnt',
    'opt',
    'srv',
    'usr/local/bin',
  ];
  for (const folder of [...folders, 'var/lib', 'var/log', 'var/cache']) root.directory(folder);
  root.directory('tmp', 0o1777);
  root.directory('var/tmp', 0o1777);
  root.directory('root', 0o700);
  root.symlink('var/run', '/run');
  root.symlink('etc/mtab', '/proc/self/mounts');
  root.char('dev/console', 0o600, [5, 1]);
  root.char('dev/null', 0o666, [1, 3]);
}

async function addPrograms(root: Tree, prefix: string): Promise<void> {
  const queue = [...programs];
  for (let path = queue.shift(); path; path = queue.shift()) {
    if (root.has(path)) continue;
    const file = await resolveIn(prefix, path);
    const data = await readFile(file);
    const { mode } = await stat(file);
    root.file(path, data, mode & 0o7777);
    if (!isElf32(data)) continue;
    queue.push(...neededLibraries(data).map((name) => `${libraryFolder}/${name}`));
  }
  root.symlink('usr/bin/sh', 'dash');
  root.symlink('usr/lib/ld-linux.so.2', 'i386-linux-gnu/ld-linux.so.2');
}

async function addApplets(root: Tree, prefix: string): Promise<void> {
  const binary = await readFile(join(prefix, 'usr/bin/busybox'));
  root.file('usr/bin/busybox', binary, 0o755);
  for (const name of busyboxApplets(binary)) {
    const taken = root.has(`usr/bin/${name}`) || root.has(`usr/sbin/${name}`);
    if (!taken && !unwantedApplets.has(name)) root.symlink(`usr/bin/${name}`, 'busybox');
  }
}

/** Copies a folder of the build host's disk; symlinks stay what they are, everything belongs to root. */
async function addFolder(root: Tree, from: string, to: string): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const path = to ? `${to}/${entry.name}` : entry.name;
    if (entry.isSymbolicLink()) root.symlink(path, await readlink(source));
    else if (entry.isDirectory()) {
      if (!root.has(path)) root.directory(path);
      await addFolder(root, source, path);
    } else root.file(path, await readFile(source), ((await stat(source)).mode & 0o111) | 0o644);
  }
}

/** The file behind a path of the prefix; an absolute symlink in it is meant relative to the prefix. */
async function resolveIn(prefix: string, path: string): Promise<string> {
  const full = join(prefix, path);
  const target = await readlink(full).catch(() => '');
  if (target.startsWith('/')) return resolveIn(prefix, target.slice(1));
  if (!existsSync(full))
    throw new Error(`No ${basename(path)} at ${path} in the extracted packages`);
  return realpath(full);
}
