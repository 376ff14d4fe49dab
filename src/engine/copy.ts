// docker cp: the rules of docker's client about what ends up where, and the copying itself, tree to tree in the guest.
import { type Agent, AgentError, type Stat } from '../agent/agent.ts';
import { runArchive, type Stream } from './archive.ts';
import { type Container } from './container.ts';
import { withRootfs } from './container-files.ts';
import { cleanPath, endsAsDirectory, isSelf, splitEntry } from './copy-path.ts';
import { overlayDisk } from './disk.ts';
import { EngineError } from './error.ts';
import { tellVisited } from './joining.ts';
import { resolveScoped } from './scope.ts';
import type { EngineState } from './state.ts';
import { readUser } from './start.ts';

export interface CopyWish {
  readonly container: Container;
  /** In the container, as the person named it. */
  readonly inside: string;
  /** A symlink as the source stands for what it points at. */
  readonly follow: boolean;
  /** What arrives in the container belongs to its user. */
  readonly archive: boolean;
}

/** An end of a copy: what a path means and what is there. */
interface End {
  /** The root that the path is below. */
  readonly root: string;
  /** As it was named, symlinks in front of the last component and perhaps it resolved; absolute. */
  readonly path: string;
  readonly stat: Stat | null;
}

/** From a path of the guest, or a stream of a tar, into a container. */
export async function copyInto(
  engine: EngineState,
  wish: CopyWish,
  source: { readonly path: string } | { readonly client: number },
): Promise<void> {
  const { container, inside } = wish;
  await withRootfs(engine, container, async (root) => {
    const target = await targetEnd(engine.agent, root, inside);
    const user = wish.archive
      ? await readUser(engine, container, container.file.Config.User)
      : null;
    const owner = user ? ['-u', `${String(user.uid)}:${String(user.gid)}`] : [];
    if ('client' in source) {
      if (target.stat?.type !== 'directory') {
        throw new EngineError('invalid', `destination "${ref(wish)}" must be a directory`);
      }
      checkWritable(container, target.path);
      const argv = ['unpack', '-r', root, ...owner, '-k', target.path];
      return void (await unpackInside(engine.agent, argv, source));
    }
    const from = await localSource(engine.agent, source.path, wish.follow);
    const { directory, name } = place(from, target);
    const at = await resolveDirectory(engine.agent, root, directory, {
      container: wish.container,
      inside: directory,
    });
    checkWritable(container, `/${at}`);
    const unpack = ['unpack', '-r', root, ...owner, '-k', `/${at}`];
    await unpackInside(engine.agent, [...pack(from, name), '|', ...unpack]);
  });
  // Once to look at the target, and once to write.
  tellVisited(engine, container);
  tellVisited(engine, container);
  engine.noteContainer('extract-to-dir', container);
}

async function unpackInside(agent: Agent, argv: readonly string[], input?: Stream): Promise<void> {
  try {
    await runArchive(agent, argv, input ? { input } : {});
  } catch (cause) {
    const why = (cause as Error).message;
    throw new EngineError('system', `Error processing tar file(exit status 1): ${why}`, { cause });
  }
}

/** Outside of volumes the root file system decides, in them each for itself. */
function checkWritable({ file, hostConfig }: Container, directory: string): void {
  const volumes = Object.values(file.MountPoints).filter(({ Destination: place }) =>
    `${directory}/`.startsWith(place === '/' ? '/' : `${place}/`),
  );
  if (volumes.some(({ RW: writable }) => !writable)) {
    throw new EngineError('system', 'mounted volume is marked read-only');
  }
  if (volumes.length === 0 && hostConfig.ReadonlyRootfs) {
    throw new EngineError('system', 'container rootfs is marked read-only');
  }
}

/** From a container to a path of the guest, or as a tar to a stream. */
export async function copyOut(
  engine: EngineState,
  wish: CopyWish,
  target: { readonly path: string } | { readonly client: number },
): Promise<void> {
  const { container, inside } = wish;
  await withRootfs(engine, container, async (root) => {
    const from = await insideSource(engine.agent, root, wish);
    if ('client' in target) {
      const output: Stream = target;
      const name = splitEntry(wish.follow ? from.path : inside).base;
      return void (await runArchive(engine.agent, pack(from, name), { output }));
    }
    const to = await localTarget(engine.agent, target.path);
    const { directory, name } = place(from, to);
    // What comes out belongs to whoever asked: the guest's root.
    const unpack = ['unpack', '-u', '0:0', '-k', directory];
    await runArchive(engine.agent, [...pack(from, name), '|', ...unpack]);
  });
  tellVisited(engine, container);
  engine.noteContainer('archive-path', container);
}

/** A source for the archive program, its root first: `path` packed under `name`. */
function pack({ root, path }: End, name: string): string[] {
  return ['pack', ...(root ? ['-r', root] : []), '-n', name, path === '' ? '/' : path];
}

/** Where a source goes: docker's rules (archive.PrepareArchiveCopy). */
function place(source: End, target: End): { directory: string; name: string } {
  const isDirectory = source.stat?.type === 'directory';
  const own = splitEntry(source.path).base;
  const { directory, base } = splitEntry(target.path);
  if (target.stat?.type === 'directory') return { directory: target.path, name: own };
  if (target.stat && isDirectory) throw new EngineError('invalid', 'cannot copy directory');
  if (!target.stat && !isDirectory && endsAsDirectory(target.path)) {
    throw new EngineError('invalid', 'no such directory');
  }
  return { directory, name: base };
}

async function localSource(agent: Agent, path: string, follow: boolean): Promise<End> {
  const found = await resolveLocal(agent, path, follow);
  if (!found.stat) {
    const missed = follow ? `/${found.path}` : path;
    throw new EngineError('notFound', `lstat ${missed}: no such file or directory`);
  }
  if (endsAsDirectory(path) && found.stat.type !== 'directory') {
    throw new EngineError('invalid', 'not a directory');
  }
  const suffix = isSelf(path) ? '/.' : '';
  // The name is that which the person gave, wherever a symlink led.
  return { root: '', path: `/${found.path}${suffix}`, stat: found.stat };
}

async function resolveLocal(
  agent: Agent,
  path: string,
  follow: boolean,
): ReturnType<typeof resolveScoped> {
  try {
    return await resolveScoped(agent, '', path, { follow: follow || endsAsDirectory(path) });
  } catch (error) {
    if (!(error instanceof AgentError)) throw error;
    const why = error.errno === 'ENOTDIR' ? 'not a directory' : 'no such file or directory';
    throw new EngineError('notFound', `lstat ${path}: ${why}`, { cause: error });
  }
}

async function localTarget(agent: Agent, path: string): Promise<End> {
  const parent = splitEntry(cleanPath(path)).directory;
  const parentStat = await resolveScoped(agent, '', parent, { follow: true }).catch(() => null);
  if (!parentStat?.stat) {
    throw new EngineError('invalid', `invalid output path: directory "${parent}" does not exist`);
  }
  const { path: real, stat } = await resolveScoped(agent, '', path, { follow: true });
  if (stat && stat.type !== 'directory' && endsAsDirectory(path)) {
    throw new EngineError('invalid', `stat ${path}: not a directory`);
  }
  const odd = stat ? oddity(stat) : null;
  if (odd !== null) {
    throw new EngineError(
      'invalid',
      `invalid output path: "${path}" must be a directory or a regular file: ${odd}`,
    );
  }
  const slash = !stat && endsAsDirectory(path) ? '/' : '';
  return { root: '', path: `/${real}${slash}`, stat };
}

function oddity({ type }: Stat): string | null {
  if (type === 'directory' || type === 'file') return null;
  return type === 'char' || type === 'block' ? 'got a device' : 'got an irregular file';
}

async function targetEnd(agent: Agent, root: string, path: string): Promise<End> {
  const absolute = `/${path.replace(/^\/+/, '')}`;
  try {
    const found = await resolveScoped(agent, root, absolute, { follow: true });
    const isFile = found.stat !== null && found.stat.type !== 'directory';
    if (isFile && endsAsDirectory(absolute)) return { root, path: absolute, stat: null };
    const slash = !found.stat && endsAsDirectory(absolute) ? '/' : '';
    return { root, path: `/${found.path}${slash}`, stat: found.stat };
  } catch (error) {
    if (!(error instanceof AgentError)) throw error;
    return { root, path: absolute, stat: null };
  }
}

async function insideSource(agent: Agent, root: string, wish: CopyWish): Promise<End> {
  const path = absolute(wish.inside);
  const named = endsAsDirectory(path);
  const found = await resolveSource(agent, root, wish);
  if (!found.stat) throw missing({ inside: await linkedPlace(agent, root, wish) });
  const suffix = splitEntry(path).base === '.' ? '.' : '';
  if (named && found.stat.type !== 'directory') {
    const place = `${shown(wish)}/${found.path}/${suffix}`;
    throw new EngineError('system', `lstat ${place}: not a directory`);
  }
  return { root, path: `/${found.path}${suffix === '' ? '' : '/.'}`, stat: found.stat };
}

async function resolveSource(
  agent: Agent,
  root: string,
  wish: CopyWish,
): ReturnType<typeof resolveScoped> {
  const path = absolute(wish.inside);
  try {
    return await resolveScoped(agent, root, path, { follow: wish.follow || endsAsDirectory(path) });
  } catch (error) {
    if (!(error instanceof AgentError)) throw error;
    const place = `${shown(wish)}${cleanPath(path)}`;
    if (error.errno === 'ELOOP') {
      // It is the directory that is looked up first.
      const { directory } = splitEntry(path);
      const passes = await resolveScoped(agent, root, directory, { follow: true }).catch(
        () => null,
      );
      const at = passes ? place : `${shown(wish)}${directory}`;
      throw new EngineError('system', `evalSymlinksInScope: too many links in ${at}`);
    }
    if (error.errno === 'ENOTDIR') {
      throw new EngineError('system', `lstat ${place}: not a directory`, { cause: error });
    }
    throw missing({ inside: await linkedPlace(agent, root, wish) });
  }
}

/** What docker misses: following a symlink, it asks for what that points at. */
async function linkedPlace(
  agent: Agent,
  root: string,
  { follow, inside }: CopyWish,
): Promise<string> {
  const path = absolute(inside);
  if (!follow || endsAsDirectory(path)) return inside;
  const link = await resolveScoped(agent, root, path, { follow: false }).catch(() => null);
  if (!link || link.target === null) return inside;
  const { directory } = splitEntry(`/${link.path}`);
  return cleanPath(link.target.startsWith('/') ? link.target : `${directory}/${link.target}`);
}

/** Where docker says that the file system is. */
function shown({ container }: CopyWish): string {
  return overlayDisk.merged(container.mountId);
}

function absolute(inside: string): string {
  return `/${inside.replace(/^\/+/, '')}`;
}

async function resolveDirectory(
  agent: Agent,
  root: string,
  path: string,
  named: { readonly container: Container; readonly inside: string },
): Promise<string> {
  const found = await resolveScoped(agent, root, path, { follow: true }).catch((error: unknown) => {
    if (error instanceof AgentError) return null;
    throw error;
  });
  if (!found?.stat) throw missing(named);
  if (found.stat.type === 'directory') return found.path;
  throw new EngineError('invalid', 'extraction point is not a directory');
}

/** The person's name for the container is known to the caller alone: `{}` stands for it. */
export const containerPlaceholder = '{}';

function ref({ inside }: { readonly inside: string }): string {
  return `${containerPlaceholder}:${inside}`;
}

function missing(named: { readonly inside: string }): EngineError {
  return new EngineError('notFound', `No such container:path: ${ref(named)}`);
}
