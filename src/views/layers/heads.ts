import type { World } from '../../world/model.ts';
import type { Entity, ViewOptions } from '../options.ts';
import { fitText, textWidth } from '../text.ts';
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
  const lines = [...(room < wordy ? [] : wrap(made, room)), fitText(size, room, 'sans', 10.5)];
  return [
    {
      ...{ ...column, id: `${String(at)}/${layer.id}`, entity, title: titleIn(name, room) },
      lines: measures.narrow ? [] : lines,
      full: [name, made, size, layer.path, used].join('\n'),
      shared: slot.shared,
      writable: layer.role === 'upper',
      hue: single ? stack.hue : null,
      light: lightOf(entity, options),
    },
  ];
}

/** Where there is no room for "layer 3" its number must do. */
function titleIn(name: string, room: number): string {
  const fitted = fitText(name, room, 'serif', 13.5);
  return fitted === name ? name : (/\d+$/.exec(name)?.[0] ?? name.slice(0, 2));
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

/** A text in lines of at most this width: broken between words where it can be, cut where it is too long. */
function wrap(text: string, room: number): string[] {
  const lines: string[] = [];
  let left = text.split(' ');
  while (left.length > 0 && lines.length < mostLines - 1) {
    let count = 1;
    while (
      count < left.length &&
      textWidth(left.slice(0, count + 1).join(' '), 'sans', 10.5) <= room
    )
      count++;
    lines.push(fitText(left.slice(0, count).join(' '), room, 'sans', 10.5));
    left = left.slice(count);
  }
  if (left.length > 0) lines.push(fitText(left.join(' '), room, 'sans', 10.5));
  return lines;
}
