import type { Container } from './container.ts';
import { freshHealth, hasHealth } from './health.ts';
import type { EngineState } from './state.ts';

/** Puts a container's state to running: its first process has this host pid since that time. */
export function enterRunning(
  engine: EngineState,
  { id, file }: Container,
  { pid, at }: { readonly pid: number; readonly at: string },
): void {
  engine.containers.starting.delete(id);
  Object.assign(file.State, {
    Running: true,
    Restarting: false,
    Pid: pid,
    ExitCode: 0,
    Error: '',
    OOMKilled: false,
    Health: hasHealth(file.Config) ? freshHealth() : null,
    StartedAt: at,
  });
  file.HasBeenStartedBefore = true;
}
