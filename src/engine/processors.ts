import { decodeText } from '../base/bytes.ts';
import type { EngineState } from './state.ts';
import { orAbsent } from './file.ts';
import type { HostConfig } from './host-config.ts';

/** How many processors the guest has; not looked up where the wish does not depend on it. */
export async function processorCount(
  engine: EngineState,
  { NanoCpus: cpus, CpusetCpus: set }: Partial<HostConfig>,
): Promise<number> {
  if (!cpus && !set) return 1;
  const bytes = await orAbsent(engine.agent.call({ op: 'read', path: '/proc/cpuinfo' }));
  const lines = bytes ? decodeText(bytes).match(/^processor\s*:/gm) : null;
  return lines?.length ?? 1;
}
