/** Where the two stacks stand, in the picture's units. */
export interface Measures {
  readonly width: number;
  readonly margin: number;
  /** The stacks stand one below the other. */
  readonly narrow: boolean;
  readonly left: Span;
  readonly right: Span;
  /** Cells of the charts in a row. */
  readonly cells: number;
}

export interface Span {
  readonly x: number;
  readonly width: number;
}

export const slab = { low: 27, high: 40, gap: 3 } as const;
/** Heights of a container: with room for two lines, and with one. */
export const blockHeights = { roomy: 44, compact: 22 } as const;
/** More containers than this are drawn in one line each, and more than `shown` are folded. */
export const roomyCount = 5;
export const shownCount = 12;
export const headHeight = 52;
export const chartHeight = 190;

const gap = 22;

export function measure(width: number): Measures {
  const margin = width < 500 ? 8 : 14;
  const narrow = width < 560;
  const inner = width - 2 * margin;
  const leftWidth = narrow ? inner : Math.round((inner - gap) * 0.55);
  const right = narrow
    ? { x: margin, width: inner }
    : { x: margin + leftWidth + gap, width: inner - gap - leftWidth };
  const cells = width >= 860 ? 4 : narrow ? 1 : 2;
  return { width, margin, narrow, left: { x: margin, width: leftWidth }, right, cells };
}
