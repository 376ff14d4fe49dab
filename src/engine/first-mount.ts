// What a new container needs done in its root file system: its working directory, and what its volumes take over.
import type { Container } from './container.ts';
import { overlayDisk } from './disk.ts';
import { runAll, tryAll } from './file.ts';
import { resolveInside } from './inside.ts';
import { mountRootfs, readLower, unmountRootfs } from './rootfs.ts';
import type { EngineState } from './state.ts';
import { populateVolumes } from './volume/populate.ts';

/** Mounts the root file system for as long as it takes; not at all where nothing is to be done. */
export async function prepareRootfs(engine: EngineState, container: Container): Promise<void> {
  const { WorkingDir: path } = container.file.Config;
  const needsDirectory = path !== '' && path !== '/';
  const copies = Object.values(container.file.MountPoints).some(({ CopyData }) => CopyData);
  if (!needsDirectory && !copies) return;
  const { agent } = engine;
  await runAll(agent, mountRootfs(container, await readLower(agent, container)));
  try {
    if (needsDirectory) {
      await resolveInside(agent, overlayDisk.merged(container.mountId), path, 'make');
    }
    await populateVolumes(engine, container);
  } finally {
    await tryAll(agent, unmountRootfs(container));
  }
}
