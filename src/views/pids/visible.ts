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
  const home = new Map(regions.flatMap((region) => region.members.map((node) => [node, region])));
  const items: Item[] = [];
  const visit = (node: Node, hidden: Region | null): void => {
    const region = home.get(node);
    if (!region || !folding.isInFocus(node)) return;
    const folded = folding.isRegionFolded(region);
    const leads = !folded || region.members[0] === node;
    const closed = folding.isProcessFolded(node) || (folded && leads);
    if (leads && hidden !== region) items.push(itemOf(node, region, { closed, folded }));
    const { shown, more, key, open } = folding.childrenOf(node, node.children);
    const kept = new Set(shown);
    for (const child of node.children) {
      const same = home.get(child) === region;
      if (closed && same) visitBeyond(child, region);
      else if (kept.has(child) || !same) visit(child, null);
    }
    if (!closed && (more > 0 || open)) items.push({ key, more, below: node });
  };
  /** Below a fold only what stands in another region is still shown. */
  const visitBeyond = (node: Node, region: Region): void => {
    for (const child of node.children) {
      if (home.get(child) === region) visitBeyond(child, region);
      else visit(child, null);
    }
  };
  for (const node of forest) if (node.parent === null) visit(node, null);
  return items;
}

function itemOf(
  node: Node,
  region: Region,
  { closed, folded }: { closed: boolean; folded: boolean },
): Visible {
  const others = region.members.filter((m) => m !== node && m.leftAt === null).length;
  const below = folded ? others : countBelow(node);
  const key = folded ? regionKey(region) : processKey(node);
  const count = closed ? below : below >= 4 ? 0 : null;
  return { node, region, key, open: !closed, folded: below > 0 ? count : null };
}
