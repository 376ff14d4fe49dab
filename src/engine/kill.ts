// docker kill: a signal for the container's first process.
import { AgentError } from '../agent/agent.ts';
import type { Container } from './container.ts';
import type { EngineState } from './state.ts';
import { EngineError } from './error.ts';
import { resume } from './freezer.ts';
import { isSignal, parseSignal } from './signal.ts';
import { waitContainer } from './wait.ts';

const killSignal = 9;

/** Sends a signal by docker's name for it. After SIGKILL the container has ended, and counts as such. */
export async function killContainer(
  engine: EngineState,
  name: string,
  signal: string,
): Promise<void> {
  const number = parseSignal(signal);
  const container = await resolveToKill(engine, name);
  const fail = (why: string): EngineError =>
    new EngineError('conflict', `Cannot kill container: ${name}: ${why}`);
  if (!isSignal(number)) {
    const told = BigInt.asUintN(64, BigInt(number)); // Go's syscall.Signal, printed without a sign
    throw fail(`The linux daemon does not support signal ${String(told)}`);
  }
  if (!container.file.State.Running) throw fail(`Container ${container.id} is not running`);
  const ended = number === killSignal ? waitContainer(engine, container) : null;
  await signalContainer(engine, container, number);
  await ended;
}

/** Sends a signal; a process that has just gone is no error. One that ends the container for good also thaws it. */
export async function signalContainer(
  engine: EngineState,
  container: Container,
  signal: number,
): Promise<void> {
  const { State: state, Config: config } = container.file;
  const own = config.StopSignal ? parseSignal(config.StopSignal) : signal;
  const ends = signal === killSignal || signal === own;
  container.file.HasBeenManuallyStopped = true;
  await engine.containers.save(container);
  if (ends) engine.containers.restarts.cancel(container.id);
  if (state.Restarting || state.Pid <= 0) return;
  try {
    await engine.agent.call({ op: 'kill', pid: state.Pid, signal });
    engine.tellContainer('kill', container, { signal: String(signal) });
    if (ends && state.Paused) await resume(engine, container);
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
