import { secondMemorySize } from '../../machine/options.ts';
import type { MachineFacts } from '../../world/event.ts';
import { secondMachine } from '../../world/id.ts';

/** The row of a machine that was never switched on, or is off. */
export const offMachine: MachineFacts = {
  id: secondMachine,
  status: 'off',
  memory: secondMemorySize,
  disk: { kernel: 0, root: 0 },
  elapsed: 0,
  stages: [],
  lines: [],
  inside: null,
  problem: '',
};
