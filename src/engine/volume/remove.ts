// docker volume rm and prune.
import { EngineError } from '../error.ts';
import { notePrune } from '../note-prune.ts';
import type { EngineState } from '../state.ts';
import { directorySize } from '../usage.ts';
import type { Volume } from './volume.ts';

/** Removes a volume that no container has, running or not; `force` passes over one that does not exist. */
export function removeVolume(engine: EngineState, name: string, force = false): Promise<void> {
  return engine.volumes.changes.run(async () => {
    const volume = await engine.volumes.find(name);
    if (!volume && force) return;
    if (!volume) throw new EngineError('notFound', `No such volume: ${name}`);
    const users = await volumeUsers(engine, name);
    if (users.length > 0) {
      const list = users.join(', ');
      throw new EngineError('conflict', `remove ${name}: volume is in use - [${list}]`);
    }
    await engine.volumes.remove(volume);
    const attributes = { driver: 'local' };
    engine.journal.add({ type: 'volume', action: 'destroy', id: name, attributes });
    engine.tell({ type: 'volume', action: 'destroy', name });
  });
}

/** Ids of the containers that have the volume, the oldest first. */
export async function volumeUsers(engine: EngineState, name: string): Promise<string[]> {
  const containers = await engine.containers.list();
  return containers
    .filter(({ file }) => Object.values(file.MountPoints).some(({ Name }) => Name === name))
    .sort((a, b) => (a.file.Created < b.file.Created ? -1 : 1))
    .map(({ id }) => id);
}

export interface Pruned {
  readonly names: readonly string[];
  /** Bytes. */
  readonly reclaimed: number;
}

/** Removes all volumes that no container has and the condition takes. */
export async function pruneVolumes(
  engine: EngineState,
  takes: (volume: Volume) => boolean,
): Promise<Pruned> {
  const names: string[] = [];
  let reclaimed = 0;
  for (const volume of (await engine.volumes.list()).filter(takes)) {
    if ((await volumeUsers(engine, volume.Name)).length > 0) continue;
    reclaimed += await directorySize(engine.agent, volume.Mountpoint);
    await removeVolume(engine, volume.Name, true);
    names.push(volume.Name);
  }
  notePrune(engine, 'volume', reclaimed);
  return { names, reclaimed };
}
