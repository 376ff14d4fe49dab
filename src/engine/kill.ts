// docker kill: a signal for the container's first process.
import { AgentError } from '../agent/agent.ts';
import type { Container } from './container.ts';
import type { EngineState } from './state.ts';
import { EngineError } from './error.ts';
import { parseSignal } from './signal.ts';

/** Sends a signal by docker's name for it. */
export async function killContainer(
  engine: EngineState,
  name: string,
  signal: string,
): Promise<void> {
  const number = parseSignal(signal);
  const container = await resolveToKill(engine, name);
  if (!container.file.State.Running) {
    throw new EngineError(
      'conflict',
      `Cannot kill container: ${name}: Container ${container.id} is not running`,
    );
  }
  await signalContainer(engine, container, number);
}

/** Sends a signal; a process that has just gone is no error. */
export async function signalContainer(
  engine: EngineState,
  container: Container,
  signal: number,
): Promise<void> {
  const { Pid: pid } = container.file.State;
  if (pid <= 0) return;
  try {
    await engine.agent.call({ op: 'kill', pid, signal });
    engine.tellContainer('kill', container);
  } catch (error) {
    if (!(error instanceof AgentError && error.errno === 'ESRCH')) throw error;
  }
}

async function resolveToKill(engine: EngineState, name: string): Promise<Container> {
  try {
    return await engine.containers.resolve(name);
  } catch (cause) {
    if (!(cause instanceof EngineError)) throw cause;
    throw new EngineError(cause.code, `Cannot kill container: ${name}: ${cause.message}`, {
      cause,
    });
  }
}
