// docker export: a container's whole file system as one archive.
import { runArchive, type Stream } from './archive.ts';
import { withRootfs } from './container-files.ts';
import { overlayDisk } from './disk.ts';
import { makeDirectory, runAll, tryAll } from './file.ts';
import { randomId } from './random.ts';
import { temporaryRoot } from './disk.ts';
import type { EngineState } from './state.ts';

const bind = 4096;
const detach = 2;

export async function exportContainer(
  engine: EngineState,
  name: string,
  output: Stream,
): Promise<void> {
  const container = await engine.containers.resolve(name);
  if (!container.file.State.Running) {
    await withRootfs(engine, container, (root) =>
      runArchive(engine.agent, ['pack', root], { output }),
    );
    return;
  }
  // A bind of the mount alone leaves out what the running container has mounted inside: /proc, /sys, volumes.
  const target = `${temporaryRoot}/export-${randomId(engine.random).slice(0, 12)}`;
  const source = overlayDisk.merged(container.mountId);
  await runAll(engine.agent, [
    makeDirectory(target),
    { op: 'mount', source, target, type: 'none', flags: bind },
  ]);
  try {
    await runArchive(engine.agent, ['pack', target], { output });
  } finally {
    await tryAll(engine.agent, [
      { op: 'umount', target, flags: detach },
      { op: 'remove', path: target },
    ]);
  }
}
