import type { LayersFilter, ViewOptions } from '../options.ts';
import type { Change } from './merge.ts';
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
  const wanted = selectionOf(nodes, options);
  const rest = `layers-rest/${at.path}`;
  const folds =
    options.filter === 'all' &&
    options.search === '' &&
    !options.opened.has(rest) &&
    wanted.some(({ changed }) => changed > 0);
  const kept = folds ? wanted.filter(({ changed }) => changed > 0) : wanted;
  const hidden = wanted.length - kept.length;
  const shown = hidden < fewest ? wanted : kept;
  for (const node of shown) putNode(lines, node, at.depth, options);
  if (hidden >= fewest)
    lines.push({ kind: 'rest', path: at.path, count: hidden, depth: at.depth, fold: rest });
}

function putNode(lines: Line[], first: Node, depth: number, options: Options): void {
  let node = first;
  let label = node.name;
  let inside = selectionOf(node.children, options);
  // In a filtered tree a chain of directories with one name each is one line.
  while (narrows(options) && isOnWay(node, options) && inside.length === 1) {
    const [only] = inside;
    if (!only?.directory) break;
    node = only;
    label += `/${node.name}`;
    inside = selectionOf(node.children, options);
  }
  const fold = node.directory && inside.length > 0 ? `layers/${node.path}` : null;
  const open = fold !== null && isOpen(fold, node, options);
  lines.push({ kind: 'name', node, depth, label, fold, open });
  if (open) put(lines, node.children, { path: node.path, depth: depth + 1 }, options);
}

const narrows = ({ filter, search }: Options): boolean => filter !== 'all' || search !== '';

/** Shown only for what is in it. */
const isOnWay = (node: Node, options: Options): boolean => !matches(node, options);

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
