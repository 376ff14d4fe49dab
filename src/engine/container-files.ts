// A container's file system as a whole, for verbs that read or write it from outside: as its layers have it, whatever its processes have mounted.
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

/** Calls `use` with the root directory, its volumes and the files of its network in place. */
export function withRootfs<T>(
  engine: EngineState,
  container: Container,
  use: (root: string) => Promise<T>,
): Promise<T> {
  return withLayers(engine, container, async (root) => {
    const mounted: string[] = [];
    try {
      for (const [target, source] of await mounts(engine, container)) {
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
      await tryAll(engine.agent, undo.reverse());
    }
  });
}

/** Calls `use` with the root directory as the layers alone make it. */
export async function withLayers<T>(
  engine: EngineState,
  container: Container,
  use: (root: string) => Promise<T>,
): Promise<T> {
  const status = containerStatus(container);
  if (status === 'removing' || status === 'dead') {
    throw new EngineError('conflict', `container is marked for removal and cannot be used`);
  }
  if (container.file.State.Running) return withMounted(engine, container, use);
  return engine.containers.lock(container, async () => {
    await runAll(engine.agent, mountRootfs(container, await readLower(engine.agent, container)));
    try {
      return await use(overlayDisk.merged(container.mountId));
    } finally {
      await tryAll(engine.agent, unmountRootfs(container));
    }
  });
}

/** The mount of a running container once more, without those on top of it. */
async function withMounted<T>(
  engine: EngineState,
  { mountId }: Container,
  use: (root: string) => Promise<T>,
): Promise<T> {
  const target = `${temporaryRoot}/rootfs-${randomId(engine.random).slice(0, 12)}`;
  const source = overlayDisk.merged(mountId);
  await runAll(engine.agent, [
    makeDirectory(target),
    { op: 'mount', source, target, type: 'none', flags: bind },
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

/** What is there to be put in place. */
async function mounts(
  { agent }: EngineState,
  { file }: Container,
): Promise<[target: string, source: string][]> {
  const points = Object.entries(file.MountPoints).map(
    ([target, { Source: source }]): [string, string] => [target, source],
  );
  const wanted: [string, string][] = [
    ...points.filter(([, source]) => source !== ''),
    ['/etc/hostname', file.HostnamePath],
    ['/etc/hosts', file.HostsPath],
    ['/etc/resolv.conf', file.ResolvConfPath],
  ];
  const stats = await agent.batch(
    wanted.map(([, path]) => ({ op: 'stat', path }) as const),
    { keepGoing: true },
  );
  return wanted.filter((_, at) => stats[at]?.ok);
}
