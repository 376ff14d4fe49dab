// docker restart: stop and start.
import type { Container } from './container.ts';
import { EngineError } from './error.ts';
import type { EngineState } from './state.ts';
import { startContainer } from './start.ts';
import { stopContainer } from './stop.ts';

/** Stops a running container and starts it; `name` is as the person called it. */
export async function restartContainer(
  engine: EngineState,
  container: Container,
  { name, seconds }: { readonly name: string; readonly seconds: number | null },
): Promise<void> {
  try {
    await stopAndStart(engine, container, seconds);
  } catch (cause) {
    if (!(cause instanceof EngineError)) throw cause;
    const text = `Cannot restart container ${name}: ${cause.message}`;
    throw new EngineError(cause.code, text, { cause });
  }
  engine.tellContainer('restart', container);
}

/** `--rm` survives the stop here. */
async function stopAndStart(
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
}
