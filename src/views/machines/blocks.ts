import { entityKey, type Entity, type ViewOptions } from '../options.ts';
import { label, widthOf } from './labels.ts';
import { slab, type Span } from './measures.ts';
import type { Block, Label, Light } from './scene.ts';

/** A layer of a stack before it is placed. */
export interface Slab {
  readonly id: string;
  readonly kind: Block['kind'];
  readonly title: string;
  /** Beside the title at the right. */
  readonly figure: string;
  /** In a second line; '' for a low slab. */
  readonly note: string;
  readonly entity: Entity | null;
  readonly absent?: boolean;
  /** Share of its memory that is used. */
  readonly used?: number | null;
}

export const heightOf = ({ note }: Slab): number => (note === '' ? slab.low : slab.high);

export function heightOfAll(slabs: readonly Slab[]): number {
  return slabs.reduce((sum, each) => sum + heightOf(each) + slab.gap, 0);
}

/** Places slabs from `bottom` upwards, the first at the bottom. */
export function pile(
  slabs: readonly Slab[],
  bottom: number,
  span: Span,
  options: ViewOptions,
): Block[] {
  let y = bottom;
  return slabs.map((each) => {
    const height = heightOf(each);
    y -= height + slab.gap;
    return slabBlock(each, { ...span, y, height }, options);
  });
}

interface Box extends Span {
  readonly y: number;
  readonly height: number;
}

function slabBlock(each: Slab, { x, y, width, height }: Box, options: ViewOptions): Block {
  const { id, kind, title, figure, note, entity, absent = false, used = null } = each;
  const low = note === '';
  const figureRoom = Math.min(width * 0.6, widthOf(figure, 'figure') + 1);
  const middle = low ? height / 2 + 4 : 16;
  const labels: Label[] = [
    label(title, { x: x + 9, y: y + middle, style: 'strong', room: width - 24 - figureRoom }),
    label(figure, {
      ...{ x: x + width - 9, y: y + middle, style: 'figure', anchor: 'end', room: figureRoom },
    }),
    ...(low ? [] : [label(note, { x: x + 9, y: y + 32, style: 'note', room: width - 18 })]),
  ].filter(({ text }) => text !== '');
  const bar = { x: x + 1, y: y + height - 4, width: width - 2, peak: null };
  return {
    ...{ id, kind, entity, fold: null, open: false, x, y, width, height, hue: null, absent },
    light: lightOf(entity, options),
    dim: false,
    labels,
    bars: used === null ? [] : [{ ...bar, value: Math.min(1, used) * bar.width }],
    sentence: [title, figure, note].filter(Boolean).join(', '),
    since: null,
  };
}

export function lightOf(entity: Entity | null, { selected, hovered }: ViewOptions): Light {
  const key = entityKey(entity);
  if (key === '') return '';
  if (entityKey(selected) === key) return 'selected';
  return entityKey(hovered) === key ? 'hovered' : '';
}
