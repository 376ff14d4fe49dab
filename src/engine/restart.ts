// docker restart: stop and start.
import type { Container } from './container.ts';
import type { EngineState } from './state.ts';
import { startContainer } from './start.ts';
import { stopContainer } from './stop.ts';

/** Stops a running container, which `--rm` survives here, and starts it. */
export async function restartContainer(
  engine: EngineState,
  container: Container,
  seconds: number | null,
): Promise<void> {
  const { hostConfig } = container;
  container.hostConfig = { ...hostConfig, AutoRemove: false };
  try {
    await stopContainer(engine, container, seconds);
  } finally {
    container.hostConfig = hostConfig;
  }
  await startContainer(engine, container);
  engine.tellContainer('restart', container);
}
