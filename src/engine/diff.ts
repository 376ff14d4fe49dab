// docker diff: what a container has changed of its image.
import { runArchive } from './archive.ts';
import { overlayDisk } from './disk.ts';
import { withLower } from './container-files.ts';
import type { EngineState } from './state.ts';

export interface Change {
  /** Added, changed or deleted. */
  readonly kind: 'A' | 'C' | 'D';
  readonly path: string;
}

/** Sorted by path. */
export async function diffContainer(engine: EngineState, name: string): Promise<Change[]> {
  if (name === '') return [];
  const container = await engine.containers.resolve(name);
  const upper = overlayDisk.diff(container.mountId);
  const { facts } = await withLower(engine, container, (lower) =>
    runArchive(engine.agent, ['changes', upper, lower]),
  );
  return (facts as Change[]).sort((a, b) => (a.path < b.path ? -1 : 1));
}
