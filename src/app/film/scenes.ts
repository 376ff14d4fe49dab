import type { Segment } from '../../world/timeline.ts';
import type { Slide } from '../present/deck.ts';

/** The stretch of a recording that belongs to a slide: indices of its commands, `to` not included. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/**
 * For each slide the commands that were typed for it, found by their texts in order. Lines typed into shells that tell nothing of
 * their commands are not among them; a slide of which nothing is found stands at the end of the one before.
 */
export function partsOf(slides: readonly Slide[], segments: readonly Segment[]): Part[] {
  let next = 0;
  const starts = slides.map(({ lines }) => {
    const at = segments.findIndex(({ text }, index) => index >= next && lines.includes(text));
    if (at < 0) return null;
    next = at + 1;
    while (lines.includes(segments[next]?.text ?? '')) next++;
    return at;
  });
  return starts.map((start, at) => {
    const later = starts.slice(at + 1).find((each) => each !== null);
    const end = later ?? segments.length;
    return start === null ? { from: end, to: end } : { from: start, to: end };
  });
}
