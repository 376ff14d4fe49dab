// Mounts in the guest that a running container needs beside its root file system.
import type { Operation } from '../agent/agent.ts';
import { decodeText } from '../base/bytes.ts';
import type { Container } from './container.ts';
import { EngineError } from './error.ts';
import { makeDirectory, tryAll } from './file.ts';
import { shmDirectory } from './joined.ts';
import type { EngineState } from './state.ts';

const detach = 2;

/** Operations that mount the /dev/shm of a container that shares it. */
export function shmMount({ id, hostConfig }: Container): Operation[] {
  if (hostConfig.IpcMode !== 'shareable') return [];
  const target = shmDirectory(id);
  const data = `mode=1777,size=${String(hostConfig.ShmSize)}`;
  return [
    makeDirectory(target),
    { op: 'mount', source: 'shm', target, type: 'tmpfs', flags: nosuidNodevNoexec, data },
  ];
}

const nosuidNodevNoexec = 2 | 4 | 8;

export function unmountShm({ id, hostConfig }: Container): Operation[] {
  if (hostConfig.IpcMode !== 'shareable') return [];
  return [{ op: 'umount', target: shmDirectory(id), flags: detach }];
}

/** Makes directories to bind that are missing, and mounts volumes that have mount options of their own. */
export async function mountVolumes(engine: EngineState, container: Container): Promise<void> {
  for (const point of Object.values(container.file.MountPoints)) {
    if (point.Type === 'bind' && !point.SkipMountpointCreation) {
      await tryAll(engine.agent, [makeDirectory(point.Source, 0o755)]);
    }
    if (point.Type === 'volume') await mountVolume(engine, point.Name);
  }
}

/** Unmounts such volumes where no running container has them any more. */
export async function unmountVolumes(engine: EngineState, container: Container): Promise<void> {
  const others = (await engine.containers.list()).filter(
    ({ id, file }) => id !== container.id && file.State.Running,
  );
  const used = new Set(others.flatMap(({ file }) => volumeNames(file.MountPoints)));
  for (const name of volumeNames(container.file.MountPoints)) {
    const volume = await engine.volumes.find(name);
    if (!volume || used.has(name) || !volume.Options?.['type']) continue;
    await tryAll(engine.agent, [{ op: 'umount', target: volume.Mountpoint, flags: detach }]);
  }
}

function volumeNames(points: Container['file']['MountPoints']): string[] {
  return Object.values(points).flatMap(({ Type: type, Name: name }) =>
    type === 'volume' ? [name] : [],
  );
}

async function mountVolume(engine: EngineState, name: string): Promise<void> {
  const volume = await engine.volumes.resolve(name);
  const { type, device = '', o = '' } = volume.Options ?? {};
  if (!type || (await isMounted(engine, volume.Mountpoint))) return;
  const argv = ['mount', '-t', type, ...(o ? ['-o', o] : []), device, volume.Mountpoint];
  const { exit, stderr } = await engine.agent.call({ op: 'run', argv });
  if (exit === 0) return;
  const why = decodeText(stderr).trim().split(': ').at(-1)?.toLowerCase() ?? '';
  throw new EngineError(
    'system',
    `error while mounting volume '${volume.Mountpoint}': failed to mount local volume: ` +
      `mount ${device}:${volume.Mountpoint}${o ? `, data: ${o}` : ''}: ${why}`,
  );
}

async function isMounted(engine: EngineState, path: string): Promise<boolean> {
  const mounts = await engine.agent.call({ op: 'read', path: '/proc/self/mounts' });
  return decodeText(mounts).includes(` ${path} `);
}
