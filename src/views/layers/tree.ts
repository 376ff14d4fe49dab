import type { LayerId, World } from '../../world/model.ts';
import type { ViewOptions } from '../options.ts';
import { mergeLayers, type Name } from '../../world/merge.ts';
import { stacksOf, type Stack } from './stacks.ts';

/** A name as each of the shown stacks has it. */
export interface Node {
  readonly path: string;
  readonly name: string;
  /** One a stack; null where none of its layers knows the name. */
  readonly lanes: readonly (Name | null)[];
  readonly children: readonly Node[];
  readonly directory: boolean;
  readonly below: number;
  readonly changed: number;
}

/** What the view shows of a world. */
export interface Shown {
  readonly stacks: readonly Stack[];
  /** Of each stack, the layer whose changes are told; -1 for none. */
  readonly own: readonly number[];
  readonly roots: readonly Node[];
  /** True while a layer was not listed yet. */
  readonly waiting: boolean;
}

export const mostStacks = 3;

/** The stacks that were picked, or else what was mounted last. */
export function pickedStacks(world: World, options: ViewOptions): readonly Stack[] {
  const all = stacksOf(world);
  const picked = (options.layers?.stacks ?? []).flatMap(
    (id) => all.find((stack) => stack.id === id) ?? [],
  );
  if (picked.length > 0) return picked.slice(0, mostStacks);
  const newest = [...all].filter(({ mount }) => mount).reverse();
  const last = newest[0] ?? all[0];
  if (!last) return [];
  // Two containers over one image are the picture that the view is for.
  const twin = newest.find(
    ({ id, image }) => id !== last.id && image && image.id === last.image?.id,
  );
  return twin ? [twin, last] : [last];
}

let memo: { readonly keys: readonly unknown[]; readonly shown: Shown } | null = null;

/** The merged trees of the stacks that are shown, side by side. */
export function shownOf(world: World, options: ViewOptions): Shown {
  const stacks = pickedStacks(world, options);
  const { selected } = options;
  const chosen = selected?.kind === 'layer' ? selected.id : null;
  const files = stacks.map((stack) => stack.layers.map(({ id }) => world.layers.get(id)?.files));
  const own = stacks.map((stack) => ownOf(stack, chosen));
  const keys = [...stacks, ...files.flat(), ...own];
  if (memo?.keys.length === keys.length && keys.every((key, i) => key === memo?.keys[i]))
    return memo.shown;
  const waiting = files.flat().includes(undefined);
  const trees = files.map((layers, i) =>
    mergeLayers(
      layers.map((each) => each ?? new Map()),
      own[i] ?? -1,
    ),
  );
  const shown = { stacks, own, roots: beside(trees), waiting };
  memo = { keys, shown };
  return shown;
}

function ownOf({ layers }: Stack, chosen: LayerId | null): number {
  const at = chosen === null ? -1 : layers.findIndex(({ id }) => id === chosen);
  if (at >= 0) return at;
  return layers[0]?.role === 'upper' ? 0 : -1;
}

/** Trees joined by their names. */
function beside(trees: readonly (readonly Name[])[]): readonly Node[] {
  const byName = new Map<string, (Name | null)[]>();
  for (const [lane, names] of trees.entries())
    for (const each of names) {
      const lanes = byName.get(each.name) ?? trees.map(() => null);
      lanes[lane] = each;
      byName.set(each.name, lanes);
    }
  const names = [...byName.keys()];
  if (trees.length > 1) names.sort();
  return names.map((name) => nodeOf(name, byName.get(name) ?? []));
}

function nodeOf(name: string, lanes: readonly (Name | null)[]): Node {
  const children = beside(lanes.map((lane) => lane?.children ?? []));
  const path = lanes.find((lane) => lane)?.path ?? name;
  const directory = lanes.some((lane) => lane?.directory);
  let below = children.length;
  for (const child of children) below += child.below;
  const changed = lanes.reduce((sum, lane) => sum + (lane?.changed ?? 0), 0);
  return { path, name, lanes, children, directory, below, changed };
}
