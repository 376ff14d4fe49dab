// The compilers for the kernel and for our C programs: Debian's, run from a folder of the cache. The same ones are used whether or
// not the host has compilers of its own.
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached, keyOf } from './cache.ts';
import { extractPackages, fetchPackages, type Package } from './debian.ts';
import { linkLibraries } from './libraries.ts';

const here = dirname(fileURLToPath(import.meta.url));

const names = [
  'gcc-12',
  'gcc-multilib',
  'libc6-dev',
  'libc6-dev-i386',
  'binutils',
  'make',
  'flex',
  'bison',
  'bc',
  'm4',
  'xz-utils',
  'zstd',
];

/** How everything of ours for the guest is compiled. */
export const guestFlags = ['-m32', '-march=i686', '-Os', '-Wall', '-Wextra', '-Werror'];

export interface Toolchain {
  readonly env: NodeJS.ProcessEnv;
  /** Holds a `gcc` that works by itself, and `lib` with what programs built by it need. */
  readonly folder: string;
  readonly packages: readonly Package[];
  /** Names the whole toolchain by content. */
  readonly key: string;
  /** Arguments of gcc for a static program of the guest, around the caller's own. */
  readonly program: (argv: readonly string[]) => string[];
}

/** Fetches the toolchain if it is not in the cache; programs run with `env` find `gcc`, `make` and the rest in it. */
export async function openToolchain(
  say: (text: string) => void,
  refresh = false,
): Promise<Toolchain> {
  const set = { architecture: 'amd64', names, closure: true } as const;
  const packages = await fetchPackages(set, say, refresh);
  const prefix = await extractPackages(packages, 'amd64');
  const small = { architecture: 'i386', names: ['musl', 'musl-dev'], closure: false } as const;
  const libc = await fetchPackages(small, say, refresh);
  const musl = await extractPackages(libc, 'i386');
  const key = keyOf('toolchain-4', prefix, musl);
  const own = await cached('toolchain', key, (folder) => writeOwn(folder, prefix));
  const path = [own, join(prefix, 'usr/bin'), '/usr/sbin', '/usr/bin', '/sbin', '/bin'].join(':');
  const env = {
    PATH: path,
    HOME: '/nonexistent',
    LC_ALL: 'C',
    TZ: 'UTC',
    LD_LIBRARY_PATH: join(own, 'lib'),
    BISON_PKGDATADIR: join(prefix, 'usr/share/bison'),
    M4: join(prefix, 'usr/bin/m4'),
  };
  return {
    env,
    folder: own,
    packages: [...packages, ...libc],
    key,
    program: (argv) => programArguments({ musl, headers: join(own, 'include') }, argv),
  };
}

/** musl instead of glibc: a static program is an eighth of the size, and starts faster. */
function programArguments(
  { musl, headers }: { musl: string; headers: string },
  argv: readonly string[],
): string[] {
  const folder = join(musl, 'usr/lib/i386-linux-musl');
  const object = (name: string): string => join(folder, name);
  const includes = [join(musl, 'usr/include/i386-linux-musl'), headers];
  return [
    ...guestFlags,
    ...['-static', '-no-pie', '-fno-pie', '-nostdinc', '-nostdlib', `-L${folder}`],
    ...includes.flatMap((include) => ['-isystem', include]),
    ...['-include', join(here, 'musl/gnu.h')],
    ...[object('crt1.o'), object('crti.o'), ...argv],
    ...['-Wl,--start-group', '-lc', '-lgcc', '-Wl,--end-group', object('crtn.o')],
  ];
}

async function writeOwn(folder: string, prefix: string): Promise<void> {
  const gcc = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$here/lib"
exec ${prefix}/usr/bin/gcc-12 --sysroot=${prefix} -B${prefix}/usr/bin/ "$@"
`;
  for (const name of ['gcc', 'cc']) await writeFile(join(folder, name), gcc, { mode: 0o755 });
  await linkLibraries(prefix, join(folder, 'lib'));
  // The kernel's headers without glibc's beside them.
  await mkdir(join(folder, 'include'));
  for (const name of ['linux', 'asm', 'asm-generic'])
    await symlink(join(prefix, 'usr/include', name), join(folder, 'include', name));
}
