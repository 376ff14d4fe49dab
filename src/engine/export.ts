// docker export: a container's whole file system as one archive, without its volumes.
import { runArchive, type Stream } from './archive.ts';
import { withLayers } from './container-files.ts';
import type { EngineState } from './state.ts';

export async function exportContainer(
  engine: EngineState,
  name: string,
  output: Stream,
): Promise<void> {
  const container = await engine.containers.resolve(name);
  await withLayers(engine, container, (root) =>
    runArchive(engine.agent, ['pack', root], { output }),
  );
  engine.noteContainer('export', container);
}
