import type { NamespaceId, ProcessId, World } from '../../world/model.ts';
import { arrivalsOf } from '../arrivals.ts';
import type { Emphasis } from '../emphasis.ts';
import { processKey } from '../folding.ts';
import type { Node } from '../forest.ts';
import { label, processLabels } from '../process-labels.ts';
import {
  processArguments,
  processName,
  processState,
  shapeOf,
  spokenNumbers,
} from '../process-text.ts';
import { regionTitle } from '../region-title.ts';
import { blankRow, type Arrival, type Label, type Row } from '../row.ts';
import { heights, sizes } from '../style.ts';
import { textWidth } from '../text.ts';
import { numberedIn } from './lineage.ts';
import type { Measures } from './measures.ts';
import type { Line, Stand } from './scene.ts';
import { isHeld, type Held, type Item, type Visible } from './visible.ts';
import { say } from '../say.ts';

export interface Setting {
  readonly world: World;
  readonly emphasis: Emphasis;
  readonly measures: Measures;
  readonly moves: boolean;
}

export interface Standing {
  readonly stands: readonly Stand[];
  readonly lines: readonly Line[];
}

const height = heights.process;
const toText = 11;

/** Every visible process in each column it has a number in. */
export function standAll(setting: Setting, items: readonly Item[]): Standing {
  const builder = new Builder(setting, items);
  for (const item of items) {
    if (isHeld(item)) builder.hold(item);
    else builder.add(item);
  }
  return builder;
}

class Builder implements Standing {
  readonly stands: Stand[] = [];
  readonly lines: Line[] = [];
  readonly #setting: Setting;
  readonly #arrivals: ReadonlyMap<ProcessId, readonly Arrival[]>;
  /** Stand of each process by column. */
  readonly #byNode = new Map<Node, number[]>();
  /** Groups of the line before; those that it was the last of are left for good. */
  #before: (NamespaceId | null)[] = [];
  readonly #left = new Set<NamespaceId>();
  /** Last child so far that stays, by the parent's stand. */
  readonly #youngest = new Map<number, number>();
  /** Depth of each stand within its column. */
  readonly #depths: number[] = [];

  constructor(setting: Setting, items: readonly Item[]) {
    this.#setting = setting;
    const rows = new Map<number, string>();
    for (const item of items) {
      if (!isHeld(item)) rows.set(item.node.process.pid, `${processKey(item.node)}/0`);
    }
    this.#arrivals = arrivalsOf(setting.world, (pid) => rows.get(pid) ?? null);
  }

  add(item: Visible): void {
    const { node } = item;
    const { world, moves } = this.#setting;
    const groups = [null, ...numberedIn(world, node.process)];
    for (const group of this.#before) if (group && !groups.includes(group)) this.#left.add(group);
    const stands = groups.flatMap((group, column) =>
      column > 0 && group === null ? [] : [this.#stand(item, column, group)],
    );
    this.#byNode.set(node, stands);
    this.#before = groups;
    this.lines.push({ id: processKey(node), height, stands, ...lifeOf(node, moves) });
  }

  /** A line that says how many siblings are not shown. */
  hold({ key, more, below }: Held): void {
    const { measures } = this.#setting;
    const x = this.#markX(0, (this.#depthOf(below, 0) ?? 0) + 1);
    const text = more > 0 ? say`${String(more)} more` : say`show fewer`;
    const row: Row = {
      ...blankRow,
      id: `${key}/0`,
      height,
      middle: height / 2,
      label: text,
      fold: { key, open: more === 0, x },
      hit: { x: x - 8, width: 120 },
      labels: [label({ id: 'count', x: x + toText, text, style: 'count' }, 110)],
    };
    const parent = this.#byNode.get(below)?.[0] ?? null;
    const at = this.stands.push({
      row,
      column: 0,
      group: null,
      aligned: true,
      parent,
      sibling: this.#siblingOf(parent, this.stands.length, row),
      markX: x,
      tieIn: 0,
      tieOut: measures.columns[0]?.width ?? 0,
    });
    this.#depths.push(0);
    this.lines.push({ id: key, height, stands: [at - 1], enter: null, leave: null });
  }

  #stand(item: Visible, column: number, group: NamespaceId | null): number {
    const { node } = item;
    const parent = this.#parentOf(node, column, group);
    const depth = parent === null ? 0 : (this.#depths[parent] ?? 0) + 1;
    this.#depths.push(depth);
    const aligned = group === null || !this.#left.has(group);
    const drawn = column === 0 ? this.#hostRow(item, depth) : this.#innerRow(item, column, depth);
    const sibling = this.#siblingOf(parent, this.stands.length, drawn.row);
    return this.stands.push({ ...drawn, column, group, aligned, parent, sibling }) - 1;
  }

  /** The child before this one, which is then the last; once one is gone its branch is too, and the next one's must not begin there. */
  #siblingOf(parent: number | null, at: number, { leave }: Row): number | null {
    if (parent === null) return null;
    const before = this.#youngest.get(parent) ?? null;
    if (leave === null) this.#youngest.set(parent, at);
    return before;
  }

  /** The closest ancestor that is shown in the column and group. */
  #parentOf(node: Node, column: number, group: NamespaceId | null): number | null {
    for (let each = node.parent; each; each = each.parent) {
      const at = this.#byNode.get(each)?.[column];
      if (at === undefined) {
        if (this.#byNode.has(each)) return null;
        continue;
      }
      return this.stands[at]?.group === group ? at : null;
    }
    return null;
  }

  #depthOf(node: Node, column: number): number | undefined {
    const at = this.#byNode.get(node)?.[column];
    return at === undefined ? undefined : this.#depths[at];
  }

  #markX(base: number, depth: number): number {
    const { indent, deepest } = this.#setting.measures;
    return base + 8 + Math.min(depth, deepest) * indent;
  }

  /** In the host's column the number stands at the right, where the tie begins. */
  #hostRow(item: Visible, depth: number) {
    const { measures, moves } = this.#setting;
    const { node } = item;
    const width = measures.columns[0]?.width ?? 0;
    const markX = this.#markX(0, depth);
    const { labels, foldX } = processLabels(node, {
      x: markX + toText,
      limit: width - measures.numberWidth,
      withArguments: true,
      withState: true,
      folded: item.folded,
    });
    const row: Row = {
      ...this.#row(item, 0, depth),
      fold: node.children.length > 0 ? { key: item.key, open: item.open, x: foldX } : null,
      hit: { x: markX - 8, width: width - markX + 10 },
      mark: { x: markX, shape: shapeOf(node), hue: item.region.hue },
      labels: [...labels, numberLabel(node.process.pids[0] ?? node.process.pid, width, 'end')],
      from: moves && node.parent ? `${processKey(node.parent)}/0` : null,
      arrivals: moves ? (this.#arrivals.get(node.process.id) ?? []) : [],
      chipX: width - measures.numberWidth,
      flashedAt: moves ? node.process.execedAt : null,
    };
    return { row, markX, tieIn: 0, tieOut: width + 6 };
  }

  /** In the others it stands at the left, where the tie ends, and the tree after it. */
  #innerRow(item: Visible, column: number, depth: number) {
    const { measures, moves } = this.#setting;
    const { node } = item;
    const width = measures.columns[column]?.width ?? 0;
    const base = measures.narrow ? 26 : 40;
    // However deep, some of the name can be read.
    const markX = Math.min(this.#markX(base, depth), width - 64);
    const { labels, end } = processLabels(node, {
      x: markX + toText,
      limit: width - 6,
      withArguments: !measures.narrow,
      // The host's column says it already.
      withState: false,
      folded: item.folded ? item.folded : null,
    });
    const number = node.process.pids[column] ?? 0;
    const row: Row = {
      ...this.#row(item, column, depth),
      hit: { x: 0, width: width - 2 },
      mark: { x: markX, shape: shapeOf(node), hue: item.region.hue },
      labels: [...labels, numberLabel(number, 8, 'start')],
      from: moves && node.parent ? `${processKey(node.parent)}/${String(column)}` : null,
    };
    return { row, markX, tieIn: 0, tieOut: end + 8 };
  }

  #row({ node, region }: Visible, column: number, depth: number): Row {
    const { emphasis, moves } = this.#setting;
    const { process } = node;
    const command = [processName(node), processArguments(node)].filter(Boolean).join(' ');
    const spoken = [command, spokenNumbers(process, regionTitle(region)), processState(node)];
    return {
      ...blankRow,
      ...lifeOf(node, moves),
      id: `${processKey(node)}/${String(column)}`,
      height,
      middle: height / 2,
      entity: { kind: 'process', id: process.id },
      label: spoken.filter(Boolean).join(', '),
      level: depth + 1,
      light: emphasis.process(node),
      dim: emphasis.isDimmed(node),
    };
  }
}

function numberLabel(pid: number, x: number, anchor: 'start' | 'end'): Label {
  const text = String(pid);
  const seal = pid === 1;
  const full = seal
    ? say`PID 1: the first process of this PID namespace. It adopts orphans; when it ends, the kernel kills all others in it.`
    : text;
  const inset = seal ? (anchor === 'end' ? -5 : 0) : 0;
  const width = textWidth(text, 'mono', sizes.number) + 1;
  return label(
    {
      id: 'number',
      x: x + inset,
      anchor,
      text,
      full,
      style: seal ? 'seal' : 'number',
      font: 'mono',
      size: sizes.number,
    },
    width,
  );
}

function lifeOf(node: Node, moves: boolean) {
  return moves ? { enter: node.process.since, leave: node.leftAt } : { enter: null, leave: null };
}
