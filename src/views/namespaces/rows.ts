import type { Millis } from '../../world/model.ts';
import { arrivalsOf } from '../arrivals.ts';
import { processKey, regionKey } from '../folding.ts';
import type { Node } from '../forest.ts';
import type { Region } from '../regions.ts';
import { blankRow, type Row } from '../row.ts';
import { heights } from '../style.ts';
import { markAt } from './measures.ts';
import { headRow, moreRow, processRow, titleRow } from './row-content.ts';
import type { Branch } from './scene.ts';
import type { Setting } from './setting.ts';

/** A row and the region whose threads run past it. */
export interface Entry {
  readonly row: Row;
  readonly region: Region;
}

export interface Block {
  readonly region: Region;
  /** Index of its title row. */
  readonly first: number;
  last: number;
}

export interface Emitted {
  readonly entries: readonly Entry[];
  readonly blocks: readonly Block[];
  readonly branches: readonly Branch[];
}

export const rowId = (node: Node): string => processKey(node);

/** All rows from top to bottom: the tree of processes, and where it enters a region, that region's block. */
export function emitRows(setting: Setting): Emitted {
  const emitter = new Emitter(setting);
  const host = setting.regions[0];
  if (host) emitter.host(host);
  return emitter;
}

class Emitter implements Emitted {
  readonly entries: Entry[] = [];
  readonly blocks: Block[] = [];
  readonly branches: Branch[] = [];
  readonly #setting: Setting;
  readonly #home: Map<Node, Region>;
  readonly #done = new Set<Region>();
  /** Row of the last child so far that stays. */
  readonly #youngest = new Map<number, number>();
  readonly #arrivals: ReturnType<typeof arrivalsOf>;

  constructor(setting: Setting) {
    this.#setting = setting;
    const { regions, world } = setting;
    this.#home = new Map(regions.flatMap((region) => region.members.map((n) => [n, region])));
    const rows = new Map([...this.#home.keys()].map((node) => [node.process.pid, rowId(node)]));
    this.#arrivals = arrivalsOf(world, (pid) => rows.get(pid) ?? null);
  }

  host(region: Region): void {
    this.#push(region, headRow(this.#setting, region));
    this.#contents(region, 0);
    this.#push(region, { ...blankRow, id: 'foot', height: heights.pad, middle: 0 });
  }

  #push(region: Region, row: Row): number {
    return this.entries.push({ row, region }) - 1;
  }

  #contents(region: Region, depth: number): void {
    this.#done.add(region);
    const roots = region.members.filter(
      ({ parent }) => !parent || this.#home.get(parent) !== region,
    );
    for (const root of roots) this.#visit(root, depth, null);
    for (const inner of region.children)
      if (!this.#done.has(inner)) this.#block(inner, depth, null);
  }

  #visit(node: Node, depth: number, from: number | null): void {
    const { folding, measures, moves } = this.#setting;
    const region = this.#home.get(node);
    if (!region || !folding.isInFocus(node)) return;
    const folded = folding.isProcessFolded(node);
    const own = node.children.filter((child) => this.#home.get(child) === region);
    const arrivals = moves ? (this.#arrivals.get(node.process.id) ?? []) : [];
    const content = processRow(this.#setting, { node, region, depth, folded, own: own.length });
    const index = this.#push(region, { ...content, arrivals });
    if (from !== null) this.#branch(from, index, depth);
    if (folded) return;
    const { shown, more, key, open } = folding.childrenOf(node, own);
    this.#below(node, new Set(shown), { depth: depth + 1, from: index });
    if (more > 0 || open) this.#push(region, moreRow(measures, { key, more, depth: depth + 1 }));
  }

  /** The children of a row: processes of its region, and regions that begin there. */
  #below(
    node: Node,
    shown: ReadonlySet<Node>,
    { depth, from }: { depth: number; from: number },
  ): void {
    const region = this.#home.get(node);
    for (const child of node.children) {
      const other = this.#home.get(child);
      if (shown.has(child)) this.#visit(child, depth, from);
      else if (other && other.parent === region && !this.#done.has(other)) {
        this.#block(other, depth, from);
      }
    }
  }

  #block(region: Region, depth: number, from: number | null): void {
    const { folding, moves } = this.#setting;
    this.#done.add(region);
    if (!region.members.some((node) => folding.isInFocus(node)) && !this.#leads(region)) return;
    const outer = region.parent ?? region;
    const life = moves
      ? { enter: region.since, leave: region.until }
      : { enter: null, leave: null as Millis | null };
    const bare = { ...blankRow, ...life, middle: 0 };
    const key = regionKey(region);
    this.#push(outer, { ...bare, id: `${key}/gap`, height: heights.gap });
    const folded = folding.isRegionFolded(region);
    const title = titleRow(this.#setting, { region, depth, folded });
    const first = this.#push(region, { ...title, ...life });
    if (from !== null) this.#branch(from, first, depth);
    const block: Block = { region, first, last: first };
    this.blocks.push(block);
    if (folded) this.#hide(region);
    else {
      this.#contents(region, depth);
      block.last = this.#push(region, { ...bare, id: `${key}/pad`, height: heights.pad });
    }
    this.#push(outer, { ...bare, id: `${key}/end`, height: heights.gap / 2 });
  }

  #leads(region: Region): boolean {
    return region.children.some(
      (inner) =>
        inner.members.some((node) => this.#setting.folding.isInFocus(node)) || this.#leads(inner),
    );
  }

  #hide(region: Region): void {
    for (const inner of region.children) {
      this.#done.add(inner);
      this.#hide(inner);
    }
  }

  #branch(from: number, to: number, depth: number): void {
    const { measures } = this.#setting;
    const { id = '', leave = null } = this.entries[to]?.row ?? {};
    const [x1, x2] = [markAt(measures, depth - 1), markAt(measures, depth)];
    const before = this.#youngest.get(from);
    // Once it is gone its branch is too: the next one's must not begin there.
    if (leave === null) this.#youngest.set(from, to);
    this.branches.push({ id, from: before ?? from, fromSibling: before !== undefined, to, x1, x2 });
  }
}
