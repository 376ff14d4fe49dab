// docker update: other limits and another restart policy for a container, running or not.
import type { Container } from './container.ts';
import type { EngineState } from './state.ts';
import { hostConfigOperations } from './container-store.ts';
import { EngineError } from './error.ts';
import { runAll } from './file.ts';
import type { HostConfig } from './host-config.ts';
import { processorCount } from './processors.ts';
import { availableResources, checkResources, limitOperations } from './resources.ts';
import { checkRestartPolicy } from './restart-policy.ts';

/** Applies the settings that are given; resolves with docker's warnings. */
export function updateContainer(
  engine: EngineState,
  container: Container,
  wish: Partial<HostConfig>,
): Promise<readonly string[]> {
  return engine.containers.lock(container, async () => {
    if (wish.RestartPolicy) checkRestartPolicy(wish.RestartPolicy);
    checkResources(wish, await processorCount(engine, wish), true);
    const { available: given, warnings } = availableResources(wish);
    const { PidsLimit: pids } = given;
    // Any negative number means what 0 does.
    const available = pids === undefined ? given : { ...given, PidsLimit: Math.max(0, pids ?? 0) };
    const conflict = findConflict(container.hostConfig, available);
    if (conflict) {
      throw new EngineError('conflict', `Cannot update container ${container.id}: ${conflict}`);
    }
    await apply(engine, container, available);
    engine.tellContainer('update', container);
    return warnings;
  });
}

async function apply(
  engine: EngineState,
  container: Container,
  changes: Partial<HostConfig>,
): Promise<void> {
  const { Running: running, Restarting: restarting } = container.file.State;
  try {
    if (running && !restarting) await runAll(engine.agent, limitOperations(container.id, changes));
  } catch (cause) {
    const why = (cause as Error).message;
    throw new EngineError('system', `Cannot update container ${container.id}: ${why}`, { cause });
  }
  container.hostConfig = { ...container.hostConfig, ...changes };
  await runAll(engine.agent, hostConfigOperations(container));
}

interface Conflict {
  readonly holds: (now: HostConfig, wish: Partial<HostConfig>) => boolean;
  readonly sentence: string;
}

const blocked = (what: string, by: string): string =>
  `Conflicting options: ${what} cannot be updated as ${by} has already been set`;
const asks = (amount = 0): boolean => amount > 0;

const conflicts: readonly Conflict[] = [
  {
    holds: (now, { NanoCpus: cpus }) => asks(cpus) && now.CpuPeriod > 0,
    sentence: blocked('Nano CPUs', 'CPU Period'),
  },
  {
    holds: (now, { NanoCpus: cpus }) => asks(cpus) && now.CpuQuota > 0,
    sentence: blocked('Nano CPUs', 'CPU Quota'),
  },
  {
    holds: (now, { CpuPeriod: period }) => asks(period) && now.NanoCpus > 0,
    sentence: blocked('CPU Period', 'NanoCPUs'),
  },
  {
    holds: (now, { CpuQuota: quota }) => asks(quota) && now.NanoCpus > 0,
    sentence: blocked('CPU Quota', 'NanoCPUs'),
  },
  {
    holds: ({ MemorySwap: swap }, { Memory: memory = 0, MemorySwap: wanted }) =>
      memory > swap && swap >= 0 && !wanted,
    sentence:
      'Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time',
  },
  {
    holds: ({ AutoRemove: goes }, { RestartPolicy: policy }) =>
      goes && policy !== undefined && policy.Name !== 'no',
    sentence: 'Restart policy cannot be updated because AutoRemove is enabled for the container',
  },
];

function findConflict(now: HostConfig, wish: Partial<HostConfig>): string | null {
  return conflicts.find(({ holds }) => holds(now, wish))?.sentence ?? null;
}
