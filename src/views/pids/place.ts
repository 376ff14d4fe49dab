import type { Millis, NamespaceId } from '../../world/model.ts';
import { presence } from '../motion.ts';
import { groupGap, groupHead, headHeight } from './measures.ts';
import type { Group, Line, PidsScene } from './scene.ts';

/** Where everything stands at a moment. */
export interface Placed {
  /** Top of each stand, by its index in the scene. */
  readonly tops: readonly number[];
  readonly groups: ReadonlyMap<NamespaceId, { readonly top: number; readonly bottom: number }>;
  readonly bottom: number;
}

interface Open {
  readonly group: Group;
  readonly top: number;
  /** Where its next process will stand. */
  next: number;
}

/**
 * Walks down the host's column. A line goes lower where a namespace beside it needs room for its head, so that ties run level;
 * only processes that come to a namespace after its column went on are tied aslant.
 */
export function place(
  { lines, stands, groups }: Pick<PidsScene, 'lines' | 'stands' | 'groups'>,
  now: Millis,
): Placed {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const open = new Map<NamespaceId, Open>();
  /** Lowest used y of each column. */
  const used: number[] = [];
  const tops: number[] = [];
  const roomOf = (line: Line): number => line.height * presence(line, now);

  let next = headHeight;
  for (const line of lines) {
    const room = roomOf(line);
    let y = next;
    for (const at of line.stands) {
      const { group, column = 0, aligned } = stands[at] ?? {};
      if (!group) continue;
      const known = open.get(group);
      const own = byId.get(group);
      if (known) y = aligned ? Math.max(y, known.next) : y;
      else if (own) {
        const before = used[column];
        const top = before === undefined ? headHeight : before + groupGap * presence(own, now);
        y = Math.max(y, top + groupHead * presence(own, now));
      }
    }
    for (const at of line.stands) {
      const { group, column = 0, aligned } = stands[at] ?? {};
      tops[at] = y;
      if (!group) continue;
      const own = byId.get(group);
      let known = open.get(group);
      if (!known && own) {
        known = { group: own, top: y - groupHead * presence(own, now), next: y };
        open.set(group, known);
      }
      if (!known) continue;
      if (!aligned) tops[at] = known.next;
      known.next = (tops[at] ?? y) + room;
      const late = aligned ? known.group.late.reduce((sum, each) => sum + roomOf(each), 0) : 0;
      used[column] = Math.max(used[column] ?? 0, known.next + late + 5);
    }
    next = y + room;
  }
  return {
    tops,
    groups: new Map(
      [...open].map(([id, { top, next: bottom }]) => [id, { top, bottom: bottom + 5 }]),
    ),
    bottom: Math.max(next, ...used.filter((y) => y > 0)),
  };
}
