// A new volume takes over what the image has at its place, owner and permissions too.
import type { Operation } from '../../agent/agent.ts';
import type { Container } from '../container.ts';
import { overlayDisk } from '../disk.ts';
import { listDirectory, runAll } from '../file.ts';
import { resolveInside } from '../inside.ts';
import type { MountPoint } from '../mount-point.ts';
import type { EngineState } from '../state.ts';

/** Fills the container's empty volumes from its root file system, which must be mounted. */
export async function populateVolumes(engine: EngineState, container: Container): Promise<void> {
  for (const point of Object.values(container.file.MountPoints)) {
    if (point.Type === 'volume' && point.CopyData) await populate(engine, container, point);
  }
}

async function populate(
  { agent, volumes }: EngineState,
  { mountId }: Container,
  { Destination: destination, Name: name, Source: target }: MountPoint,
): Promise<void> {
  const volume = await volumes.find(name);
  // One with options is a mount of its own, empty or not.
  if (Object.keys(volume?.Options ?? {}).length > 0) return;
  const source = await resolveInside(agent, overlayDisk.merged(mountId), destination, 'find');
  if (source === null || (await listDirectory(agent, target)).length > 0) return;
  const { type, mode, uid, gid } = await agent.call({ op: 'stat', path: source });
  if (type !== 'directory') return;
  const copy: Operation[] =
    (await listDirectory(agent, source)).length > 0
      ? [{ op: 'run', argv: ['cp', '-a', `${source}/.`, target] }]
      : [];
  await runAll(agent, [
    ...copy,
    { op: 'chown', path: target, uid, gid },
    { op: 'chmod', path: target, mode },
  ]);
}
