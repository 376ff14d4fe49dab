import type { Shape } from './row.ts';

const disc = (r: number): string =>
  `M${String(-r)},0a${String(r)},${String(r)} 0 1,0 ${String(2 * r)},0a${String(r)},${String(r)} 0 1,0 ${String(-2 * r)},0Z`;

/** Outline of each kind of mark around 0,0: they differ in form, not in colour only. */
export const markPaths: Readonly<Record<Shape, string>> = {
  alive: disc(4.2),
  stopped: 'M-4,-4.4H-1.1V4.4H-4ZM1.1,-4.4H4V4.4H1.1Z',
  zombie: `${disc(4.2)}M-2.9,-2.9L2.9,2.9M-2.9,2.9L2.9,-2.9`,
  gone: disc(4.2),
};

export const openTriangle = 'M-4.5,-2.5H4.5L0,3.5Z';
export const closedTriangle = 'M-2.5,-4.5V4.5L3.5,0Z';
