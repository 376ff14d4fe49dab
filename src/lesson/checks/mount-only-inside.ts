import type { Mount, World } from '../../world/model.ts';
import { containerOf, hostNamespaces, membersOf } from '../../world/query.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { nameOf, settledProcesses } from '../program.ts';
import { say } from '../say.ts';

/** Where the engine prepares the roots of containers. */
const engineFolder = '/var/lib/docker/';

/** A mount is in a mount namespace made by hand, and the host has nothing mounted there. */
export const mountOnlyInside = defineCheck<object>({}, (world) => {
  const host = hostNamespaces(world).mnt;
  const mounts = [...world.mounts.values()].filter(
    ({ type, point }) => type !== 'nsfs' && !point.startsWith(engineFolder),
  );
  const hostPoints = new Set(
    mounts.filter(({ namespace }) => namespace === host).map(({ point }) => point),
  );
  const apart = [...world.namespaces.values()].filter(
    ({ kind, id }) => kind === 'mnt' && id !== host && byHand(world, id),
  );
  for (const { id } of apart) {
    const hidden = mounts.find((mount) => mount.namespace === id && !hostPoints.has(mount.point));
    const witness = hidden && settledMembers(world, id)[0];
    if (hidden && witness)
      return passed(
        say`${hidden.type} is mounted on ${hidden.point} for ${nameOf(witness)}. The host has nothing mounted there.`,
        [hidden.evidence],
      );
  }
  return failed(
    whyNot(
      world,
      apart.map(({ id }) => id),
      mounts.filter((mount) => mount.namespace === host),
    ),
  );
});

function settledMembers(world: World, id: Mount['namespace']) {
  const settled = new Set(settledProcesses(world));
  return membersOf(world, id).filter((each) => settled.has(each));
}

/** No container's process is in it. */
function byHand(world: World, id: Mount['namespace']): boolean {
  const members = membersOf(world, id);
  return members.length > 0 && members.every((each) => containerOf(world, each) === null);
}

function whyNot(
  world: World,
  apart: readonly Mount['namespace'][],
  hostMounts: readonly Mount[],
): string {
  const [id] = apart;
  const asked = world.requests.findLast(({ call }) => call === 'mount' || call === 'move_mount');
  if (!id)
    return say`Every process outside of containers shares the host’s mounts. It takes a mount namespace of its own first.`;
  const [inside] = settledMembers(world, id);
  const shared = hostMounts.at(-1);
  if (inside && asked && shared)
    return say`${nameOf(inside)} has a mount namespace of its own, but all that is mounted there is mounted on the host too. The host’s last mount is ${shared.type} on ${shared.point}.`;
  return inside
    ? say`${nameOf(inside)} has a mount namespace of its own, but nothing new is mounted in it.`
    : say`A mount namespace was made, but nothing new is mounted in it.`;
}
