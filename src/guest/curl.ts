// The guest's curl: Debian's source and patches with our configuration, compiled small and static once a machine.
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { cached, cacheFolder, keyOf, keyOfFiles } from './cache.ts';
import { runCommand } from './command.ts';
import { fetchSource, unpackSource, type Source } from './debian-source.ts';
import type { Toolchain } from './toolchain.ts';

export interface Curl {
  readonly program: Buffer;
  readonly source: Source;
}

type Say = (text: string) => void;

/** What keeps it small: what no option reaches is left out, and so are the tables for C++ exceptions. */
const flags = [
  ...['-w', '-s', '-ffunction-sections', '-fdata-sections', '-fno-asynchronous-unwind-tables'],
  ...['-Wl,--gc-sections', '-Wl,--build-id=none', '-DHAVE_CONFIG_H', '-DCURL_STATICLIB'],
];

/** The compiled curl, from the cache or fresh; `configuration` is the folder of its curl_config.h. */
export async function buildCurl(
  toolchain: Toolchain,
  configuration: string,
  { say, refresh }: { say: Say; refresh: boolean },
): Promise<Curl> {
  const source = await fetchSource('curl', say, refresh);
  const key = keyOf(
    ...['curl-1', flags, toolchain.key, source.sha256],
    await keyOfFiles([configuration]),
  );
  const built = await cached('curl', key, async (folder) => {
    const work = await mkdtemp(join(cacheFolder(), 'curl', '.work-'));
    try {
      say('Unpacking the source of curl');
      await unpackSource(source, work, toolchain, say);
      say('Compiling curl');
      await compile(work, { configuration, toolchain, program: join(folder, 'curl') });
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  });
  return { program: await readFile(join(built, 'curl')), source };
}

async function compile(
  work: string,
  parts: { configuration: string; toolchain: Toolchain; program: string },
): Promise<void> {
  const { configuration, toolchain, program } = parts;
  const headers = [configuration, ...['include', 'lib', 'src'].map((name) => join(work, name))];
  // Beside musl's headers gcc's own, for stdatomic.h.
  const own = await runCommand('gcc', ['-print-file-name=include'], { env: toolchain.env });
  const includes = headers.map((folder) => `-I${folder}`);
  const common = [...flags, ...includes, '-idirafter', own.trim()];
  const objects = join(work, 'objects');
  await mkdir(objects);
  const gcc = (argv: readonly string[]): Promise<string> =>
    runCommand('gcc', toolchain.program([...common, ...argv]), {
      cwd: objects,
      env: toolchain.env,
    });
  const library = await listSources(work, ['lib', 'lib/vauth', 'lib/vquic', 'lib/vtls']);
  const shares = Array.from({ length: availableParallelism() }, (_, share) =>
    library.filter((_path, at) => at % availableParallelism() === share),
  );
  await Promise.all(shares.map((share) => gcc(['-DBUILDING_LIBCURL', '-c', ...share])));
  const compiled = (await readdir(objects)).sort().map((name) => join(objects, name));
  // The tool brings a copy of its own of the library's growing buffers, as in curl's own build.
  const tool = [...(await listSources(work, ['src'])), join(work, 'lib/dynbuf.c')];
  await gcc(['-o', program, ...tool, ...compiled]);
}

async function listSources(work: string, folders: readonly string[]): Promise<string[]> {
  const lists = folders.map(async (folder) => {
    const names = await readdir(join(work, folder));
    const sources = names.filter((name) => name.endsWith('.c')).sort();
    return sources.map((name) => join(work, folder, name));
  });
  return (await Promise.all(lists)).flat();
}
