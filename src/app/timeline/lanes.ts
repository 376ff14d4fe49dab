import { ownSegments, type Branch, type BranchId, type Branches } from '../../world/branches.ts';
import type { Millis } from '../../world/model.ts';
import { firstWorld, segmentsOf, type Segment } from '../../world/timeline.ts';
import { placeOf, scaleOf, type Piece, type Scale } from './scale.ts';

/** A branch as it is drawn: a row of its own commands, and a line from where it left its branch. */
export interface Lane {
  readonly branch: Branch;
  readonly row: number;
  /** Its whole time, what it shares included. */
  readonly scale: Scale;
  readonly pieces: readonly { readonly piece: Piece; readonly segment: Segment }[];
  /** Where it leaves another lane, in units of the scale; null for the first. */
  readonly fork: { readonly x: number; readonly row: number } | null;
}

export interface Lanes {
  readonly lanes: readonly Lane[];
  /** The longest lane's width. */
  readonly width: number;
}

/**
 * The branches, each in a row below the one that it left; shared time lies at the same place in all of them. The current one
 * goes on until `now`.
 */
export function lanesOf({ all, current }: Branches, now: Millis): Lanes {
  const rows = new Map(rowOrder(all).map((id, row) => [id, row]));
  const lanes = [...all.values()].map((branch) => {
    const { at } = branch.timeline.present;
    return laneOf(branch, branch.id === current ? Math.max(now, at) : at, rows);
  });
  return {
    lanes: lanes.sort((a, b) => a.row - b.row),
    width: Math.max(...lanes.map(({ scale }) => scale.width)),
  };
}

function laneOf(branch: Branch, end: Millis, rows: ReadonlyMap<BranchId, number>): Lane {
  const { timeline, from } = branch;
  const scale = scaleOf(segmentsOf(timeline), firstWorld(timeline).at, end);
  const pieces = new Map(scale.pieces.map((piece) => [piece.command, piece]));
  return {
    branch,
    row: rows.get(branch.id) ?? 0,
    scale,
    pieces: ownSegments(branch).flatMap((segment) => {
      const piece = pieces.get(segment.command);
      return piece ? [{ piece, segment }] : [];
    }),
    fork: from && { x: xOf(scale, from.at), row: rows.get(from.branch) ?? 0 },
  };
}

/** Where a moment of a lane lies, in units of its scale. */
export function xOf(scale: Scale, at: Millis): number {
  return placeOf(scale, at) * scale.width;
}

/** A branch, then all that left it, the latest fork first: so no line crosses a row. */
function rowOrder(all: ReadonlyMap<BranchId, Branch>): BranchId[] {
  const branches = [...all.values()];
  const below = (id: BranchId): BranchId[] => [
    id,
    ...branches
      .filter(({ from }) => from?.branch === id)
      .sort((a, b) => (b.from?.seq ?? 0) - (a.from?.seq ?? 0) || a.id - b.id)
      .flatMap((child) => below(child.id)),
  ];
  return branches
    .filter(({ from }) => !from || !all.has(from.branch))
    .flatMap(({ id }) => below(id));
}
