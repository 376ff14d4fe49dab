import type { LayerId, World } from '../../world/model.ts';
import { isRegular, isWhiteout } from '../../world/file-kind.ts';
import type { Name } from '../../world/merge.ts';
import type { Stack, StackLayer } from './stacks.ts';

/** One column: the layer that each stack has there. Layers of several stacks are one column, drawn once. */
export interface Slot {
  readonly layers: readonly (StackLayer | null)[];
  /** The layer's place in each stack, top first; -1 for none. */
  readonly indexes: readonly number[];
  readonly shared: boolean;
}

/** Own layers first, side by side from the top; then what all the stacks stand on. */
export function slotsOf(stacks: readonly Stack[]): readonly Slot[] {
  const common = stacks.length > 1 ? commonBase(stacks) : 0;
  const own = Math.max(...stacks.map(({ layers }) => layers.length - common), 0);
  const slots: Slot[] = [];
  for (let at = 0; at < own; at++)
    slots.push(slotOf(stacks, ({ layers }) => (at < layers.length - common ? at : -1)));
  for (let at = common; at > 0; at--)
    slots.push(slotOf(stacks, ({ layers }) => layers.length - at));
  return slots;
}

function slotOf(stacks: readonly Stack[], indexOf: (stack: Stack) => number): Slot {
  const indexes = stacks.map(indexOf);
  const layers = stacks.map((stack, i) => stack.layers[indexes[i] ?? -1] ?? null);
  const ids = new Set(layers.map((layer) => layer?.id));
  return { layers, indexes, shared: stacks.length > 1 && ids.size === 1 };
}

/** How many layers at the bottom are the same in all stacks. */
function commonBase(stacks: readonly Stack[]): number {
  const least = Math.min(...stacks.map(({ layers }) => layers.length));
  for (let n = 0; n < least; n++) {
    const ids = stacks.map(({ layers }) => layers[layers.length - 1 - n]?.id);
    if (new Set(ids).size > 1) return n;
  }
  return least;
}

export interface LayerSize {
  readonly bytes: number;
  readonly names: number;
}

const sizes = new WeakMap<object, LayerSize>();

/** Bytes in a layer's files, each inode once, and the number of its names; null while it is not listed. */
export function sizeOf(world: World, id: LayerId): LayerSize | null {
  const files = world.layers.get(id)?.files;
  if (!files) return null;
  const known = sizes.get(files);
  if (known) return known;
  const inodes = new Set<number>();
  let bytes = 0;
  for (const file of files.values()) {
    if (!isRegular(file) || inodes.has(file.inode)) continue;
    inodes.add(file.inode);
    bytes += file.size;
  }
  const size = { bytes, names: Math.max(0, files.size - 1) };
  sizes.set(files, size);
  return size;
}

/** How many names a stack's own layer added, changed and deleted, and the bytes that its layers hold but nobody can see. */
export interface Tally {
  readonly added: number;
  readonly modified: number;
  readonly deleted: number;
  readonly hiddenBytes: number;
}

const tallies = new WeakMap<readonly Name[], Tally>();

export function tallyOf(names: readonly Name[]): Tally {
  const known = tallies.get(names);
  if (known) return known;
  const sum = { added: 0, modified: 0, deleted: 0, hiddenBytes: 0 };
  for (const name of names) count(name, sum);
  tallies.set(names, sum);
  return sum;
}

function count(name: Name, sum: { -readonly [K in keyof Tally]: number }): void {
  const { change, versions, provider } = name;
  if (change === 'added' || change === 'renamed') sum.added++;
  else if (change === 'deleted') sum.deleted++;
  else if (change !== 'same' && change !== 'hidden') sum.modified++;
  for (const [layer, file] of versions.entries())
    if (file && layer !== provider && isRegular(file) && !isWhiteout(file))
      sum.hiddenBytes += file.size;
  for (const child of name.children) count(child, sum);
}
