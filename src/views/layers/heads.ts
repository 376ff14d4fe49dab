import type { World } from '../../world/model.ts';
import type { Entity, ViewOptions } from '../options.ts';
import { textWidth, wrapText } from '../text.ts';
import { sizeOf, type Slot } from './columns.ts';
import { sizeText } from './file-kind.ts';
import type { Measures } from './measures.ts';
import type { Column, Light } from './scene.ts';
import { stacksOf, type Stack, type StackLayer } from './stacks.ts';
import type { Shown } from './tree.ts';
import { layerName, roleNote } from './words.ts';
import { say } from '../say.ts';

interface Setting {
  readonly shown: Shown;
  readonly slots: readonly Slot[];
  readonly measures: Measures;
  readonly options: ViewOptions;
}

/** The columns' heads: which layer, what made it, how big it is. */
export function columnsOf(world: World, setting: Setting): readonly Column[] {
  return setting.slots.flatMap((slot, at) => {
    const lane = slot.layers.findIndex((layer) => layer);
    const layer = slot.layers[lane];
    const stack = setting.shown.stacks[lane];
    return layer && stack ? columnOf(world, { slot, at, lane, layer, stack }, setting) : [];
  });
}

function columnOf(
  world: World,
  of: {
    readonly slot: Slot;
    readonly at: number;
    readonly lane: number;
    readonly layer: StackLayer;
    readonly stack: Stack;
  },
  { measures, options }: Setting,
): Column[] {
  const { slot, at, lane, layer, stack } = of;
  const column = measures.columns[at];
  if (!column) return [];
  const single = slot.layers.filter(Boolean).length === 1;
  const entity: Entity = { kind: 'layer', id: layer.id };
  const name = layerName(stack, slot.indexes[lane] ?? -1);
  const made = layer.instruction ?? roleNote(layer.role);
  const size = sizeNote(world, slot);
  const users = stacksOf(world).filter(({ layers }) => layers.some(({ id }) => id === layer.id));
  const used = say`used by ${users.map(({ title }) => title).join(', ')}`;
  const room = column.width - 8;
  const setting = { font: 'sans', size: noteSize, most: mostLines } as const;
  const lines = [...(room < wordy ? [] : wrapText(made, room, setting)), sizeIn(size, room)];
  const title = titleIn(name, room);
  return [
    {
      ...{ ...column, id: `${String(at)}/${layer.id}`, entity, title },
      titleX: titleXOf(title, column.width),
      lines: measures.narrow ? [] : lines,
      full: [name, made, size, layer.path, used].join('\n'),
      shared: slot.shared,
      writable: layer.role === 'upper',
      hue: single ? stack.hue : null,
      light: lightOf(entity, options),
    },
  ];
}

const titleSize = 13.5;
const noteSize = 10.5;

/** Where there is no room for "layer 3" its number must do, or a letter for "upper". */
function titleIn(name: string, room: number): string {
  if (textWidth(name, 'serif', titleSize) <= room) return name;
  return /\d+$/.exec(name)?.[0] ?? name.slice(0, room < 30 ? 1 : 2);
}

/** What has little room stands in the middle of it. */
function titleXOf(title: string, width: number): number {
  return Math.max(1, Math.min(5, (width - 2 - textWidth(title, 'serif', titleSize)) / 2));
}

/** "3.2 MB", or "3.2M" where there is less room; a figure that is cut says something else. */
function sizeIn(size: string, room: number): string {
  const brief = size.replaceAll(/ (\w)B\b/g, '$1');
  return [size, brief].find((each) => textWidth(each, 'sans', noteSize) <= room) ?? '';
}

function sizeNote(world: World, { layers, shared }: Slot): string {
  const ids = [...new Set(layers.flatMap((layer) => (layer ? [layer.id] : [])))];
  const notes = (shared ? ids.slice(0, 1) : ids).map((id) => {
    const size = sizeOf(world, id);
    return size ? sizeText(size.bytes) : '…';
  });
  return notes.join(' | ');
}

function lightOf(entity: Entity, { selected, hovered }: ViewOptions): Light {
  if (selected?.kind === 'layer' && selected.id === entity.id) return 'selected';
  return hovered?.kind === 'layer' && hovered.id === entity.id ? 'hovered' : '';
}

/** In a column that is narrower, pixels, the beginnings of words say nothing. */
const wordy = 62;
const mostLines = 3;
