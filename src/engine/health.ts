// What health probes (HEALTHCHECK, --health-cmd) say about a container.
import type { ContainerConfig, Health, Healthcheck, HealthResult } from './container.ts';

const usualRetries = 3;
const kept = 5;
const millisecond = 1_000_000;

/** The command of a probe; null where the container has none. */
export function probeCommand(config: ContainerConfig): readonly string[] | null {
  const [kind = 'NONE', ...words] = config.Healthcheck?.Test ?? [];
  if (kind === 'CMD') return words;
  return kind === 'CMD-SHELL' ? ['/bin/sh', '-c', ...words] : null;
}

/** Whether a container has a health at all. */
export function hasHealth(config: ContainerConfig): boolean {
  return probeCommand(config) !== null;
}

/** What stands in the state of a container with probes when it starts. */
export function freshHealth(): Health {
  return { Status: 'starting', FailingStreak: 0, Log: [] };
}

/** The health after one more probe: one success makes healthy, so many failures in a row unhealthy. */
export function nextHealth(
  before: Health,
  result: HealthResult,
  { check, startedAt }: { readonly check: Healthcheck; readonly startedAt: string },
): Health {
  const log = [...before.Log, result].slice(-kept);
  if (result.ExitCode === 0) return { Status: 'healthy', FailingStreak: 0, Log: log };
  const grace = (check.StartPeriod ?? 0) / millisecond;
  const inGrace =
    before.Status === 'starting' && Date.parse(result.Start) - Date.parse(startedAt) < grace;
  const streak = inGrace ? 0 : before.FailingStreak + 1;
  const isUnhealthy = streak >= (check.Retries || usualRetries);
  return { Status: isUnhealthy ? 'unhealthy' : before.Status, FailingStreak: streak, Log: log };
}
