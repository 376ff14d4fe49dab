// The guest's kernel: Debian's linux-source with our configuration, compiled once a machine.
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { cached, cacheFolder, keyOf, sha256 } from './cache.ts';
import { runCommand } from './command.ts';
import { extractPackages, fetchPackages, type Package } from './debian.ts';
import type { Toolchain } from './toolchain.ts';

/** Lines that make prints for this configuration; only the progress display depends on it. */
const expectedLines = 1430;

export interface Kernel {
  readonly image: string;
  /** As `uname -r` prints it. */
  readonly release: string;
  readonly source: Package;
}

type Say = (text: string) => void;

/** The compiled kernel, from the cache or fresh. */
export async function buildKernel(
  toolchain: Toolchain,
  configFile: string,
  { say, refresh }: { say: Say; refresh: boolean },
): Promise<Kernel> {
  const names = ['linux-source-6.1'];
  const set = { architecture: 'amd64', names, closure: false } as const;
  const [source] = await fetchPackages(set, say, refresh);
  if (!source) throw new Error('apt has no linux-source-6.1');
  const config = await readFile(configFile);
  const compilers = toolchain.packages.filter(({ name }) => /^(gcc-12|binutils)$/.test(name));
  const key = keyOf(
    'kernel-1',
    sha256(config),
    source.sha256,
    compilers.map((each) => each.sha256),
  );
  const built = await cached('kernel', key, async (folder) => {
    const work = await mkdtemp(join(cacheFolder(), 'kernel', '.work-'));
    try {
      await compile(work, config, { toolchain, source, say });
      await copyFile(join(work, 'arch/x86/boot/bzImage'), join(folder, 'bzImage'));
      await copyFile(join(work, 'include/config/kernel.release'), join(folder, 'release'));
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  });
  const release = (await readFile(join(built, 'release'), 'utf8')).trim();
  return { image: join(built, 'bzImage'), release, source };
}

async function compile(
  work: string,
  config: Buffer,
  { toolchain, source, say }: { toolchain: Toolchain; source: Package; say: Say },
): Promise<void> {
  const { env } = toolchain;
  say('Unpacking the kernel source');
  const prefix = await extractPackages([source], 'amd64');
  const archive = (await readdir(join(prefix, 'usr/src'))).find((name) => name.endsWith('.tar.xz'));
  if (!archive) throw new Error(`No source archive in ${source.file}`);
  await runCommand('tar', ['-xJf', join(prefix, 'usr/src', archive), '--strip-components=1'], {
    cwd: work,
    env,
  });
  await writeFile(join(work, '.config'), config);
  // Whoever builds it gets the same bytes.
  const fixed = [
    'KBUILD_BUILD_USER=fishbowl',
    'KBUILD_BUILD_HOST=fishbowl',
    'KBUILD_BUILD_VERSION=1',
    'KBUILD_BUILD_TIMESTAMP=2023-06-10',
  ];
  const make = ['ARCH=i386', ...fixed];
  await runCommand('make', [...make, 'olddefconfig'], { cwd: work, env });
  let lines = 0;
  await runCommand('make', [...make, `-j${availableParallelism()}`, 'bzImage'], {
    cwd: work,
    env,
    onLine: () => {
      lines += 1;
      if (lines % 20 === 0) say(`Compiling the kernel: ${lines} of about ${expectedLines} steps`);
    },
  });
}
