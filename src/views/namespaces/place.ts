import type { Millis } from '../../world/model.ts';
import { presence } from '../motion.ts';
import type { Row } from '../row.ts';
import type { Spot } from './scene.ts';

/** Where the rows stand at a moment: those that come or go take only a part of their room. */
export interface Placed {
  readonly tops: readonly number[];
  readonly bottom: number;
  yOf(spot: Spot): number;
}

export function place(rows: readonly Row[], now: Millis): Placed {
  const tops: number[] = [];
  let bottom = 0;
  for (const row of rows) {
    tops.push(bottom);
    bottom += row.height * presence(row, now);
  }
  return {
    tops,
    bottom,
    yOf({ row, share }) {
      const top = tops[row] ?? bottom;
      const next = tops[row + 1] ?? bottom;
      return top + (next - top) * share;
    },
  };
}
