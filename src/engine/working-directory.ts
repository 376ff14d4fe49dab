// The working directory of a container is made where it is missing, as docker does, without following symlinks out of its root.
import { type Agent, AgentError, type Stat } from '../agent/agent.ts';
import type { Container } from './container.ts';
import { overlayDisk } from './disk.ts';
import { EngineError } from './error.ts';
import { runAll, tryAll } from './file.ts';
import { mountRootfs, readLower, unmountRootfs } from './rootfs.ts';

const mostSymlinks = 40;

/** Makes `WorkingDir` in a container that does not run; mounts its root file system for it. */
export async function makeWorkingDirectory(agent: Agent, container: Container): Promise<void> {
  const path = container.file.Config.WorkingDir;
  if (path === '' || path === '/') return;
  await runAll(agent, mountRootfs(container, await readLower(agent, container)));
  try {
    await makeInside(agent, container, path);
  } finally {
    await tryAll(agent, unmountRootfs(container));
  }
}

async function makeInside(agent: Agent, container: Container, path: string): Promise<void> {
  const root = overlayDisk.merged(container.mountId);
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
    const stat = await statOrMake(agent, here);
    if (stat.type === 'directory') at = [...at, name];
    else if (stat.type === 'symlink' && symlinks++ < mostSymlinks) {
      const target = await agent.call({ op: 'readlink', path: here });
      if (target.startsWith('/')) at = [];
      left.unshift(...target.split('/'));
    } else throw new EngineError('invalid', `Cannot mkdir: ${path} is not a directory`);
  }
}

async function statOrMake(agent: Agent, path: string): Promise<Pick<Stat, 'type'>> {
  try {
    return await agent.call({ op: 'stat', path });
  } catch (error) {
    if (!(error instanceof AgentError) || error.errno !== 'ENOENT') throw error;
    await agent.call({ op: 'mkdir', path, mode: 0o755 });
    return { type: 'directory' };
  }
}
