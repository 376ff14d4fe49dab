import {
  namespaceKinds,
  type NamespaceId,
  type NamespaceKind,
  type World,
} from '../../world/model.ts';
import { membersOf, pinsOf } from '../../world/query.ts';
import { text } from '../../world/shape.ts';
import { defineCheck, failed, passed } from '../check.ts';
import { kindList, nameOf } from '../program.ts';
import { say } from '../say.ts';

/** A namespace of this kind has no process in it and is kept by a mount of its link. */
export const namespaceKept = defineCheck<{ kind: NamespaceKind }>(
  { kind: text(...namespaceKinds) },
  (world, { kind }) => {
    const made = [...world.namespaces.values()].filter(
      (each) => each.kind === kind && !each.initial,
    );
    for (const { id } of made) {
      const [pin] = pinsOf(world, id);
      if (pin && membersOf(world, id).length === 0)
        return passed(say`Nobody is in ${id}. The mount on ${pin.point} keeps it.`, [pin.evidence]);
    }
    const [here] = made;
    return failed(here ? whyNot(world, here.id) : none(kind));
  },
);

function whyNot(world: World, id: NamespaceId): string {
  const [inside] = membersOf(world, id);
  const kept = pinsOf(world, id).length > 0;
  if (!inside) return say`${id} has no process any more.`;
  return kept
    ? say`A mount keeps ${id}, but ${nameOf(inside)} is still in it.`
    : say`${nameOf(inside)} is in ${id}, and nothing else refers to it: it will go with the last process.`;
}

const none = (kind: NamespaceKind): string =>
  say`There is no ${kindList([kind])} namespace but the host’s.`;
