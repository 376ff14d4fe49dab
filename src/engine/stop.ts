// docker stop: ask the first process to end, and kill it when it does not in time.
import type { Container } from './container.ts';
import type { EngineState } from './state.ts';
import { waitContainer } from './wait.ts';
import { signalContainer } from './kill.ts';
import { parseSignal } from './signal.ts';

const defaultGrace = 10;
const killSignal = 9;

/** Stops a container; `seconds` of grace, negative for no limit, null for the container's own. */
export async function stopContainer(
  engine: EngineState,
  container: Container,
  seconds: number | null,
): Promise<void> {
  if (!container.file.State.Running) return;
  const { StopSignal: signal = 'SIGTERM', StopTimeout: own = defaultGrace } = container.file.Config;
  const grace = seconds ?? own;
  const ended = waitContainer(engine, container).then(() => true);
  await signalContainer(engine, container, parseSignal(signal));
  const expired = engine.clock.delay(Math.max(0, grace) * 1000).then(() => false);
  const inTime = grace < 0 ? ended : Promise.race([ended, expired]);
  if (!(await inTime)) await signalContainer(engine, container, killSignal);
  await ended;
  engine.tellContainer('stop', container);
}
