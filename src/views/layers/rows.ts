import type { LayersFilter, ViewOptions } from '../options.ts';
import type { Change } from '../../world/merge.ts';
import type { Node, Shown } from './tree.ts';

/** One line of the picture: a name, or the unchanged rest of a directory folded into one. */
export type Line =
  | {
      readonly kind: 'name';
      readonly node: Node;
      readonly depth: number;
      /** The name, with those of the directories above that have nothing else to show. */
      readonly label: string;
      /** Null where there is nothing inside. */
      readonly fold: string | null;
      readonly open: boolean;
    }
  | {
      readonly kind: 'rest';
      readonly path: string;
      readonly count: number;
      readonly depth: number;
      readonly fold: string;
    };

/** So few unchanged names are not worth folding. */
const fewest = 3;

type Options = Pick<ViewOptions, 'opened' | 'closed' | 'search'> & {
  readonly filter: LayersFilter;
};

let memo: { readonly keys: readonly unknown[]; readonly lines: readonly Line[] } | null = null;

/** The lines of a tree as it is folded, searched and filtered. */
export function linesOf(shown: Shown, options: ViewOptions): readonly Line[] {
  const { opened, closed, search } = options;
  const filter = options.layers?.filter ?? 'all';
  const keys = [shown, opened, closed, search, filter];
  if (memo && keys.every((key, i) => key === memo?.keys[i])) return memo.lines;
  const lines: Line[] = [];
  put(lines, shown.roots, { path: '', depth: 0 }, { opened, closed, search, filter });
  memo = { keys, lines };
  return lines;
}

const filters: Readonly<Record<LayersFilter, readonly Change[] | null>> = {
  all: null,
  changed: ['added', 'modified', 'replaced', 'metadata', 'renamed', 'deleted'],
  added: ['added', 'renamed'],
  modified: ['modified', 'replaced', 'metadata'],
  deleted: ['deleted'],
};

function put(
  lines: Line[],
  nodes: readonly Node[],
  at: { readonly path: string; readonly depth: number },
  options: Options,
): void {
  const { kept, hidden } = divide(nodes, at.path, options);
  let fold = hidden > 0 ? restKey(at.path) : null;
  let count = hidden;
  for (const node of kept) {
    const chain = chainFrom(node, options);
    putChain(lines, chain, at.depth, options);
    count += chain.hidden;
    if (chain.hidden > 0) fold ??= restKey(node.path);
  }
  if (fold !== null) lines.push({ kind: 'rest', path: at.path, count, depth: at.depth, fold });
}

const restKey = (path: string): string => `layers-rest/${path}`;

/** Which names of a directory are shown: where something changed, the rest is a number. */
function divide(
  nodes: readonly Node[],
  path: string,
  options: Options,
): { readonly kept: readonly Node[]; readonly hidden: number } {
  const wanted = selectionOf(nodes, options);
  if (narrows(options) || options.opened.has(restKey(path))) return { kept: wanted, hidden: 0 };
  const kept = wanted.filter(({ changed }) => changed > 0);
  const hidden = wanted.length - kept.length;
  return kept.length === 0 || hidden < fewest ? { kept: wanted, hidden: 0 } : { kept, hidden };
}

/** Directories that lead to one other directory each, as one line. */
interface Chain {
  readonly last: Node;
  readonly label: string;
  /** Names on the way that are not shown. */
  readonly hidden: number;
}

function chainFrom(first: Node, options: Options): Chain {
  let last = first;
  let label = first.name;
  let hidden = 0;
  while (isOnWay(last, options)) {
    const inside = divide(last.children, last.path, options);
    const [only] = inside.kept;
    if (!only?.directory || inside.kept.length > 1) break;
    last = only;
    label += `/${only.name}`;
    hidden += inside.hidden;
  }
  return { last, label, hidden };
}

function putChain(lines: Line[], { last, label }: Chain, depth: number, options: Options): void {
  const inside = selectionOf(last.children, options);
  const fold = last.directory && inside.length > 0 ? `layers/${last.path}` : null;
  const open = fold !== null && isOpen(fold, last, options);
  lines.push({ kind: 'name', node: last, depth, label, fold, open });
  if (open) put(lines, last.children, { path: last.path, depth: depth + 1 }, options);
}

const narrows = ({ filter, search }: Options): boolean => filter !== 'all' || search !== '';

/** Shown only for what is in it. */
function isOnWay(node: Node, options: Options): boolean {
  if (options.closed.has(`layers/${node.path}`)) return false;
  return narrows(options) ? !matches(node, options) : node.changed > 0 && ownChange(node) === 0;
}

function isOpen(fold: string, node: Node, options: Options): boolean {
  if (options.opened.has(fold)) return true;
  if (options.closed.has(fold)) return false;
  return narrows(options) ? node.below < 200 || node.changed > 0 : node.changed > ownChange(node);
}

/** How many stacks changed this very name. */
function ownChange({ lanes }: Node): number {
  return lanes.filter((lane) => lane && lane.change !== 'same' && lane.change !== 'hidden').length;
}

function selectionOf(nodes: readonly Node[], options: Options): readonly Node[] {
  if (!narrows(options)) return nodes;
  return nodes.filter((node) => hasMatch(node, options));
}

function hasMatch(node: Node, options: Options): boolean {
  if (options.filter !== 'all' && node.changed === 0) return false;
  return matches(node, options) || node.children.some((child) => hasMatch(child, options));
}

function matches({ lanes, path }: Node, { filter, search }: Options): boolean {
  const changes = filters[filter];
  const changed = !changes || lanes.some((lane) => lane && changes.includes(lane.change));
  return changed && path.toLowerCase().includes(search.toLowerCase());
}
