import { namespaceKinds, type NamespaceKind, type Process, type World } from '../../world/model.ts';
import { containerOf, membersOf, privateNamespaces } from '../../world/query.ts';
import { list, text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { kindList, nameOf, settledProcesses } from '../program.ts';
import { say } from '../say.ts';

interface Given {
  readonly kind: NamespaceKind;
  readonly kept: readonly NamespaceKind[];
}

/** A process that belongs to no container is in a container's namespace of this kind, and in the host's of those that it kept. */
export const joinedFromOutside = defineCheck<Given>(
  { kind: text(...namespaceKinds), kept: list(text(...namespaceKinds)) },
  (world, given) => {
    const outside = settledProcesses(world).filter((each) => containerOf(world, each) === null);
    const guests = outside.filter((each) => hostOf(world, each, given.kind) !== null);
    for (const guest of guests) {
      const entered = ownKinds(world, guest);
      const container = hostOf(world, guest, given.kind);
      if (!container || given.kept.some((kind) => entered.includes(kind))) continue;
      return passed(
        say`${nameOf(guest)} is in the ${kindList([given.kind])} namespace of ${container.name}, and looks at everything else as the host does, ${kindList(given.kept)} among it.`,
        guest.evidence.filter(({ path }) => path.endsWith(`/ns/${given.kind}`)),
      );
    }
    return failed(whyNot(world, { outside, guests, given }));
  },
);

function ownKinds(world: World, process: Process): NamespaceKind[] {
  return privateNamespaces(world, process).map(({ kind }) => kind);
}

/** The container whose namespace of this kind the process is in. */
function hostOf(world: World, process: Process, kind: NamespaceKind) {
  if (!ownKinds(world, process).includes(kind)) return null;
  const members = membersOf(world, process.namespaces[kind]);
  return members.map((each) => containerOf(world, each)).find((found) => found !== null) ?? null;
}

interface Found {
  readonly outside: readonly Process[];
  readonly guests: readonly Process[];
  readonly given: Given;
}

function whyNot(world: World, { outside, guests, given }: Found): string {
  const running = [...world.containers.values()].find(({ status }) => status === 'running');
  if (!running) return say`No container is running whose namespace could be entered.`;
  const [guest] = guests;
  if (guest)
    return say`${nameOf(guest)} is in it, but has left the host in other respects as well: ${kindList(given.kept.filter((kind) => ownKinds(world, guest).includes(kind)))}.`;
  const elsewhere = outside.find((each) => ownKinds(world, each).length > 0);
  return elsewhere
    ? say`${nameOf(elsewhere)} has namespaces other than the host’s (${kindList(ownKinds(world, elsewhere))}), but not the ${kindList([given.kind])} namespace of a container.`
    : say`Every process that belongs to no container is in the host’s namespaces.`;
}
