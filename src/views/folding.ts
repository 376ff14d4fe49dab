import type { World } from '../world/model.ts';
import { matches } from './emphasis.ts';
import { isKernelThread, type Node } from './forest.ts';
import type { Region } from './regions.ts';
import type { Entity, ViewOptions } from './options.ts';

/** From so many regions on they show one line each. */
const regionsFolded = 13;
/** Of more siblings than `siblingsAll` only the first `siblingsShown` stand; the rest is a number. */
const siblingsAll = 12;
const siblingsShown = 9;

/** What is shown in full and what as a number; the same for all views. */
export interface Folding {
  isRegionFolded(region: Region): boolean;
  isProcessFolded(node: Node): boolean;
  /** Children of the node (or the roots, for null) to show, and how many are held back under the key. */
  childrenOf(node: Node | null, children: readonly Node[]): Shown;
  /** False for what the focus leaves out. */
  isInFocus(node: Node): boolean;
}

export interface Shown {
  readonly shown: readonly Node[];
  readonly more: number;
  readonly key: string;
  readonly open: boolean;
}

export const regionKey = (region: Region): string => `region/${region.container?.id ?? region.id}`;
export const processKey = (node: Node): string => `process/${node.process.id}`;
const moreKey = (node: Node | null): string => `more/${node?.process.id ?? ''}`;

export function foldingOf(world: World, regions: readonly Region[], options: ViewOptions): Folding {
  const home = new Map(regions.flatMap((region) => region.members.map((node) => [node, region])));
  const wanted = options.search.trim().toLowerCase();
  const isWanted = (node: Node): boolean =>
    wanted !== '' && (matches(node, home.get(node), wanted) || node.children.some(isWanted));
  const many = regions.length > regionsFolded;
  const isClosed = (key: string, byItself: boolean, holdsWanted: () => boolean): boolean => {
    if (options.closed.has(key)) return true;
    return byItself && !options.opened.has(key) && !holdsWanted();
  };
  const focus = focusOf(world, regions, options.focus);
  return {
    isRegionFolded: (region) =>
      region.id !== 'host' &&
      isClosed(
        regionKey(region),
        many && focus === null,
        () => wanted !== '' && region.members.some((node) => matches(node, region, wanted)),
      ),
    isProcessFolded: (node) =>
      node.children.length > 0 &&
      isClosed(processKey(node), node.parent === null && isKernelThread(node), () =>
        node.children.some(isWanted),
      ),
    childrenOf(node, children) {
      const key = moreKey(node);
      const living = children.filter(({ leftAt }) => leftAt === null).length;
      const closed = isClosed(key, living > siblingsAll, () => children.some(isWanted));
      const open = living > siblingsAll && !closed;
      if (!closed || living <= siblingsAll) return { shown: children, more: 0, key, open };
      const shown = children.filter(
        (child, i) => i < siblingsShown || child.leftAt !== null || child.children.length > 0,
      );
      return { shown, more: living - shown.filter((c) => c.leftAt === null).length, key, open };
    },
    isInFocus: (node) => focus === null || focus.has(node),
  };
}

/** The nodes to keep: everything in the focused region and what leads to it. */
function focusOf(
  world: World,
  regions: readonly Region[],
  focus: Entity | null,
): ReadonlySet<Node> | null {
  if (!focus) return null;
  const chosen = regions.filter((region) => isFocused(region, focus));
  if (chosen.length === 0) return null;
  const kept = new Set<Node>();
  const keep = (node: Node | null): void => {
    for (let each = node; each && !kept.has(each); each = each.parent) kept.add(each);
  };
  const keepRegion = (region: Region): void => {
    region.members.forEach(keep);
    region.children.forEach(keepRegion);
  };
  chosen.forEach(keepRegion);
  return kept;
}

function isFocused(region: Region, focus: Entity): boolean {
  switch (focus.kind) {
    case 'container':
      return region.container?.id === focus.id;
    case 'region':
      return region.id === focus.id;
    case 'process':
      return region.members.some(({ process }) => process.id === focus.id);
    case 'namespace':
      return Object.values(region.namespaces).includes(focus.id);
    case 'layer':
    case 'file':
    case 'machine':
    case 'image':
    case 'exchange':
      return false;
  }
}
