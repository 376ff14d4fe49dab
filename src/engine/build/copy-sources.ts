// The sources of COPY and ADD: which files they name, and what those count for in the build cache.
import { type Agent, AgentError } from '../../agent/agent.ts';
import { encodeText } from '../../base/bytes.ts';
import { digestHex, sha256 } from '../../oci/digest.ts';
import { runArchive } from '../archive.ts';
import { EngineError } from '../error.ts';
import { listDirectory } from '../file.ts';
import { resolveScoped } from '../scope.ts';
import type { Found } from './copy-files.ts';
import { globPattern } from './glob.ts';

/** Where sources are. */
export interface Sources {
  readonly agent: Agent;
  readonly root: string;
  /** What each file counts for, by its path below the root; null where that is still to be found out. */
  readonly sums: ReadonlyMap<string, string> | null;
  /** Of another image, not of the context. */
  readonly isImage: boolean;
}

interface Named {
  readonly names: readonly string[];
  /** COPY or ADD. */
  readonly name: string;
  /** Makes a file of what a URL means. */
  download(url: string): Promise<Found>;
}

/** All that the names mean, in order; throws docker's sentence where one means nothing. */
export async function findSources(
  sources: Sources,
  { names, name, download }: Named,
): Promise<Found[]> {
  const found: Found[] = [];
  for (const source of names) {
    if (/^https?:\/\//.test(source)) {
      found.push(await download(source));
      continue;
    }
    if (leadsOut(source)) {
      throw new EngineError(
        'invalid',
        `${name} failed: forbidden path outside the build context: ${source} ()`,
      );
    }
    for (const path of await matches(sources, source)) {
      found.push(await findSource(sources, path, name));
    }
  }
  if (found.length === 0) {
    throw new EngineError('invalid', `${name} failed: no source files were specified`);
  }
  return found;
}

function leadsOut(path: string): boolean {
  let depth = 0;
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    depth += part === '..' ? -1 : 1;
    if (depth < 0) return true;
  }
  return false;
}

/** Paths that a source names: itself, or what its pattern matches. */
async function matches({ agent, root }: Sources, name: string): Promise<string[]> {
  const path = name.replace(/^(?:\.?\/)+/, '').replace(/^\.$/, '');
  if (!/[*?[]/.test(path)) return [path];
  let found = [''];
  for (const part of path.split('/').filter((each) => each !== '' && each !== '.')) {
    const pattern = globPattern(part);
    const next: string[] = [];
    for (const directory of found) {
      const entries = await listDirectory(agent, `${root}/${directory}`).catch(() => []);
      const names = entries.map((entry) => entry.name).filter((each) => pattern.test(each));
      next.push(...names.sort().map((each) => (directory === '' ? each : `${directory}/${each}`)));
    }
    found = next;
  }
  return found;
}

export async function findSource(sources: Sources, path: string, name: string): Promise<Found> {
  const { agent, root, isImage } = sources;
  const scoped = await resolveScoped(agent, root, path, { follow: true }).catch(
    (error: unknown) => {
      if (error instanceof AgentError) return null;
      throw error;
    },
  );
  if (!scoped?.stat) {
    const where = isImage ? '' : 'file not found in build context or excluded by .dockerignore: ';
    throw new EngineError('notFound', `${name} failed: ${where}stat ${path}: file does not exist`);
  }
  const { path: real } = scoped;
  const isDirectory = scoped.stat.type === 'directory';
  const sums = sources.sums ?? (await sumsBelow(sources, real));
  const hash = isDirectory
    ? await hashList('dir', sumsOf(sums, real).sort())
    : `file:${sums.get(real) ?? real}`;
  return { root, path, real, isDirectory, hash, isRemote: false };
}

async function sumsBelow({ agent, root }: Sources, path: string): Promise<Map<string, string>> {
  const { facts } = await runArchive(agent, ['pack', '-s', '-r', root, '-n', path, `/${path}`]);
  const sums = facts as { readonly name: string; readonly sum: string }[];
  return new Map(sums.map(({ name, sum }) => [name, sum]));
}

/** Of all that is below a directory; a directory that came without a word of its own counts by its name. */
function sumsOf(sums: ReadonlyMap<string, string>, directory: string): string[] {
  const start = directory === '' ? '' : `${directory}/`;
  const below = [...sums.keys()].filter((path) => path.startsWith(start) && path !== '');
  const all = new Set(below);
  for (const path of below) {
    for (let at = path.lastIndexOf('/'); at > start.length; at = path.lastIndexOf('/', at - 1)) {
      all.add(path.slice(0, at));
    }
  }
  return [...all].map((path) => sums.get(path) ?? path);
}

/** What a COPY of these counts for. */
export async function hashOf(found: readonly Found[]): Promise<string> {
  const hashes = found.map(({ hash }) => hash);
  const [only = ''] = hashes;
  return hashes.length === 1 ? only : hashList('multi', hashes);
}

async function hashList(prefix: string, list: readonly string[]): Promise<string> {
  return `${prefix}:${digestHex(await sha256(encodeText(list.join(','))))}`;
}
