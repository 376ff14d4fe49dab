import type { World } from '../../world/model.ts';
import type { Entity, ViewOptions } from '../options.ts';
import { fitText, textWidth } from '../text.ts';
import { sizeOf, type Slot } from './columns.ts';
import { sizeText } from './file-kind.ts';
import type { Measures } from './measures.ts';
import type { Column, Light } from './scene.ts';
import { stacksOf } from './stacks.ts';
import type { Shown } from './tree.ts';
import { layerName, roleNotes } from './words.ts';

/** The columns' heads: which layer, what made it, how big it is. */
export function columnsOf(
  world: World,
  of: {
    readonly shown: Shown;
    readonly slots: readonly Slot[];
    readonly measures: Measures;
    readonly options: ViewOptions;
  },
): readonly Column[] {
  return of.slots.flatMap((slot, at) => {
    const column = of.measures.columns[at];
    const lane = slot.layers.findIndex((layer) => layer);
    const layer = slot.layers[lane];
    const stack = of.shown.stacks[lane];
    if (!column || !layer || !stack) return [];
    const alone = slot.shared || slot.layers.filter(Boolean).length === 1;
    const entity: Entity = { kind: 'layer', id: layer.id };
    const name = layerName(stack, slot.indexes[lane] ?? -1);
    const notes = [
      layer.instruction ?? (slot.shared ? 'shared' : roleNotes[layer.role]),
      sizeNote(world, slot),
    ];
    const others = stacksOf(world).filter(({ layers }) => layers.some(({ id }) => id === layer.id));
    const room = column.width - 8;
    return [
      {
        ...{ ...column, id: `${String(at)}/${layer.id}`, entity },
        title: titleIn(name, room),
        lines: of.measures.narrow
          ? []
          : [...wrap(notes[0] ?? '', room), fitText(notes[1] ?? '', room, 'sans', 10.5)],
        full: [name, ...notes, layer.path, `in ${String(others.length)} of the stacks`].join('\n'),
        shared: slot.shared,
        writable: layer.role === 'upper',
        hue: alone && !slot.shared ? stack.hue : null,
        light: lightOf(entity, of.options),
      },
    ];
  });
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
