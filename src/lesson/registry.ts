import type { Check } from './check.ts';
import { cgroupLimit } from './checks/cgroup-limit.ts';
import { clientWaits } from './checks/client-waits.ts';
import { containerExited } from './checks/container-exited.ts';
import { containerKilled } from './checks/container-killed.ts';
import { containerRunning } from './checks/container-running.ts';
import { containerStartedAgain } from './checks/container-started-again.ts';
import { containerWithoutClient } from './checks/container-without-client.ts';
import { containersDiffer } from './checks/containers-differ.ts';
import { containersOfImage } from './checks/containers-of-image.ts';
import { diffEmpty } from './checks/diff-empty.ts';
import { digestOutlivesTag } from './checks/digest-outlives-tag.ts';
import { firstProcessByHand } from './checks/first-process-by-hand.ts';
import { forksRefused } from './checks/forks-refused.ts';
import { hidingLayerNoted } from './checks/hiding-layer-noted.ts';
import { hostnameApart } from './checks/hostname-apart.ts';
import { imageAddressed } from './checks/image-addressed.ts';
import { imageOnImage } from './checks/image-on-image.ts';
import { imagePresent } from './checks/image-present.ts';
import { imagePulled } from './checks/image-pulled.ts';
import { imagePushed } from './checks/image-pushed.ts';
import { imageReturned } from './checks/image-returned.ts';
import { joinedFromOutside } from './checks/joined-from-outside.ts';
import { layersShared } from './checks/layers-shared.ts';
import { layersSkipped } from './checks/layers-skipped.ts';
import { limitedByHand } from './checks/limited-by-hand.ts';
import { madeAlike } from './checks/made-alike.ts';
import { mountOnlyInside } from './checks/mount-only-inside.ts';
import { namespaceKept } from './checks/namespace-kept.ts';
import { namespacesOfOneProcess } from './checks/namespaces-of-one-process.ts';
import { neighbours } from './checks/neighbours.ts';
import { noted } from './checks/noted.ts';
import { nothingByHand } from './checks/nothing-by-hand.ts';
import { nothingLeft } from './checks/nothing-left.ts';
import { oneKernel } from './checks/one-kernel.ts';
import { oomKilled } from './checks/oom-killed.ts';
import { outOfContainer } from './checks/out-of-container.ts';
import { overlayChange } from './checks/overlay-change.ts';
import { overlayMounted } from './checks/overlay-mounted.ts';
import { overlayOnImage } from './checks/overlay-on-image.ts';
import { ownerNoted } from './checks/owner-noted.ts';
import { pagesServed } from './checks/pages-served.ts';
import { processOnHost } from './checks/process-on-host.ts';
import { processesInOneContainer } from './checks/processes-in-one-container.ts';
import { rootByHand } from './checks/root-by-hand.ts';
import { rootWithLess } from './checks/root-with-less.ts';
import { settingShared } from './checks/setting-shared.ts';
import { sharedKindsNoted } from './checks/shared-kinds-noted.ts';
import { twoSites } from './checks/two-sites.ts';
import { userlandsOnOneKernel } from './checks/userlands-on-one-kernel.ts';
import { volumeOutlives } from './checks/volume-outlives.ts';
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
  ['overlay-mounted', overlayMounted],
  ['overlay-change', overlayChange],
  ['containers-differ', containersDiffer],
  ['image-on-image', imageOnImage],
  ['pages-served', pagesServed],
  ['two-sites', twoSites],
  ['layers-shared', layersShared],
  ['overlay-on-image', overlayOnImage],
  ['root-by-hand', rootByHand],
  ['limited-by-hand', limitedByHand],
  ['made-alike', madeAlike],
  ['nothing-by-hand', nothingByHand],
  ['client-waits', clientWaits],
  ['container-without-client', containerWithoutClient],
  ['containers-of-image', containersOfImage],
  ['image-pulled', imagePulled],
  ['userlands-on-one-kernel', userlandsOnOneKernel],
  ['noted', noted],
  ['container-started-again', containerStartedAgain],
  ['image-pushed', imagePushed],
  ['image-addressed', imageAddressed],
  ['layers-skipped', layersSkipped],
  ['image-returned', imageReturned],
  ['digest-outlives-tag', digestOutlivesTag],
  ['forks-refused', forksRefused],
  ['root-with-less', rootWithLess],
  ['out-of-container', outOfContainer],
  ['nothing-left', nothingLeft],
  ['one-kernel', oneKernel],
  ['setting-shared', settingShared],
  ['volume-outlives', volumeOutlives],
  ['neighbours', neighbours],
  ['hiding-layer-noted', hidingLayerNoted],
  ['owner-noted', ownerNoted],
  ['shared-kinds-noted', sharedKindsNoted],
  ['diff-empty', diffEmpty],
]);
