// The copying of COPY and ADD: where files end up below a root, whose they are, and which are unpacked.
import { type Agent, AgentError, type Stat } from '../../agent/agent.ts';
import { runArchive } from '../archive.ts';
import { EngineError } from '../error.ts';
import { resolveScoped } from '../scope.ts';
import { type Owner, readOwner } from './copy-owner.ts';

/** A source of COPY or ADD. */
export interface Found {
  /** Directory that the paths are below. */
  readonly root: string;
  /** As it was named. */
  readonly path: string;
  /** Without symlinks. */
  readonly real: string;
  readonly isDirectory: boolean;
  readonly hash: string;
  /** It came from a server: never unpacked. */
  readonly isRemote: boolean;
}

export interface Copying {
  readonly root: string;
  readonly found: readonly Found[];
  /** Absolute; a slash at its end says that it is a directory. */
  readonly path: string;
  readonly chown: string;
  /** Files stay whose they are: COPY from an image, without --chown. */
  readonly keepOwner: boolean;
  readonly decompress: boolean;
}

/** Copies what was found into a root, as COPY and ADD have it. */
export async function copyAll(agent: Agent, copying: Copying): Promise<void> {
  const owner = await readOwner(agent, copying.root, copying.chown);
  for (const source of copying.found) {
    try {
      await copyOne(agent, copying, { source, owner });
    } catch (cause) {
      const why = (cause as Error).message;
      throw new EngineError('system', `failed to copy files: ${why}`, { cause });
    }
  }
}

interface Copied {
  readonly source: Found;
  readonly owner: Owner;
}

async function copyOne(agent: Agent, copying: Copying, copied: Copied): Promise<void> {
  const { source } = copied;
  const from = `${source.root}/${source.real}`;
  if (source.isDirectory) return copyDirectory(agent, copying, copied);
  if (copying.decompress && !source.isRemote && (await isArchive(agent, from))) {
    const { path: to } = await makeScoped(agent, copying, copying.path);
    await runArchive(agent, ['unpack', '-r', copying.root, `/${to}`], { input: { path: from } });
    return;
  }
  await copyFile(agent, copying, copied);
}

async function copyDirectory(
  agent: Agent,
  copying: Copying,
  { source, owner }: Copied,
): Promise<void> {
  const { root, keepOwner } = copying;
  const { path: to, isNew } = await withPrefix('failed to copy directory', () =>
    makeScoped(agent, copying, copying.path),
  );
  const from = ['pack', '-r', source.root, `/${source.real}`];
  await runArchive(agent, [...from, '|', 'unpack', ...chown(copying, owner), '-r', root, `/${to}`]);
  // The directory itself is changed only where it was not there.
  if (isNew && !keepOwner) await agent.call({ op: 'chown', path: `${root}/${to}`, ...owner });
}

async function copyFile(agent: Agent, copying: Copying, { source, owner }: Copied): Promise<void> {
  const { root, path } = copying;
  const clean = path.replace(/\/+$/, '');
  const isInside = path.endsWith('/') || (await existing(agent, root, path))?.type === 'directory';
  const directory = isInside ? path : clean.slice(0, clean.lastIndexOf('/'));
  const name = (isInside ? source.path : clean).split('/').at(-1) ?? '';
  const { path: to } = await withPrefix('failed to create new directory', () =>
    makeScoped(agent, copying, directory, copying.keepOwner ? undefined : owner),
  );
  const from = ['pack', '-r', source.root, '-n', name, `/${source.real}`];
  await runArchive(agent, [...from, '|', 'unpack', ...chown(copying, owner), '-r', root, `/${to}`]);
}

function chown({ keepOwner }: Copying, { uid, gid }: Owner): string[] {
  return keepOwner ? [] : ['-u', `${String(uid)}:${String(gid)}`];
}

async function existing(agent: Agent, root: string, path: string): Promise<Stat | null> {
  try {
    return (await resolveScoped(agent, root, path, { follow: true })).stat;
  } catch (error) {
    if (!(error instanceof AgentError)) throw error;
    if (error.errno !== 'ENOTDIR') return null;
    throw new EngineError('system', `lstat ${root}${path}: not a directory`, { cause: error });
  }
}

async function withPrefix<T>(prefix: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (cause) {
    throw new EngineError('system', `${prefix}: ${(cause as Error).message}`, { cause });
  }
}

/** What docker takes for an archive: what has a tar's header, once unpacked where it is packed. */
async function isArchive(agent: Agent, path: string): Promise<boolean> {
  const { facts } = await runArchive(agent, ['probe'], { input: { path } });
  return (facts[0] as { readonly archive: boolean }).archive;
}

interface Made {
  /** Without symlinks. */
  readonly path: string;
  readonly isNew: boolean;
}

/** Makes a directory inside the root, and those above it, following symlinks. */
async function makeScoped(
  agent: Agent,
  { root }: Copying,
  path: string,
  owner?: Owner,
): Promise<Made> {
  const parts = path.split('/').filter((part) => part !== '');
  let at = '';
  let isNew = false;
  for (const part of parts) {
    const found = await resolveScoped(agent, root, `${at}/${part}`, { follow: true });
    at = found.path;
    isNew = !found.stat;
    if (found.stat && found.stat.type !== 'directory') {
      throw new EngineError('system', `mkdir ${root}/${at}: not a directory`);
    }
    if (found.stat) continue;
    await agent.call({ op: 'mkdir', path: `${root}/${at}`, mode: 0o755 });
    if (owner) await agent.call({ op: 'chown', path: `${root}/${at}`, ...owner });
  }
  return { path: at, isNew };
}
