import type { Check } from './check.ts';
import { cgroupLimit } from './checks/cgroup-limit.ts';
import { containerExited } from './checks/container-exited.ts';
import { containerKilled } from './checks/container-killed.ts';
import { containerRunning } from './checks/container-running.ts';
import { firstProcessByHand } from './checks/first-process-by-hand.ts';
import { hostnameApart } from './checks/hostname-apart.ts';
import { imagePresent } from './checks/image-present.ts';
import { joinedFromOutside } from './checks/joined-from-outside.ts';
import { mountOnlyInside } from './checks/mount-only-inside.ts';
import { namespaceKept } from './checks/namespace-kept.ts';
import { namespacesOfOneProcess } from './checks/namespaces-of-one-process.ts';
import { oomKilled } from './checks/oom-killed.ts';
import { processOnHost } from './checks/process-on-host.ts';
import { processesInOneContainer } from './checks/processes-in-one-container.ts';
import { zombieInside } from './checks/zombie-inside.ts';

/** Every check that a lesson can name. */
export const checks: ReadonlyMap<string, Check> = new Map([
  ['process-on-host', processOnHost],
  ['container-running', containerRunning],
  ['processes-in-one-container', processesInOneContainer],
  ['first-process-by-hand', firstProcessByHand],
  ['mount-only-inside', mountOnlyInside],
  ['container-killed', containerKilled],
  ['hostname-apart', hostnameApart],
  ['namespaces-of-one-process', namespacesOfOneProcess],
  ['joined-from-outside', joinedFromOutside],
  ['zombie-inside', zombieInside],
  ['namespace-kept', namespaceKept],
  ['image-present', imagePresent],
  ['container-exited', containerExited],
  ['cgroup-limit', cgroupLimit],
  ['oom-killed', oomKilled],
]);
