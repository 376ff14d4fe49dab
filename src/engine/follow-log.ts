import type { Container } from './container.ts';
import type { LogLine, LogReader } from './logs.ts';
import type { EngineState } from './state.ts';

interface Following {
  readonly reader: LogReader;
  tell(lines: readonly LogLine[]): Promise<void>;
  /** Resolves when nobody wants to hear any more. */
  readonly interrupted?: Promise<unknown>;
}

/** Tells what is added to a container's log until the container has ended; false where that was not awaited. */
export async function followLog(
  engine: EngineState,
  container: Container,
  { reader, tell, interrupted = new Promise(() => undefined) }: Following,
): Promise<boolean> {
  let notice = (): void => undefined;
  const next = (): Promise<false> => new Promise((resolve) => (notice = () => resolve(false)));
  let ended = false;
  const stopExits = engine.onExit(({ id }) => {
    ended ||= id === container.id;
    notice();
  });
  let changed = next();
  const stopWatch = await reader.watch(() => notice());
  const stopped = interrupted.then(() => true);
  try {
    for (;;) {
      // Asked before reading: what was written before the end is then read for certain.
      const isLast = ended || !container.file.State.Running;
      await tell(await reader.read());
      if (isLast) return true;
      if (await Promise.race([stopped, changed])) return false;
      changed = next();
    }
  } finally {
    stopExits();
    stopWatch();
  }
}
