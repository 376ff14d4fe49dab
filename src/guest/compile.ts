// Our own programs and libraries for the guest, compiled with Debian's gcc for i386.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, keyOf, keyOfFiles } from './cache.ts';
import { runCommand } from './command.ts';
import { guestFlags, type Toolchain } from './toolchain.ts';

/** Our programs: where each stands in the guest, and the folders below src/guest whose `*.c` it is made of. */
export const ownPrograms: Readonly<Record<string, readonly string[]>> = {
  'usr/sbin/fishbowl-agent': ['agent'],
  'usr/bin/docker': ['docker', 'wire'],
  'usr/libexec/fishbowl/shim': ['shim', 'wire'],
  'usr/libexec/fishbowl/init': ['init'],
  'usr/libexec/fishbowl/netd': ['net'],
  'usr/sbin/docker-proxy': ['proxy'],
  'usr/libexec/fishbowl/archive': ['archive', 'wire'],
};

/** Libraries that the guest does not have (README in `absent/`): soname to source. */
export const absentLibraries: Readonly<Record<string, string>> = {
  'libblkid.so.1': 'blkid',
  'libbpf.so.1': 'bpf',
  'libbsd.so.0': 'bsd',
  'libelf.so.1': 'elf',
  'libselinux.so.1': 'selinux',
  'libsystemd.so.0': 'systemd',
  'libtirpc.so.3': 'tirpc',
  'libudev.so.1': 'udev',
};

/** Compiles all `*.c` of some folders of src/guest into one static program and returns it. */
export async function compileProgram(
  toolchain: Toolchain,
  guest: string,
  folders: readonly string[],
): Promise<Buffer> {
  const flags = ['-std=gnu17', '-s', `-I${guest}`];
  const inputs = await keyOfFiles(['musl', ...folders].map((name) => join(guest, name)));
  const built = await cached('program', keyOf(toolchain.key, flags, inputs), async (draft) => {
    const sources = await Promise.all(folders.map((name) => listSources(guest, name)));
    const argv = toolchain.program([...flags, '-o', join(draft, 'program'), ...sources.flat()]);
    await runCommand('gcc', argv, { cwd: guest, env: toolchain.env });
  });
  return readFile(join(built, 'program'));
}

async function listSources(guest: string, folder: string): Promise<string[]> {
  const names = await readdir(join(guest, folder));
  return names.filter((name) => name.endsWith('.c')).map((name) => join(folder, name));
}

/** Compiles the libraries of `absent/`, by soname. */
export async function compileAbsent(
  toolchain: Toolchain,
  folder: string,
): Promise<Readonly<Record<string, Buffer>>> {
  const flags = [...guestFlags, '-shared', '-fPIC', '-nostdlib', '-fno-builtin', '-s'];
  const key = keyOf(toolchain.key, flags, absentLibraries, await keyOfFiles([folder]));
  const built = await cached('absent', key, async (draft) => {
    for (const [soname, source] of Object.entries(absentLibraries)) {
      const link = `-Wl,-soname,${soname},--version-script,${source}.map`;
      await runCommand('gcc', [...flags, link, '-o', join(draft, soname), `${source}.c`], {
        cwd: folder,
        env: toolchain.env,
      });
    }
  });
  const files = Object.keys(absentLibraries).map(
    async (soname) => [soname, await readFile(join(built, soname))] as const,
  );
  return Object.fromEntries(await Promise.all(files));
}

/** Compiles one C file that brings its own `_start` into a program without a C library. */
export async function compileBare(toolchain: Toolchain, source: string): Promise<Buffer> {
  const flags = [...guestFlags, '-static', '-nostdlib', '-Wl,--build-id=none', '-s'];
  const key = keyOf(toolchain.key, flags, await keyOfFiles([source]));
  const built = await cached('program', key, async (draft) => {
    const argv = [...flags, '-o', join(draft, 'program'), source];
    await runCommand('gcc', argv, { env: toolchain.env });
  });
  return readFile(join(built, 'program'));
}
