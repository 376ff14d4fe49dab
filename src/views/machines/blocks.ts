import { entityKey, type Entity, type ViewOptions } from '../options.ts';
import { label, widthOf, wrap } from './labels.ts';
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

/** Lines of a slab: what it is and, where there is room beside that, its figure; then what is told of it. */
interface Lines {
  /** The figure stands at the right of the title. */
  readonly beside: boolean;
  readonly below: readonly { readonly text: string; readonly style: 'figure' | 'note' }[];
}

/** Inset of the texts on both sides. */
const inset = 9;
const lineStep = 16;
/** Between the last line and the bar of what is used. */
const barRoom = 6;
/** Of an image's name so much must be seen beside a figure. */
const leastTitle = 100;

function linesOf({ kind, title, figure, note }: Slab, width: number): Lines {
  const room = width - 2 * inset;
  const whole = widthOf(title, 'strong');
  const needed = kind === 'image' ? Math.min(leastTitle, whole) : whole;
  const beside = needed + widthOf(figure, 'figure') + 6 <= room;
  const style = 'note' as const;
  return {
    beside,
    below: [
      ...(beside || figure === '' ? [] : [{ text: figure, style: 'figure' as const }]),
      ...(note === '' ? [] : wrap(note, room, style).map((text) => ({ text, style }))),
    ],
  };
}

function heightOf(each: Slab, width: number): number {
  const { below } = linesOf(each, width);
  const bar = (each.used ?? null) === null ? 0 : barRoom;
  return (below.length === 0 ? slab.low : slab.high + (below.length - 1) * lineStep) + bar;
}

/** Heights that slabs of a kind have at least. */
export type Heights = ReadonlyMap<Block['kind'], number>;

export function heightsOf(slabs: readonly Slab[], width: number): Heights {
  return new Map(slabs.map((each) => [each.kind, heightOf(each, width)]));
}

const taller = (each: Slab, width: number, least: Heights): number =>
  Math.max(heightOf(each, width), least.get(each.kind) ?? 0);

export function heightOfAll(slabs: readonly Slab[], width: number, least: Heights): number {
  return slabs.reduce((sum, each) => sum + taller(each, width, least) + slab.gap, 0);
}

/** Places slabs from `bottom` upwards, the first at the bottom. */
export function pile(
  slabs: readonly Slab[],
  { bottom, span, least }: { bottom: number; span: Span; least: Heights },
  options: ViewOptions,
): Block[] {
  let y = bottom;
  return slabs.map((each) => {
    const height = taller(each, span.width, least);
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
  const { beside, below } = linesOf(each, width);
  const middle = y + (below.length === 0 ? height / 2 + 4 : 16);
  const taken = beside ? widthOf(figure, 'figure') + 6 : 0;
  const labels: Label[] = [
    label(title, {
      ...{ x: x + inset, y: middle, style: 'strong', room: width - 2 * inset - taken },
    }),
    ...(beside
      ? [label(figure, { x: x + width - inset, y: middle, style: 'figure', anchor: 'end' })]
      : []),
    ...below.map(({ text, style }, i) =>
      label(text, { x: x + inset, y: y + 32 + i * lineStep, style }),
    ),
  ].filter(({ text }) => text !== '');
  const bar = { x: x + 1, y: y + height - 4, width: width - 2, peak: null, tick: 0 };
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
