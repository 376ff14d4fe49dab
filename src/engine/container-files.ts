// A container's file system as a whole, for verbs that read or write it from outside.
import type { Operation } from '../agent/agent.ts';
import { type Container, containerStatus } from './container.ts';
import { overlayDisk, temporaryRoot } from './disk.ts';
import { EngineError } from './error.ts';
import { makeDirectory, runAll, tryAll } from './file.ts';
import { randomId } from './random.ts';
import { mountRootfs, readLower, unmountRootfs } from './rootfs.ts';
import { resolveScoped } from './scope.ts';
import type { EngineState } from './state.ts';

const bind = 4096;
const detach = 2;
const readOnly = 1;

/** Calls `use` with the root directory: that of the running processes, or the layers mounted for the time being. */
export async function withRootfs<T>(
  engine: EngineState,
  container: Container,
  use: (root: string) => Promise<T>,
): Promise<T> {
  const { Running: running, Pid: pid } = container.file.State;
  if (running && pid > 0) return use(`/proc/${String(pid)}/root`);
  const status = containerStatus(container);
  if (status === 'removing' || status === 'dead') {
    throw new EngineError('conflict', `container is marked for removal and cannot be used`);
  }
  return engine.containers.lock(container, async () => {
    await runAll(engine.agent, mountRootfs(container, await readLower(engine.agent, container)));
    const root = overlayDisk.merged(container.mountId);
    const mounted: string[] = [];
    try {
      for (const [target, source] of volumes(container)) {
        const { path, stat } = await resolveScoped(engine.agent, root, target, { follow: true });
        if (!stat) continue;
        await runAll(engine.agent, [
          { op: 'mount', source, target: `${root}/${path}`, type: 'none', flags: bind },
        ]);
        mounted.push(`${root}/${path}`);
      }
      return await use(root);
    } finally {
      const undo = mounted.map((target): Operation => ({ op: 'umount', target, flags: detach }));
      await tryAll(engine.agent, [...undo.reverse(), ...unmountRootfs(container)]);
    }
  });
}

/** Calls `use` with what lies below the container's own layer, mounted as one. */
export async function withLower<T>(
  engine: EngineState,
  container: Container,
  use: (directory: string) => Promise<T>,
): Promise<T> {
  const lower = (await readLower(engine.agent, container)).map(overlayDisk.link);
  const [only] = lower;
  if (lower.length === 1 && only !== undefined) return use(only);
  const target = `${temporaryRoot}/lower-${randomId(engine.random).slice(0, 12)}`;
  const data = `lowerdir=${lower.join(':')}`;
  await runAll(engine.agent, [
    makeDirectory(target),
    { op: 'mount', source: 'overlay', target, type: 'overlay', flags: readOnly, data },
  ]);
  try {
    return await use(target);
  } finally {
    await tryAll(engine.agent, [
      { op: 'umount', target, flags: detach },
      { op: 'remove', path: target },
    ]);
  }
}

function volumes({ file }: Container): [target: string, source: string][] {
  return Object.entries(file.MountPoints).flatMap(([target, { Source: source }]) =>
    source ? [[target, source]] : [],
  );
}
