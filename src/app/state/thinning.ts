/** What thinning needs to know of a checkpoint. */
export interface Thinnable {
  readonly id: number;
  /** Not to be lost while anything else can be: named, where branches part or end. */
  readonly wanted: boolean;
}

export const most = {
  /** Bytes held for all checkpoints. */
  bytes: 60_000_000,
  /** The newest, which only a lack of bytes can thin out. */
  recent: 50,
  /** Older ones kept beside them, thinner the older they are. */
  older: 14,
} as const;

/** The checkpoint to let go of next; null when all may stay. Oldest first in `points`, whose numbers ascend. */
export function nextToForget(points: readonly Thinnable[], bytes: number): number | null {
  const old = points.length - most.recent;
  if (old > most.older) return thinnest(points, old);
  if (bytes <= most.bytes || points.length <= 1) return null;
  return thinnest(points, points.length - 1);
}

/**
 * Of the first `count`, the one whose loss leaves the smallest gap for its age: so gaps grow with age. The oldest and wanted ones
 * only when there is no other.
 */
function thinnest(points: readonly Thinnable[], count: number): number | null {
  const newest = points.at(-1)?.id ?? 0;
  const scores = points.slice(1, count).flatMap(({ id, wanted }, at) => {
    const gap = (points[at + 2]?.id ?? newest) - (points[at]?.id ?? 0);
    return wanted ? [] : [{ id, score: gap / (newest - id + 1) }];
  });
  const least = Math.min(...scores.map(({ score }) => score));
  return (scores.find(({ score }) => score === least) ?? points[0])?.id ?? null;
}
