import { noGaze, type Gaze } from '../../world/gaze.ts';
import type { World } from '../../world/model.ts';
import { hostNamespaces } from '../../world/query.ts';
import {
  bootIdPath,
  bootIdPathOf,
  memoryPath,
  releasePath,
  runningContainers,
  upperOf,
} from './facts.ts';

/** Memory changes all the time: reading it more often would cost the machine more than it tells, ms. */
const every = 1000;

/** What must be read for the picture: each container's control group and own layer, and which kernel it sees. */
export function gazeOf(world: World): Gaze {
  const running = runningContainers(world);
  const namespace = hostNamespaces(world).mnt;
  return {
    ...noGaze,
    every,
    cgroups: running.map(({ cgroup }) => cgroup),
    layers: running.flatMap((container) => {
      const id = upperOf(world, container);
      return id && namespace ? [{ id, namespace, path: container.upper, changes: true }] : [];
    }),
    readings: [
      { path: releasePath, changes: false },
      { path: bootIdPath, changes: false },
      { path: memoryPath, changes: false },
      ...running.map((container) => ({ path: bootIdPathOf(container), changes: false })),
    ],
  };
}
