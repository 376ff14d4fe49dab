import type { CommandId, Millis } from '../../world/model.ts';
import type { Segment } from '../../world/timeline.ts';

/** A stretch of the timeline: one command, or the time between commands. */
export interface Piece {
  readonly command: CommandId | null;
  readonly from: Millis;
  readonly to: Millis;
  /** Where it lies on the bar, in units of the scale's `width`. */
  readonly x: number;
  readonly width: number;
}

/** Time to place and back. Long stretches are drawn shorter than they were, so that every command can be read. */
export interface Scale {
  readonly pieces: readonly Piece[];
  readonly width: number;
}

const commandLeast = 1.6;
const gapLeast = 0.06;
const gapMost = 0.5;

/** The scale of these commands between two moments. Of commands that overlap, each is cut where the next one starts. */
export function scaleOf(segments: readonly Segment[], first: Millis, last: Millis): Scale {
  const pieces: Piece[] = [];
  let x = 0;
  const add = (command: CommandId | null, from: Millis, to: Millis): void => {
    if (to < from || (command === null && to === from)) return;
    const width = command ? commandLeast + growth(to - from) : gapWidth(to - from);
    pieces.push({ command, from, to, x, width });
    x += width;
  };
  let at = first;
  segments.forEach((segment, index) => {
    const from = Math.max(at, segment.from.at);
    const next = segments[index + 1]?.from.at ?? Infinity;
    const to = Math.max(from, Math.min(segment.to?.at ?? last, next));
    add(null, at, from);
    add(segment.command, from, to);
    at = to;
  });
  add(null, at, last);
  return { pieces, width: x };
}

function growth(ms: Millis): number {
  return Math.log10(1 + ms / 250) * 0.8;
}

function gapWidth(ms: Millis): number {
  return Math.min(gapMost, gapLeast + growth(ms) * 0.15);
}

/** Share of the bar's width at which a moment lies. */
export function placeOf(scale: Scale, at: Millis): number {
  if (scale.width === 0) return 1;
  const piece = scale.pieces.find(({ to }) => at <= to);
  if (!piece) return 1;
  const length = piece.to - piece.from;
  const within = length > 0 ? Math.max(0, at - piece.from) / length : 0;
  return (piece.x + within * piece.width) / scale.width;
}

/** The moment at this share of the bar's width. */
export function momentAt(scale: Scale, share: number): Millis {
  const x = Math.min(1, Math.max(0, share)) * scale.width;
  const piece = scale.pieces.find((each) => x <= each.x + each.width) ?? scale.pieces.at(-1);
  if (!piece) return 0;
  const within = piece.width > 0 ? Math.min(1, Math.max(0, (x - piece.x) / piece.width)) : 0;
  return piece.from + within * (piece.to - piece.from);
}
