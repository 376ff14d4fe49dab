// The guest build: stages named by the content of their inputs, so that a second run finds everything done.
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached, keyOf, keyOfFiles, sha256 } from './cache.ts';
import { compileAbsent, compileBare, compileProgram, ownPrograms } from './compile.ts';
import { formatCpio } from './cpio.ts';
import { buildCurl } from './curl.ts';
import { extractPackages, fetchPackages, type Package } from './debian.ts';
import { writeRegistry } from './images.ts';
import { busyboxImage } from './images/busybox.ts';
import { helloImage } from './images/hello.ts';
import { debianRecipes, fetchImagePackages } from './images/set.ts';
import { buildKernel } from './kernel.ts';
import { guestPackages } from './programs.ts';
import { Stages } from './progress.ts';
import { makeRoot } from './rootfs.ts';
import { addBootFiles } from './boot-files.ts';
import { snapshotKey, takeSnapshot, type SnapshotParts } from './snapshot.ts';
import { openToolchain, type Toolchain } from './toolchain.ts';

const here = dirname(fileURLToPath(import.meta.url));
const project = join(here, '../..');

export interface BuildOptions {
  /** Asks Debian for newer packages instead of keeping those that were resolved before. */
  readonly refresh: boolean;
}

export interface BuiltGuest {
  /** Folder with manifest.json. */
  readonly folder: string;
  readonly image: string;
  /** Whether anything differs from the last build. */
  readonly changed: boolean;
}

/** Builds `public/guest` and `public/registry` as far as their inputs changed. */
export async function buildGuest({ refresh }: BuildOptions): Promise<BuiltGuest> {
  const stages = new Stages();
  const toolchain = await stages.run('Compilers', (say) => openToolchain(say, refresh));
  const { packages, prefix } = await stages.run('Packages', (say) => fetchGuest(say, refresh));
  const bios = await stages.run('BIOS', (say) => fetchBios(say, refresh));
  const kernel = await stages.run('Kernel', (say) =>
    buildKernel(toolchain, join(here, 'kernel.config'), { say, refresh }),
  );
  const curl = await stages.run('Curl', (say) =>
    buildCurl(toolchain, join(here, 'curl'), { say, refresh }),
  );
  const initramfs = await stages.run('Root', (say) =>
    buildInitramfs(toolchain, { prefix, curl: curl.program }, say),
  );
  const registry = await stages.run('Images', (say) =>
    buildImages({ toolchain, prefix, packages, say, refresh }),
  );
  const sources = [kernel.source, curl.source];
  const parts: SnapshotParts = { kernel, initramfs, ...bios, packages, sources, toolchain };
  const key = await snapshotKey(parts);
  const snapshot = await stages.run('Snapshot', (say) =>
    cached('snapshot', key.slice(0, 20), (folder) =>
      takeSnapshot(folder, { image: key, parts }, say),
    ),
  );
  const guest = await stages.run('Boot files', (say) => addBootFiles(snapshot, parts, say));
  const changed = [
    await publish(guest, join(project, 'public/guest')),
    await publish(registry, join(project, 'public/registry')),
  ];
  const manifest = await readFile(join(snapshot, 'manifest.json'), 'utf8');
  const { image } = JSON.parse(manifest) as { image: string };
  return { folder: join(project, 'public/guest'), image, changed: changed.includes(true) };
}

type Say = (text: string) => void;

async function fetchGuest(say: Say, refresh: boolean) {
  const set = { architecture: 'i386', names: guestPackages, closure: true } as const;
  const packages = await fetchPackages(set, say, refresh);
  return { packages, prefix: await extractPackages(packages, 'i386') };
}

async function fetchBios(say: Say, refresh: boolean) {
  const set = { architecture: 'i386', names: ['seabios'], closure: false } as const;
  const packages = await fetchPackages(set, say, refresh);
  const folder = join(await extractPackages(packages, 'i386'), 'usr/share/seabios');
  return { bios: join(folder, 'bios.bin'), vgaBios: join(folder, 'vgabios-stdvga.bin') };
}

async function buildInitramfs(
  toolchain: Toolchain,
  { prefix, curl }: { prefix: string; curl: Uint8Array },
  say: Say,
): Promise<string> {
  const sources = ['programs.ts', 'rootfs.ts', 'tree.ts', 'cpio.ts', 'compile.ts'];
  const inputs = [
    'root',
    'absent',
    'musl',
    ...new Set(Object.values(ownPrograms).flat()),
    ...sources,
  ];
  const key = keyOf(
    prefix,
    toolchain.key,
    sha256(curl),
    await keyOfFiles(inputs.map((name) => join(here, name))),
  );
  const folder = await cached('initramfs', key, async (draft) => {
    say('Compiling our own programs');
    const compiled = Object.entries(ownPrograms).map(
      async ([path, folders]) => [path, await compileProgram(toolchain, here, folders)] as const,
    );
    const own = Object.fromEntries(await Promise.all(compiled));
    const programs = { ...own, 'usr/bin/curl': curl };
    const libraries = await compileAbsent(toolchain, join(here, 'absent'));
    say('Putting the root together');
    const root = await makeRoot({ prefix, files: join(here, 'root'), programs, libraries });
    await writeFile(join(draft, 'initramfs.cpio'), formatCpio(root));
  });
  return join(folder, 'initramfs.cpio');
}

async function buildImages(parts: {
  readonly toolchain: Toolchain;
  readonly prefix: string;
  readonly packages: readonly Package[];
  readonly say: Say;
  readonly refresh: boolean;
}): Promise<string> {
  const { toolchain, prefix, packages, say, refresh } = parts;
  const busybox = await readFile(join(prefix, 'usr/bin/busybox'));
  const hello = await compileBare(toolchain, join(here, 'images/hello.c'));
  const debian = packages.find(({ name }) => name === 'busybox-static')?.version ?? '';
  const version = /\d+\.\d+\.\d+/.exec(debian)?.[0] ?? debian;
  const more = await fetchImagePackages(say, refresh);
  const code = ['images', 'images.ts', 'busybox.ts', 'tree.ts'].map((name) => join(here, name));
  const binaries = [busybox, hello].map(sha256);
  const contents = more.map((each) => each.sha256).sort();
  const key = keyOf(binaries, contents, version, await keyOfFiles(code));
  return cached('registry', key, async (folder) => {
    say('Packing the images');
    const small = [busyboxImage(busybox, version), helloImage(hello)];
    await writeRegistry(folder, [...small, ...(await debianRecipes(more))]);
  });
}

/** Makes `to` a copy of a folder of the cache; false when it already is one. */
async function publish(from: string, to: string): Promise<boolean> {
  const stamp = join(to, '.built-from');
  const name = keyOf(basename(from));
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === name) return false;
  const draft = `${to}.${String(process.pid)}`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(dirname(to), { recursive: true });
  await cp(from, draft, { recursive: true });
  await writeFile(join(draft, '.built-from'), name);
  await rm(to, { recursive: true, force: true });
  await rename(draft, to);
  return true;
}
