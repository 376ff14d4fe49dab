import { textWidth } from '../text.ts';
import type { Label, Place } from './scene.ts';

/** Beside where the client's wire comes to the engine, `off` from it; null where the wire only goes up or down. */
export function socketLabel(text: string, points: readonly Place[], off = 8): Label | null {
  const end = points.at(-1);
  if (!end || points.length < 3) return null;
  return { text, x: end[0] - off, y: end[1] + 16, look: 'note', end: true };
}

/** Beside the wire between the engine and what it has done, just below the engine: at the left, where there is room. */
export function operationsLabel(text: string, points: readonly Place[]): Label {
  const [[x, from] = [0, 0], [, to] = [0, 0]] = points;
  const y = from + Math.min(17, (to - from) / 2 + 4);
  const hasRoom = textWidth(text, 'sans', 11.5) < x - 16;
  return hasRoom
    ? { text, x: x - 8, y, look: 'note', end: true }
    : { text, x: x + 8, y, look: 'note' };
}
