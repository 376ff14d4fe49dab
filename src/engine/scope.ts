// Paths inside a root that is not ours: symlinks on the way are followed there, and never out of it.
import { type Agent, AgentError, type Stat } from '../agent/agent.ts';

const mostSymlinks = 40;

export interface Scoped {
  /** Path below the root, without symlinks; '' for the root itself. */
  readonly path: string;
  /** What is there; null for nothing (then all but the last component exist). */
  readonly stat: Stat | null;
  /** A symlink's target, where the last component is one and was not followed. */
  readonly target: string | null;
}

/** Walks a path below `root`. Throws `AgentError` where a component before the last is missing or no directory. */
export async function resolveScoped(
  agent: Agent,
  root: string,
  path: string,
  { follow }: { follow: boolean },
): Promise<Scoped> {
  const walk = { agent, root, left: components(path), at: [] as string[], symlinks: 0 };
  let stat: Stat | null = await agent.call({ op: 'stat', path: `${root}/` });
  for (let name = walk.left.shift(); name !== undefined; name = walk.left.shift()) {
    if (stat?.type !== 'directory') throw broken(walk.at, stat);
    if (name === '..') {
      walk.at.pop();
      stat = await statDirectory(walk);
      continue;
    }
    const here = [root, ...walk.at, name].join('/');
    stat = await statOrNull(agent, here);
    if (stat?.type !== 'symlink') {
      walk.at.push(name);
      continue;
    }
    const target = await agent.call({ op: 'readlink', path: here });
    if (walk.left.length === 0 && !follow) {
      return { path: [...walk.at, name].join('/'), stat, target };
    }
    stat = await enterLink(walk, target);
  }
  return { path: walk.at.join('/'), stat, target: null };
}

interface Walk {
  readonly agent: Agent;
  readonly root: string;
  readonly left: string[];
  readonly at: string[];
  symlinks: number;
}

function enterLink(walk: Walk, target: string): Promise<Stat> {
  if (walk.symlinks++ >= mostSymlinks) {
    throw new AgentError('too many levels of symbolic links', 'ELOOP');
  }
  if (target.startsWith('/')) walk.at.length = 0;
  walk.left.unshift(...components(target));
  return statDirectory(walk);
}

function statDirectory({ agent, root, at }: Walk): Promise<Stat> {
  return agent.call({ op: 'stat', path: `${[root, ...at].join('/')}/` });
}

function components(path: string): string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.');
}

/** What stands where a directory should be: nothing, or something else. */
function broken(at: readonly string[], stat: Stat | null): AgentError {
  const path = `/${at.join('/')}`;
  if (stat) return new AgentError(`lstat ${path}: not a directory`, 'ENOTDIR');
  return new AgentError(`lstat ${path}: no such file or directory`, 'ENOENT');
}

async function statOrNull(agent: Agent, path: string): Promise<Stat | null> {
  try {
    return await agent.call({ op: 'stat', path });
  } catch (error) {
    if (error instanceof AgentError && error.errno === 'ENOENT') return null;
    throw error;
  }
}
