// A host configuration as docker keeps it: checked, with what follows from it filled in.
import type { ContainerConfig } from './container.ts';
import { defaultHostConfig, type HostConfig } from './host-config.ts';
import { checkConfig } from './host-config-check.ts';
import { checkPartners } from './joined.ts';
import { processorCount } from './processors.ts';
import { availableResources, checkResources } from './resources.ts';
import type { EngineState } from './state.ts';

/** Throws docker's sentence where the wish makes no sense on this machine. */
export async function settledHostConfig(
  engine: EngineState,
  config: ContainerConfig,
  wish: HostConfig,
): Promise<HostConfig> {
  checkConfig(config, wish);
  checkResources(wish, await processorCount(engine, wish));
  await checkPartners(engine, wish);
  const { available } = availableResources(wish);
  const { Memory: memory, MemorySwap: swap } = available;
  return {
    ...available,
    ...defaults(available),
    ...unconfined(available),
    MemorySwap: memory > 0 && swap === 0 ? memory * 2 : swap,
  };
}

function defaults(wish: HostConfig): Partial<HostConfig> {
  const { ShmSize: shm, Runtime: runtime, IpcMode: ipc, CgroupnsMode: cgroupns } = wish;
  return {
    ShmSize: shm || defaultHostConfig.ShmSize,
    Runtime: runtime || defaultHostConfig.Runtime,
    IpcMode: ipc || defaultHostConfig.IpcMode,
    CgroupnsMode: cgroupns || (wish.Privileged ? 'host' : defaultHostConfig.CgroupnsMode),
  };
}

/** Who sees the host's processes needs no label of its own, and who is privileged no hidden paths. */
function unconfined(wish: HostConfig): Partial<HostConfig> {
  const { Privileged: privileged, SecurityOpt: options } = wish;
  const sharesHost = privileged || wish.PidMode === 'host' || wish.IpcMode === 'host';
  return {
    ...(privileged ? { MaskedPaths: null, ReadonlyPaths: null } : {}),
    SecurityOpt: sharesHost ? [...(options ?? []), 'label=disable'] : options,
  };
}
