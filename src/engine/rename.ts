// docker rename.
import type { Container } from './container.ts';
import { containerName } from './container.ts';
import { takeName } from './container-name.ts';
import { tellNames } from './network/connect.ts';
import type { EngineState } from './state.ts';
import { EngineError } from './error.ts';

export async function renameContainer(
  engine: EngineState,
  container: Container,
  wanted: string,
): Promise<void> {
  if (containerName(container) === wanted.replace(/^\//, '')) {
    throw new EngineError('invalid', 'Renaming a container with the same name as its current name');
  }
  const { Name: oldName } = container.file;
  await engine.containers.naming.run(async () => {
    const name = await taken(engine, wanted);
    container.file.Name = `/${name}`;
    await engine.containers.save(container);
    if (container.file.State.Running) await tellNames(engine, container);
  });
  engine.tellContainer('rename', container, { oldName });
}

async function taken(engine: EngineState, wanted: string): Promise<string> {
  try {
    return await takeName(engine, wanted.startsWith('/') ? wanted : `/${wanted}`);
  } catch (cause) {
    if (!(cause instanceof EngineError)) throw cause;
    throw new EngineError(cause.code, `Error when allocating new name: ${cause.message}`, {
      cause,
    });
  }
}
