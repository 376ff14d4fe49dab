import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';

// The C library must be the host's: its loader and its libc fit only each other.
const hostLibrary =
  /^(ld-linux.*|lib(c|m|mvec|dl|rt|pthread|util|resolv|nsl|nss_(compat|dns|files|hesiod)|anl|thread_db|BrokenLocale|memusage|pcprofile|c_malloc_debug)\.so.*)$/;

/** Makes `folder` a library path for the extracted programs of a prefix: its shared libraries without those of glibc. */
export async function linkLibraries(prefix: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const from = join(prefix, 'usr/lib/x86_64-linux-gnu');
  const libraries = (await readdir(from)).filter((name) => /\.so(\.|$)/.test(name));
  for (const name of libraries.filter((each) => !hostLibrary.test(each)))
    await symlink(join(from, name), join(folder, name));
}
