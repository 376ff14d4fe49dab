import { processKey, regionKey, type Folding } from '../folding.ts';
import { countBelow, type Node } from '../forest.ts';
import type { Region } from '../regions.ts';

/** A process to show, and what stands folded behind it. */
export interface Visible {
  readonly node: Node;
  readonly region: Region;
  /** Count of processes folded below; null where nothing can fold. */
  readonly folded: number | null;
  readonly key: string;
  readonly open: boolean;
}

/** A number in place of siblings. */
export interface Held {
  readonly key: string;
  readonly more: number;
  readonly below: Node;
}

export type Item = Visible | Held;

export const isHeld = (item: Item): item is Held => 'more' in item;

/** The processes to show in the order of the forest. A folded region shows its first process only. */
export function visibleItems(
  forest: readonly Node[],
  regions: readonly Region[],
  folding: Folding,
): readonly Item[] {
  const walk = new Walk(regions, folding);
  for (const node of forest) if (node.parent === null) walk.visit(node);
  return walk.items;
}

class Walk {
  readonly items: Item[] = [];
  readonly #home: ReadonlyMap<Node, Region>;
  readonly #folding: Folding;

  constructor(regions: readonly Region[], folding: Folding) {
    this.#home = new Map(regions.flatMap((region) => region.members.map((n) => [n, region])));
    this.#folding = folding;
  }

  visit(node: Node): void {
    const region = this.#home.get(node);
    if (!region || !this.#folding.isInFocus(node)) return;
    const folded = this.#folding.isRegionFolded(region);
    const shown = !folded || region.members[0] === node;
    const closed = folded || this.#folding.isProcessFolded(node);
    if (shown) this.items.push(itemOf(node, region, { closed, folded }));
    if (closed) this.#beyond(node, region);
    else this.#children(node, region);
  }

  #children(node: Node, region: Region): void {
    const { shown, more, key, open } = this.#folding.childrenOf(node, node.children);
    const kept = new Set(shown);
    for (const child of node.children) {
      if (kept.has(child) || this.#home.get(child) !== region) this.visit(child);
    }
    if (more > 0 || open) this.items.push({ key, more, below: node });
  }

  /** Below a fold only what stands in another region is still shown. */
  #beyond(node: Node, region: Region): void {
    for (const child of node.children) {
      if (this.#home.get(child) === region) this.#beyond(child, region);
      else this.visit(child);
    }
  }
}

function itemOf(
  node: Node,
  region: Region,
  { closed, folded }: { closed: boolean; folded: boolean },
): Visible {
  const others = region.members.filter((m) => m !== node && m.leftAt === null).length;
  const below = folded ? others : countBelow(node);
  const key = folded ? regionKey(region) : processKey(node);
  const count = closed ? below : node.children.length >= 4 ? 0 : null;
  return { node, region, key, open: !closed, folded: below > 0 ? count : null };
}
