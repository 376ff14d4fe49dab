// Paths as a container sees them, found in its root file system without following symlinks out of it.
import { type Agent, AgentError, type Stat } from '../agent/agent.ts';
import { EngineError } from './error.ts';

const mostSymlinks = 40;

/** Where a container's path is in the guest; missing directories are made, or null is answered for "find". */
export async function resolveInside(
  agent: Agent,
  root: string,
  path: string,
  missing: 'make' | 'find',
): Promise<string | null> {
  const left = path.split('/');
  let at: string[] = [];
  let symlinks = 0;
  for (let name = left.shift(); name !== undefined; name = left.shift()) {
    if (name === '' || name === '.') continue;
    if (name === '..') {
      at = at.slice(0, -1);
      continue;
    }
    const here = [root, ...at, name].join('/');
    const stat = await statOrMake(agent, here, missing);
    if (stat === null) return null;
    if (stat.type === 'directory') at = [...at, name];
    else if (stat.type === 'symlink' && symlinks++ < mostSymlinks) {
      const target = await agent.call({ op: 'readlink', path: here });
      if (target.startsWith('/')) at = [];
      left.unshift(...target.split('/'));
    } else if (missing === 'make') {
      throw new EngineError('invalid', `Cannot mkdir: ${path} is not a directory`);
    } else return left.length === 0 ? here : null;
  }
  return [root, ...at].join('/');
}

async function statOrMake(
  agent: Agent,
  path: string,
  missing: 'make' | 'find',
): Promise<Pick<Stat, 'type'> | null> {
  try {
    return await agent.call({ op: 'stat', path });
  } catch (error) {
    if (!(error instanceof AgentError) || error.errno !== 'ENOENT') throw error;
    if (missing === 'find') return null;
    await agent.call({ op: 'mkdir', path, mode: 0o755 });
    return { type: 'directory' };
  }
}
