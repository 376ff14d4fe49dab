import { namespaceKinds } from '../../world/model.ts';
import type { Size } from '../options.ts';
import type { Lane } from './scene.ts';

/** Where the columns of the picture stand, for a pane of some width. */
export interface Measures {
  readonly narrow: boolean;
  readonly lanes: readonly Lane[];
  readonly beadRadius: number;
  /** Middle of the marks at depth 0. */
  readonly markX: number;
  readonly indent: number;
  readonly deepest: number;
  /** Right edges of the two columns of numbers. */
  readonly innerX: number;
  readonly outerX: number;
  /** Room of one number. */
  readonly numberWidth: number;
  /** Right edge of bands at depth 1. */
  readonly right: number;
}

export function measure({ width }: Pick<Size, 'width'>): Measures {
  const narrow = width < 520;
  const gap = narrow ? 13.5 : 17;
  const first = narrow ? 17 : 24;
  const right = Math.min(width - (narrow ? 5 : 10), 1200);
  const lanes = [...namespaceKinds].reverse().map((kind, i) => ({ kind, x: first + i * gap }));
  const lastLane = first + gap * (lanes.length - 1);
  const outerX = right - (narrow ? 9 : 16);
  const numberWidth = narrow ? 34 : 66;
  return {
    narrow,
    lanes,
    beadRadius: narrow ? 6.5 : 7.5,
    markX: lastLane + (narrow ? 18 : 30),
    indent: narrow ? 9 : 15,
    deepest: narrow ? 4 : 10,
    innerX: outerX - numberWidth,
    outerX,
    numberWidth,
    right,
  };
}

/** Inset of a region's band on both sides. */
export function bandInset(depth: number, narrow: boolean): number {
  return narrow ? Math.min(1 + depth * 1.5, 7) : Math.min(2 + depth * 3, 14);
}

export function markAt({ markX, indent, deepest }: Measures, depth: number): number {
  return markX + Math.min(depth, deepest) * indent;
}
