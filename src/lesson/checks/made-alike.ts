import type { Container, Process, World } from '../../world/model.ts';
import { processesOf } from '../../world/query.ts';
import { apartByHand, overlayRootOf, ownKinds } from '../by-hand.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { kindList, nameOf, settledProcesses } from '../program.ts';
import { say } from '../say.ts';

/** A process by hand and one of a container: both have an overlay as their root, and docker's has every namespace that the other has. */
export const madeAlike = defineCheck<object>({}, (world) => {
  const [hand] = apartByHand(world).filter((each) => overlayRootOf(world, each) !== null);
  if (!hand) return failed(say`No process made by hand has namespaces and an overlay of its own.`);
  const found = firsts(world);
  const twin = found.find(({ process }) => alike(world, hand, process));
  if (!twin) return failed(whyNot(world, hand, found));
  const own = ownKinds(world, hand);
  const more = ownKinds(world, twin.process).filter((kind) => !own.includes(kind));
  const besides = more.length > 0 ? say` Docker added: ${kindList(more)}.` : '';
  const roots = [hand, twin.process].flatMap((each) => overlayRootOf(world, each) ?? []);
  return passed(
    say`${nameOf(hand)}, made by hand, and ${nameOf(twin.process)} of the container ${twin.container.name} both have their own ${kindList(own)} namespaces and an overlay as their root.${besides}`,
    roots.map(({ evidence }) => evidence),
  );
});

interface First {
  readonly container: Container;
  readonly process: Process;
}

function firsts(world: World): First[] {
  const settled = new Set(settledProcesses(world));
  return [...world.containers.values()].flatMap((container) => {
    const process = processesOf(world, container).find((each) => settled.has(each));
    return process && container.status === 'running' ? [{ container, process }] : [];
  });
}

function alike(world: World, hand: Process, other: Process): boolean {
  const kinds = ownKinds(world, other);
  return (
    overlayRootOf(world, other) !== null &&
    ownKinds(world, hand).every((kind) => kinds.includes(kind))
  );
}

function whyNot(world: World, hand: Process, [first]: readonly First[]): string {
  if (!first) {
    const [idle] = world.containers.values();
    return idle
      ? say`The container ${idle.name} has no process: it is ${idle.status}.`
      : say`There is no container to compare it with.`;
  }
  const kinds = ownKinds(world, first.process);
  const missing = ownKinds(world, hand).filter((kind) => !kinds.includes(kind));
  return say`The container ${first.container.name} shares with the host what ${nameOf(hand)} has for itself: ${kindList(missing)}.`;
}
