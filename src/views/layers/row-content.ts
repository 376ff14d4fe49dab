import type { LayerFile } from '../../world/model.ts';
import { textWidth, fitText } from '../text.ts';
import { isDirectory, isRegular, isWhiteout } from '../../world/file-kind.ts';
import type { Slot } from './columns.ts';
import type { Measures } from './measures.ts';
import type { Name } from '../../world/merge.ts';
import type { Cell, Glyph, Lane, Wall } from './scene.ts';
import type { Node, Shown } from './tree.ts';
import { briefly, changeWords } from './words.ts';

export interface Drawn {
  readonly lanes: readonly Lane[];
  readonly cells: readonly Cell[];
  readonly walls: readonly Wall[];
}

interface Setting {
  readonly shown: Shown;
  readonly slots: readonly Slot[];
  readonly measures: Measures;
}

/** Marks, lines of sight and walls of one name. Lengths are from the row's top. */
export function rowContent(node: Node, setting: Setting): Drawn {
  const { shown, slots, measures } = setting;
  const ys = shown.stacks.map((_, i) => laneY(measures, shown.stacks.length, i));
  const lanes = node.lanes.map((name, i) => laneOf(name, i, ys[i] ?? 0, setting));
  const cells = slots.flatMap((slot, at) =>
    slot.shared
      ? sharedCell(node, at, measures.rowHeight / 2, setting)
      : node.lanes.flatMap((name, i) => laneCell(name, at, { lane: i, y: ys[i] ?? 0 }, setting)),
  );
  const walls = node.lanes.flatMap((name, i) => wallOf(name, i, setting));
  return { lanes, cells, walls };
}

function laneY({ rowHeight, laneHeight }: Measures, count: number, lane: number): number {
  return rowHeight / 2 + (lane - (count - 1) / 2) * laneHeight;
}

const middle = ({ x, width }: { readonly x: number; readonly width: number }): number =>
  x + Math.min(width / 2, 17);

/** A wall stands at the far side of the column of what hides. */
const wallX = ({ x, width }: { readonly x: number; readonly width: number }): number =>
  x + width - 7;

function slotAt(slots: readonly Slot[], lane: number, layer: number): number {
  return slots.findIndex(({ indexes }) => indexes[lane] === layer);
}

function laneOf(name: Name | null, lane: number, y: number, setting: Setting): Lane {
  const hue = setting.shown.stacks[lane]?.hue ?? 0;
  if (!name) return { y, hue, sees: 'unknown', endX: null, strong: false };
  const strong = isChanged(name);
  const sees = name.provider >= 0 ? 'yes' : 'no';
  const endX = name.directory && !strong ? null : sightEnd(name, lane, setting);
  return { y, hue, sees, endX, strong };
}

/** Where a line of sight ends: at the mark of what is seen or of the whiteout, else at a wall. */
function sightEnd(name: Name, lane: number, { slots, measures }: Setting): number | null {
  const layer = name.provider >= 0 ? name.provider : name.wall;
  const column = measures.columns[slotAt(slots, lane, layer)];
  if (!column) return null;
  return name.versions[layer] ? middle(column) : wallX(column) + 9;
}

const isChanged = ({ change }: Name): boolean => change !== 'same' && change !== 'hidden';

/** What is behind a wall that stands in a directory further up. */
function wallOf(name: Name | null, lane: number, { shown, slots, measures }: Setting): Wall[] {
  if (!name || name.wall < 0) return [];
  const column = measures.columns[slotAt(slots, lane, name.wall)];
  const file = name.versions[name.wall];
  const hides = name.versions.some((each, i) => each && i > name.wall);
  if (!column || !hides || (file && !file.opaque)) return [];
  const { laneHeight, rowHeight } = measures;
  const count = shown.stacks.length;
  const height = count === 1 ? rowHeight : laneHeight;
  const y = laneY(measures, count, lane) - height / 2;
  return [{ x: wallX(column), y, height, hue: shown.stacks[lane]?.hue ?? 0 }];
}

/** One layer's mark in one stack's lane. */
function laneCell(
  name: Name | null,
  at: number,
  { lane, y }: { readonly lane: number; readonly y: number },
  setting: Setting,
): Cell[] {
  const { shown, slots, measures } = setting;
  const layer = slots[at]?.indexes[lane] ?? -1;
  const file = name?.versions[layer];
  const column = measures.columns[at];
  if (!name || !file || !column) return [];
  const own = layer === shown.own[lane];
  const words = own ? changeWords(name, layer) : [];
  const strong = words.length > 0;
  return [
    {
      ...common(file, column, measures, strong ? words : [briefly(file)]),
      ...{ y, strong, id: `${String(lane)}/${String(at)}`, sight: sightOf(name, layer) },
      hue: shown.stacks[lane]?.hue ?? null,
      half: own && isHalf(name),
      fromX: originX(name, layer, lane, setting),
    },
  ];
}

/** Where a copied-up file was copied from. */
function originX(
  { versions }: Name,
  layer: number,
  lane: number,
  { slots, measures }: Setting,
): number | null {
  const file = versions[layer];
  if (!file?.origin || !isRegular(file)) return null;
  const below = versions.findIndex((each, i) => i > layer && each && !isWhiteout(each));
  const from = measures.columns[slotAt(slots, lane, below)];
  return from ? middle(from) : null;
}

/** A layer that all stacks stand on is drawn once; each sees it or not. */
function sharedCell(node: Node, at: number, y: number, { slots, measures }: Setting): Cell[] {
  const slot = slots[at];
  const column = measures.columns[at];
  const known = node.lanes.flatMap((name, lane) => {
    const layer = slot?.indexes[lane] ?? -1;
    const file = name?.versions[layer];
    return name && file ? [{ file, sight: sightOf(name, layer) }] : [];
  });
  const [first] = known;
  if (!first || !column) return [];
  const seen = known.filter(({ sight }) => sight === 'seen').length;
  const sight = seen === node.lanes.length ? 'seen' : seen > 0 ? 'part' : 'hidden';
  return [
    {
      ...common(first.file, column, measures, [briefly(first.file)]),
      ...{ y, id: `shared/${String(at)}`, sight, hue: null },
      ...{ half: false, strong: false, fromX: null },
    },
  ];
}

function common(
  file: LayerFile,
  column: { readonly x: number; readonly width: number },
  { narrow }: Measures,
  texts: readonly string[],
) {
  const room = column.width - 36;
  const full = texts.at(-1) ?? '';
  // Half a word and half a figure say nothing; where a link leads can be told in part.
  const rest = file.target === '' ? '' : fitText(full, room, 'sans', 11);
  const text = texts.find((each) => textWidth(each, 'sans', 11) <= room) ?? rest;
  return {
    x: middle(column),
    glyph: glyphOf(file),
    opaque: file.opaque,
    text: narrow && column.width < 60 ? '' : text,
    full: text === rest && rest !== '' ? full : text,
    since: file.since,
    changedAt: file.changedAt,
  };
}

function sightOf(name: Name, layer: number): Cell['sight'] {
  const file = name.versions[layer];
  if (file && isWhiteout(file)) return 'seen';
  return name.provider === layer || name.merged.includes(layer) ? 'seen' : 'hidden';
}

function glyphOf(file: LayerFile): Glyph {
  if (isWhiteout(file)) return 'whiteout';
  if (isDirectory(file)) return 'folder';
  if (file.target !== '') return 'link';
  return isRegular(file) ? 'file' : 'other';
}

/** A file that was copied up for its attributes alone. */
const isHalf = ({ change, directory }: Name): boolean => change === 'metadata' && !directory;
