// A container that has ended and is to run again: the pause before, and the start.
import { parseTime } from './clock.ts';
import type { Container } from './container.ts';
import type { EngineState } from './state.ts';
import { removeContainer, removesItself } from './remove.ts';
import { wantsRestart } from './restart-policy.ts';
import { startAgain } from './start.ts';

/** Whether a container that ended with this code starts again by its policy. */
export function restartsAfter(engine: EngineState, container: Container, exit: number): boolean {
  const { file, hostConfig, id } = container;
  if (engine.containers.restarts.isCanceled(id)) return false;
  return wantsRestart(hostConfig.RestartPolicy, {
    exit,
    ran: lifetime(container),
    restarts: file.RestartCount,
    manuallyStopped: file.HasBeenManuallyStopped,
  });
}

/** Starts a container in state "restarting" after its pause, unless that is called off meanwhile. */
export async function restartLater(engine: EngineState, container: Container): Promise<void> {
  const { restarts } = engine.containers;
  const pause = restarts.nextPause(container.id, lifetime(container));
  const over = engine.clock.delay(pause).then(() => true);
  const goesOn = await Promise.race([over, restarts.calledOff(container.id).then(() => false)]);
  await engine.containers.lock(container, async () => {
    if (!container.file.State.Restarting) return;
    if (goesOn) await startAgain(engine, container);
    else await stayStopped(engine, container);
  });
}

async function stayStopped(engine: EngineState, container: Container): Promise<void> {
  Object.assign(container.file.State, { Running: false, Restarting: false });
  await engine.containers.save(container);
  if (removesItself(container)) await removeContainer(engine, container, true);
  engine.tellExit(container);
}

function lifetime({ file }: Container): number {
  const { StartedAt: start, FinishedAt: end } = file.State;
  return Math.max(0, (parseTime(end) ?? 0) - (parseTime(start) ?? 0));
}
