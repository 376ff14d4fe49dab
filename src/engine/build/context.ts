// What a build may copy from: a directory of the guest or an archive, unpacked where nobody changes it meanwhile.
import type { Agent } from '../../agent/agent.ts';
import { decodeText } from '../../base/bytes.ts';
import { runArchive, type Stream } from '../archive.ts';
import { temporaryRoot } from '../disk.ts';
import { listDirectory, makeDirectory, readFiles, runAll, tryAll, writeFile } from '../file.ts';
import { randomId } from '../random.ts';
import type { EngineState } from '../state.ts';
import { type Ignore, parseIgnore } from './ignore.ts';

export interface Context {
  readonly root: string;
  /** What each file counts for in the build cache, by its path below the root. */
  readonly sums: ReadonlyMap<string, string>;
  /** Bytes of its archive. */
  readonly size: number;
  remove(): Promise<void>;
}

export type ContextSource =
  | { readonly directory: string; readonly dockerfile: string }
  /** An archive; or text, which becomes the file `Dockerfile`. */
  | { readonly input: Stream };

const block = 512;

/** Packs the context as docker's client does, and unpacks it as its daemon does. */
export async function openContext(engine: EngineState, source: ContextSource): Promise<Context> {
  const { agent } = engine;
  const work = `${temporaryRoot}/docker-builder${randomId(engine.random).slice(0, 9)}`;
  const root = `${work}/context`;
  const remove = (): Promise<void> =>
    tryAll(agent, [{ op: 'remove', path: work, recursive: true }]);
  try {
    await runAll(agent, [makeDirectory(work), makeDirectory(root, 0o755)]);
    const { facts } =
      'input' in source
        ? await runArchive(agent, ['unpack', '-s', '-t', 'Dockerfile', '-r', root, '/'], source)
        : await copyDirectory(agent, source, { work, root });
    const sums = new Map<string, string>();
    let size = 4 * block;
    for (const fact of facts as ({ name: string; sum: string } | { bytes: number })[]) {
      if ('bytes' in fact) size = fact.bytes;
      else sums.set(fact.name, fact.sum);
    }
    if ('directory' in source) await removeIgnored(agent, root);
    return { root, sums, size, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function copyDirectory(
  agent: Agent,
  { directory, dockerfile }: { directory: string; dockerfile: string },
  { work, root }: { work: string; root: string },
): ReturnType<typeof runArchive> {
  const ignore = await readIgnore(agent, directory);
  const unpack = ['|', 'unpack', '-s', '-r', root, '/'];
  if (!ignore) return runArchive(agent, ['pack', '-0', directory, ...unpack]);
  const kept = new Set(['.dockerignore', dockerfile]);
  const excluded = await walkExcluded(agent, directory, { ignore, kept });
  const list = `${work}/excluded`;
  await runAll(agent, [writeFile(list, excluded.paths.map((path) => `${path}\n`).join(''))]);
  return runArchive(agent, ['pack', '-0', '-x', list, directory, ...unpack]);
}

async function readIgnore(agent: Agent, directory: string): Promise<Ignore | null> {
  const [bytes] = await readFiles(agent, [`${directory}/.dockerignore`]);
  return bytes ? parseIgnore(decodeText(bytes)) : null;
}

interface Walk {
  readonly ignore: Ignore;
  /** Sent in any case: the daemon reads them. */
  readonly kept: ReadonlySet<string>;
}

/** Paths to leave out below `path`, a directory as a whole where nothing in it stays. */
async function walkExcluded(
  agent: Agent,
  directory: string,
  walk: Walk,
  path = '',
): Promise<{ paths: string[]; isAll: boolean }> {
  const { ignore, kept } = walk;
  const paths: string[] = [];
  let isAll = true;
  for (const { name, type } of await listDirectory(agent, `${directory}/${path}`)) {
    const own = path === '' ? name : `${path}/${name}`;
    const out = ignore.excludes(own) && !kept.has(own);
    const isWhole = type !== 'directory' || (out && !mayKeep(walk, own));
    const below = isWhole ? nothingBelow : await walkExcluded(agent, directory, walk, own);
    const goes = out && below.isAll;
    paths.push(...(goes ? [own] : below.paths));
    isAll &&= goes;
  }
  return { paths, isAll };
}

const nothingBelow = { paths: [], isAll: true };

/** Whether something in an excluded directory may be wanted all the same. */
function mayKeep({ ignore, kept }: Walk, directory: string): boolean {
  return ignore.hasExceptions || [...kept].some((each) => each.startsWith(`${directory}/`));
}

/** The files that were sent only to be read are no part of the context where they are ignored. */
async function removeIgnored(agent: Agent, root: string): Promise<void> {
  const ignore = await readIgnore(agent, root);
  const names = ['Dockerfile', '.dockerignore'].filter((name) => ignore?.excludes(name));
  if (names.includes('.dockerignore')) {
    await tryAll(agent, [{ op: 'remove', path: `${root}/.dockerignore` }]);
  }
}
