import type { WorldEvent } from './event.ts';
import type { Millis, World } from './model.ts';
import {
  append,
  firstWorld,
  hasCommands,
  segmentsOf,
  startTimeline,
  truncate,
  type Segment,
  type Timeline,
} from './timeline.ts';

export type BranchId = number;

/** A moment on a branch: just after the event with this number. */
export interface Place {
  readonly branch: BranchId;
  readonly seq: number;
}

/** One way that a machine's time took. */
export interface Branch {
  readonly id: BranchId;
  /** As a person named it. */
  readonly name: string | null;
  /** Where it left another branch; null for the first. */
  readonly from: (Place & { readonly at: Millis }) | null;
  /** From the start of the first branch on: what comes before `from` is shared with the branch that was left. */
  readonly timeline: Timeline;
}

/** Everything that a machine did, in all the ways that its time took. */
export interface Branches {
  /** Oldest first. */
  readonly all: ReadonlyMap<BranchId, Branch>;
  /** Where the machine is. */
  readonly current: BranchId;
  /** Where the next replaced world goes on; null where that is another machine. */
  readonly returning: Returning | null;
  readonly last: BranchId;
}

interface Returning {
  readonly to: Place;
  readonly branch: BranchId;
}

/** One branch, with nothing on it. */
export function startBranches(world?: World): Branches {
  const branch = { id: 1, name: null, from: null, timeline: startTimeline(world) };
  return { all: new Map([[1, branch]]), current: 1, returning: null, last: 1 };
}

export function branchOf(branches: Branches, id: BranchId): Branch {
  const branch = branches.all.get(id) ?? branches.all.get(branches.current);
  if (!branch) throw new Error(`There is no branch ${String(id)}`);
  return branch;
}

/** With these events at the end of the current branch. A replaced world leads to where a return was announced, or starts everything anew. */
export function grow(branches: Branches, events: readonly WorldEvent[]): Branches {
  const at = events.findLastIndex(({ type }) => type === 'world/replaced');
  const replaced = events[at];
  if (replaced?.type !== 'world/replaced') return extend(branches, events);
  const before = branches.returning ? extend(branches, events.slice(0, at)) : branches;
  const next = arrive(before, replaced.world) ?? startBranches(replaced.world);
  return extend(next, events.slice(at + 1));
}

/** The machine is going back to a place: the next replaced world is that of then. */
export function announceReturn(branches: Branches, to: Place): Branches {
  const branch = isEnd(branches, to) ? to.branch : branches.last + 1;
  return { ...branches, returning: { to, branch } };
}

/** The machine did not go back after all. */
export function withdrawReturn(branches: Branches): Branches {
  return branches.returning ? { ...branches, returning: null } : branches;
}

export function nameBranch(branches: Branches, id: BranchId, name: string): Branches {
  const branch = branches.all.get(id);
  if (!branch) return branches;
  return withBranch(branches, { ...branch, name: name.trim().slice(0, 60) || null });
}

/** The commands that a branch does not share with the one it left. */
export function ownSegments({ timeline, from }: Branch): Segment[] {
  const all = segmentsOf(timeline);
  return from ? all.filter((segment) => segment.from.seq > from.seq) : all;
}

/** The branch a place is on and those that it came from, each with the number of its last event that belongs to the place's past. */
export function pastOf(branches: Branches, place: Place): ReadonlyMap<BranchId, number> {
  const past = new Map<BranchId, number>();
  let seq = place.seq;
  for (
    let at = branches.all.get(place.branch);
    at;
    at = at.from ? branches.all.get(at.from.branch) : undefined
  ) {
    past.set(at.id, seq);
    seq = Math.min(seq, at.from?.seq ?? 0);
  }
  return past;
}

/** Whether no command began or ended on the branch after the place: whoever goes there goes on with the branch. */
function isEnd({ all }: Branches, { branch, seq }: Place): boolean {
  const timeline = all.get(branch)?.timeline;
  return timeline !== undefined && !hasCommands(timeline, seq);
}

function extend(branches: Branches, events: readonly WorldEvent[]): Branches {
  const branch = branchOf(branches, branches.current);
  const timeline = append(branch.timeline, events);
  return withBranch(branches, { ...branch, timeline });
}

/** Where the announced return leads, or null when none was announced to a branch that is known. */
function arrive(branches: Branches, world: World): Branches | null {
  const { returning } = branches;
  const left = returning && branches.all.get(returning.to.branch);
  if (!left) return null;
  const { seq } = returning.to;
  const isKept = firstWorld(left.timeline).seq <= seq;
  const timeline = isKept ? truncate(left.timeline, seq) : startTimeline(world);
  const branch =
    returning.branch === left.id
      ? { ...left, timeline }
      : {
          id: returning.branch,
          name: null,
          timeline,
          from: { branch: left.id, seq, at: world.at },
        };
  const last = Math.max(branches.last, branch.id);
  const next = withBranch({ ...branches, current: branch.id, returning: null, last }, branch);
  return withoutIdle(next, branches.current);
}

/** Without a branch on which nothing was done, unless it was named, is current, or was itself left for another. */
function withoutIdle(branches: Branches, id: BranchId): Branches {
  const branch = branches.all.get(id);
  const isLeft = [...branches.all.values()].some(({ from }) => from?.branch === id);
  const isWanted = !branch?.from || branch.name !== null || id === branches.current || isLeft;
  if (isWanted || ownSegments(branch).length > 0) return branches;
  const all = new Map(branches.all);
  all.delete(id);
  return { ...branches, all };
}

function withBranch(branches: Branches, branch: Branch): Branches {
  return { ...branches, all: new Map(branches.all).set(branch.id, branch) };
}
