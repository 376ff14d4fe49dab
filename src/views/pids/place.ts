import type { Millis, NamespaceId } from '../../world/model.ts';
import { presence } from '../motion.ts';
import { groupGap, groupHead } from './measures.ts';
import type { Group, Line, PidsScene, Stand } from './scene.ts';

/** Where everything stands at a moment. */
export interface Placed {
  /** Top of each stand, by its index in the scene. */
  readonly tops: readonly number[];
  readonly groups: ReadonlyMap<NamespaceId, { readonly top: number; readonly bottom: number }>;
  readonly bottom: number;
}

type Picture = Pick<PidsScene, 'lines' | 'stands' | 'groups' | 'headHeight'>;

const groupPad = 5;

/**
 * Walks down the host's column. A line goes lower where a namespace beside it needs room for its head, so that ties run level;
 * only processes that come to a namespace after its column went on are tied aslant.
 */
export function place(picture: Picture, now: Millis): Placed {
  const sweep = new Sweep(picture, now);
  for (const line of picture.lines) sweep.put(line);
  return sweep.placed();
}

class Sweep {
  readonly #stands: readonly Stand[];
  readonly #groups: ReadonlyMap<NamespaceId, Group>;
  readonly #now: Millis;
  readonly #tops: number[] = [];
  /** Where each begun group starts, and where its next process will stand. */
  readonly #begun = new Map<NamespaceId, { top: number; next: number }>();
  /** Lowest y taken in each column of groups. */
  readonly #taken = new Map<number, number>();
  readonly #head: number;
  #next: number;

  constructor({ stands, groups, headHeight }: Picture, now: Millis) {
    this.#head = headHeight;
    this.#next = headHeight;
    this.#stands = stands;
    this.#groups = new Map(groups.map((group) => [group.id, group]));
    this.#now = now;
  }

  put(line: Line): void {
    const room = this.#roomOf(line);
    let y = this.#next;
    for (const at of line.stands) y = Math.max(y, this.#least(this.#stands[at]));
    for (const at of line.stands) this.#tops[at] = this.#set(this.#stands[at], y, room);
    this.#next = y + room;
  }

  placed(): Placed {
    const groups = [...this.#begun].map(
      ([id, { top, next }]) => [id, { top, bottom: next + groupPad }] as const,
    );
    return {
      tops: this.#tops,
      groups: new Map(groups),
      bottom: Math.max(this.#next, ...this.#taken.values()),
    };
  }

  #roomOf(line: Line): number {
    return line.height * presence(line, this.#now);
  }

  #groupOf(stand: Stand | undefined): Group | undefined {
    return stand?.group ? this.#groups.get(stand.group) : undefined;
  }

  /** The highest that a stand may be without meeting what is above it in its column. */
  #least(stand: Stand | undefined): number {
    const group = this.#groupOf(stand);
    if (!stand || !group) return 0;
    const begun = this.#begun.get(group.id);
    if (begun) return stand.aligned ? begun.next : 0;
    const share = presence(group, this.#now);
    const above = this.#taken.get(stand.column);
    return (above === undefined ? this.#head : above + groupGap * share) + groupHead * share;
  }

  /** Takes the room of a stand in its group and answers its top. */
  #set(stand: Stand | undefined, y: number, room: number): number {
    const group = this.#groupOf(stand);
    if (!stand || !group) return y;
    const begun = this.#begun.get(group.id) ?? {
      top: y - groupHead * presence(group, this.#now),
      next: y,
    };
    this.#begun.set(group.id, begun);
    const top = stand.aligned ? y : begun.next;
    begun.next = top + room;
    // Those who come late have their room kept as long as the group is still growing line by line.
    const late = stand.aligned ? group.late.reduce((sum, each) => sum + this.#roomOf(each), 0) : 0;
    const taken = this.#taken.get(stand.column) ?? 0;
    this.#taken.set(stand.column, Math.max(taken, begun.next + late + groupPad));
    return top;
  }
}
