import type { Glyph, LegendItem } from './scene.ts';

const sheet = 'M-4.5,-6H1.5L4.5,-3V6H-4.5Z';

/** Marks around their middle, at most 13 pixels high. */
export const glyphPaths: Readonly<Record<Glyph | LegendItem['glyph'], string>> = {
  file: sheet,
  folder: 'M-5.5,-4H-1.5L0,-2.5H5.5V4.5H-5.5Z',
  whiteout: 'M-4.5,-4.5L4.5,4.5M4.5,-4.5L-4.5,4.5',
  link: 'M-5,4V1Q-5,-2 -2,-2H3M0.5,-5L4,-2L0.5,1',
  other: 'M0,-5.5L5.5,0L0,5.5L-5.5,0Z',
  seen: 'M-9,0H9',
  copied: 'M10,0H1M4.5,-3.5L1,0L4.5,3.5M-9.5,-5H-5L-3,-3V5H-9.5Z',
  half: sheet,
  part: sheet,
  wall: 'M-2,-7H2V7H-2Z',
};

/** The part that is filled of a mark that is seen by some stacks only (its left), or whose bytes are another's (its top). */
export function halfPath(glyph: Glyph, top: boolean): string {
  if (top) return 'M-4.5,-6H1.5L4.5,-3V-1H-4.5Z';
  return glyph === 'folder' ? 'M-5.5,-4H-1.5L0,-2.5V4.5H-5.5Z' : 'M-4.5,-6H0V6H-4.5Z';
}
