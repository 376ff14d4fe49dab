// docker pause and unpause: every process of a container stands still, and goes on.
import type { Container } from './container.ts';
import type { EngineState } from './state.ts';
import { EngineError } from './error.ts';
import { freeze, resume } from './freezer.ts';

export function pauseContainer(engine: EngineState, container: Container): Promise<void> {
  return engine.containers.lock(container, async () => {
    const { State: state } = container.file;
    const fail = (why: string): EngineError =>
      new EngineError('conflict', `Container ${container.id} is ${why}`);
    if (!state.Running) throw fail('not running');
    if (state.Paused) throw fail('already paused');
    if (state.Restarting) throw fail('restarting, wait until the container is running');
    await freeze(engine, container);
    state.Paused = true;
    await engine.containers.save(container);
    engine.tellContainer('pause', container);
  });
}

export function unpauseContainer(engine: EngineState, container: Container): Promise<void> {
  return engine.containers.lock(container, async () => {
    if (!container.file.State.Paused) {
      throw new EngineError('conflict', `Container ${container.id} is not paused`);
    }
    await resume(engine, container);
  });
}
