import { describe, expect, test } from 'vitest';
import { lastPoint, offerAt, thinnables, type Point } from '../../src/app/state/points.ts';
import { lanesOf } from '../../src/app/timeline/lanes.ts';
import {
  announceReturn,
  branchOf,
  grow,
  startBranches,
  type Branches,
} from '../../src/world/branches.ts';
import type { WorldEvent } from '../../src/world/event.ts';
import { commandId } from '../../src/world/id.ts';
import { worldAtSeq } from '../../src/world/timeline.ts';

/** A command that starts and ends with the first two of three numbers after `seq`; the third event is something else. */
function command(seq: number, text: string): WorldEvent[] {
  const id = commandId(1, seq);
  return [
    { seq: seq + 1, at: (seq + 1) * 100, type: 'command/started', id, terminal: 1, text },
    { seq: seq + 2, at: (seq + 2) * 100, type: 'command/finished', id, text, exit: 0 },
    { seq: seq + 3, at: (seq + 3) * 100, type: 'records/lost', count: 1 },
  ];
}

function goTo(branches: Branches, branch: number, seq: number): Branches {
  const world = worldAtSeq(branchOf(branches, branch).timeline, seq);
  return grow(announceReturn(branches, { branch, seq }), [
    { seq: world.seq, at: world.at, type: 'world/replaced', world },
  ]);
}

let last = 0;
const point = (branch: number, seq: number, name: string | null = null): Point => ({
  checkpoint: { image: '', id: ++last, pages: 0 },
  branch,
  seq,
  at: seq * 100,
  length: 0,
  tabs: { tabs: [], active: null },
  name,
});

const one = grow(startBranches(), [...command(0, 'first'), ...command(3, 'second')]);
const forked = grow(goTo(one, 1, 3), [...command(3, 'other'), ...command(6, 'more')]);
const points = [point(1, 0), point(1, 3), point(1, 6), point(2, 6), point(2, 9)];

describe('offerAt()', () => {
  test('is the machine itself between the end of a command and the next one', () => {
    for (const seq of [2, 3]) {
      const offer = offerAt(points, forked, { branch: 1, seq });
      expect(offer).toMatchObject({ exact: true, point: { branch: 1, seq: 3 }, before: 'second' });
    }
  });

  test('is the machine before the command in which the moment lies', () =>
    expect(offerAt(points, forked, { branch: 1, seq: 4 })).toMatchObject({
      exact: false,
      point: { branch: 1, seq: 3 },
      before: 'second',
    }));

  test('leads over the fork to the branch that was left', () => {
    expect(offerAt(points, forked, { branch: 2, seq: 4 })).toMatchObject({
      point: { branch: 1, seq: 3 },
      before: 'other',
    });
    expect(offerAt(points, forked, { branch: 2, seq: 1 })).toMatchObject({
      point: { branch: 1, seq: 0 },
      before: 'first',
    });
  });

  test('is an earlier machine where the nearer one was thinned out', () => {
    const few = points.filter(({ seq }) => seq === 0);
    expect(offerAt(few, forked, { branch: 1, seq: 5 })).toMatchObject({
      exact: false,
      point: { seq: 0 },
      before: 'first',
    });
    expect(offerAt([], forked, { branch: 1, seq: 5 })).toBeNull();
  });
});

describe('lastPoint()', () => {
  test('never is one of another branch', () => {
    expect(lastPoint(points, forked, { branch: 2, seq: 5 })).toMatchObject({ branch: 1, seq: 3 });
    expect(lastPoint(points, forked, { branch: 2, seq: 8 })).toMatchObject({ branch: 2, seq: 6 });
  });
});

describe('thinnables()', () => {
  test('wants named points, forks, and the end of each branch', () => {
    const named = [...points.slice(0, 4), point(2, 7, 'mine'), points[4] ?? point(2, 9)];
    expect(thinnables(named, forked).map(({ wanted }) => wanted)).toEqual([
      false,
      true,
      true,
      false,
      true,
      true,
    ]);
  });
});

describe('lanesOf()', () => {
  test('puts what branches share at one place, and each its own commands into a row of its own', () => {
    const { lanes, width } = lanesOf(forked, 2000);
    expect(lanes.map(({ branch, row }) => [branch.id, row])).toEqual([
      [1, 0],
      [2, 1],
    ]);
    expect(lanes.map(({ pieces }) => pieces.map(({ segment }) => segment.text))).toEqual([
      ['first', 'second'],
      ['other', 'more'],
    ]);
    const [[first = 0, second = 0] = [], [other] = []] = lanes.map(({ pieces }) =>
      pieces.map(({ piece }) => piece.x),
    );
    expect(other).toBeCloseTo(second);
    const fork = lanes[1]?.fork;
    expect(fork?.row).toBe(0);
    expect(fork?.x).toBeLessThanOrEqual(second);
    expect(fork?.x).toBeGreaterThan(first);
    expect(width).toBe(Math.max(...lanes.map(({ scale }) => scale.width)));
  });

  test('orders rows so that no line crosses one', () => {
    const later = grow(goTo(forked, 1, 6), command(6, 'third'));
    const early = grow(goTo(later, 1, 0), command(0, 'early'));
    const nested = grow(goTo(early, 2, 6), command(6, 'nested'));
    const { lanes } = lanesOf(nested, 5000);
    for (const { fork, row } of lanes) {
      if (!fork) continue;
      const between = lanes.filter((lane) => lane.row > fork.row && lane.row < row);
      for (const lane of between) expect(lane.fork?.x).toBeGreaterThanOrEqual(fork.x);
    }
  });
});
