import type { Container, Mount, World } from '../world/model.ts';
import { firstProcesses } from './client.ts';

/** A volume of Docker's where a container that runs sees it. */
export interface MountedVolume {
  readonly volume: string;
  readonly container: Container;
  readonly mount: Mount;
}

/** By the mounts that the containers' first processes have. */
export function mountedVolumes(world: World): MountedVolume[] {
  return firstProcesses(world).flatMap(({ container, process }) =>
    [...world.mounts.values()].flatMap((mount) => {
      const [, volume] = /\/docker\/volumes\/([^/]+)\/_data/.exec(mount.root) ?? [];
      const isHere = mount.namespace === process.namespaces.mnt && volume !== undefined;
      return isHere ? [{ volume, container, mount }] : [];
    }),
  );
}

/** Whether a container that had the volume was removed before one got it that has it now, as the daemon told it. */
export function hasOutlived({ traffic }: World, volume: string): boolean {
  const first = traffic.findIndex(({ subject }) => isMount(subject, volume));
  const last = traffic.findLastIndex(({ subject }) => isMount(subject, volume));
  return traffic
    .slice(first, Math.max(first, last))
    .some(
      ({ subject }) =>
        subject.kind === 'event' && subject.topic === 'container' && subject.action === 'destroy',
    );
}

function isMount(subject: World['traffic'][number]['subject'], volume: string): boolean {
  return (
    subject.kind === 'event' &&
    subject.topic === 'volume' &&
    subject.action === 'mount' &&
    subject.subject === volume
  );
}
