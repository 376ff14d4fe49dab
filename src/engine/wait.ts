// docker wait: the end of a container, awaited.
import type { Container } from './container.ts';
import type { EngineState } from './state.ts';

/** Resolves with the exit code once the container does not run any more. */
export async function waitContainer(engine: EngineState, container: Container): Promise<number> {
  const { State: state } = container.file;
  if (state.Running) {
    await new Promise<void>((resolve) => {
      const stop = engine.onExit((ended) => {
        if (ended.id !== container.id) return;
        stop();
        resolve();
      });
    });
  }
  return state.ExitCode;
}
