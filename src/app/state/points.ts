import type { Checkpoint } from '../../backend/backend.ts';
import { pastOf, type Branches, type Place } from '../../world/branches.ts';
import type { Millis } from '../../world/model.ts';
import { commandsAfter, hasCommands } from '../../world/timeline.ts';
import type { PackedTabs } from './saved-tabs.ts';
import type { Thinnable } from './thinning.ts';

/** A moment that the machine can go back to, with what the page needs beside it. */
export interface Point extends Place {
  readonly checkpoint: Checkpoint;
  readonly at: Millis;
  /** How much was recorded on its branch. */
  readonly length: number;
  readonly tabs: PackedTabs;
  readonly name: string | null;
}

/** The way to the machine from a moment that is shown. */
export interface Offer {
  readonly point: Point;
  /** Whether the point is the moment itself: no command began or ended between. */
  readonly exact: boolean;
  /** The command that followed; null where none did. */
  readonly before: string | null;
}

/** The last point in the past of a place. */
export function lastPoint<P extends Place>(
  points: readonly P[],
  branches: Branches,
  place: Place,
): P | null {
  const past = pastOf(branches, place);
  let found: P | null = null;
  for (const point of points) {
    const until = past.get(point.branch);
    if (until !== undefined && point.seq <= until && (!found || point.seq >= found.seq))
      found = point;
  }
  return found;
}

/** The machine at a place, or else before the command in which the place lies. */
export function offerAt(points: readonly Point[], branches: Branches, place: Place): Offer | null {
  const timeline = branches.all.get(place.branch)?.timeline;
  if (!timeline) return null;
  // A point is taken a little after the end of a command, at the prompt: the time between belongs to it.
  const [border] = commandsAfter(timeline, place.seq);
  const end = { branch: place.branch, seq: border ? border.seq - 1 : Infinity };
  const point = lastPoint(points, branches, end);
  if (!point) return null;
  const started = commandsAfter(timeline, point.seq).find(({ type }) => type === 'command/started');
  return {
    point,
    exact: !hasCommands(timeline, Math.min(point.seq, place.seq), end.seq),
    before: started?.type === 'command/started' ? started.text : null,
  };
}

/** For thinning: wanted are those that are named, where branches part, and each branch's last. */
export function thinnables(points: readonly Point[], branches: Branches): Thinnable[] {
  const lasts = new Map(points.map((point) => [point.branch, point]));
  const forks = [...branches.all.values()].flatMap(({ from }) => from ?? []);
  return points.map((point) => ({
    id: point.checkpoint.id,
    wanted:
      point.name !== null ||
      lasts.get(point.branch) === point ||
      forks.some(({ branch, seq }) => branch === point.branch && seq === point.seq),
  }));
}
