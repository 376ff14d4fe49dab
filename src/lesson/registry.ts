import type { Check } from './check.ts';
import { containerKilled } from './checks/container-killed.ts';
import { containerRunning } from './checks/container-running.ts';
import { firstProcessByHand } from './checks/first-process-by-hand.ts';
import { mountOnlyInside } from './checks/mount-only-inside.ts';
import { processOnHost } from './checks/process-on-host.ts';
import { processesInOneContainer } from './checks/processes-in-one-container.ts';

/** Every check that a lesson can name. */
export const checks: ReadonlyMap<string, Check> = new Map([
  ['process-on-host', processOnHost],
  ['container-running', containerRunning],
  ['processes-in-one-container', processesInOneContainer],
  ['first-process-by-hand', firstProcessByHand],
  ['mount-only-inside', mountOnlyInside],
  ['container-killed', containerKilled],
]);
