import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  announceReturn,
  branchOf,
  grow,
  nameBranch,
  ownSegments,
  pastOf,
  startBranches,
  withdrawReturn,
  type Branches,
} from '../../src/world/branches.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import type { WorldEvent } from '../../src/world/event.ts';
import { commandId } from '../../src/world/id.ts';
import { eventsOf, lastSeq, truncate, worldAtSeq } from '../../src/world/timeline.ts';

/** A command that starts and ends with the two numbers after `seq`. */
function command(seq: number, text: string): WorldEvent[] {
  const id = commandId(1, seq);
  return [
    { seq: seq + 1, at: (seq + 1) * 10, type: 'command/started', id, terminal: 1, text },
    { seq: seq + 2, at: (seq + 2) * 10, type: 'command/finished', id, text, exit: 0 },
  ];
}

/** Goes back as a machine does: it tells the world of then. */
function goTo(branches: Branches, branch: number, seq: number): Branches {
  const world = worldAtSeq(branchOf(branches, branch).timeline, seq);
  return grow(announceReturn(branches, { branch, seq }), [
    { seq: world.seq, at: world.at, type: 'world/replaced', world },
  ]);
}

const texts = (branches: Branches, id = branches.current): string[] =>
  ownSegments(branchOf(branches, id)).map(({ text }) => text);

const two = grow(startBranches(), [...command(0, 'one'), ...command(2, 'two')]);

describe('branches', () => {
  test('a return from which something else is done leaves both ways', () => {
    const back = grow(goTo(two, 1, 2), command(2, 'other'));
    expect(back.current).toBe(2);
    expect([texts(back, 1), texts(back, 2)]).toEqual([['one', 'two'], ['other']]);
    expect(branchOf(back, 2).from).toEqual({ branch: 1, seq: 2, at: 20 });
    const { commands } = branchOf(back, 2).timeline.present;
    expect([...commands.values()].map(({ text }) => text)).toEqual(['one', 'other']);
  });

  test('a return to the end of a branch goes on with it', () => {
    const back = grow(goTo(two, 1, 2), command(2, 'other'));
    const again = grow(goTo(back, 1, 4), command(4, 'three'));
    expect(again.current).toBe(1);
    expect([texts(again, 1), texts(again, 2)]).toEqual([['one', 'two', 'three'], ['other']]);
  });

  test('a branch on which nothing was done is forgotten when it is left, unless it has a name', () => {
    const idle = goTo(two, 1, 2);
    expect([...goTo(idle, 1, 4).all.keys()]).toEqual([1]);
    const named = nameBranch(idle, 2, '  try ');
    expect(branchOf(goTo(named, 1, 4), 2).name).toBe('try');
  });

  test('what the old machine still told belongs to the branch that was left', () => {
    const world = worldAtSeq(branchOf(two, 1).timeline, 2);
    const back = grow(announceReturn(two, { branch: 1, seq: 2 }), [
      ...command(4, 'late'),
      { seq: 2, at: 20, type: 'world/replaced', world },
      ...command(2, 'new'),
    ]);
    expect([texts(back, 1), texts(back, 2)]).toEqual([['one', 'two', 'late'], ['new']]);
  });

  test('another machine starts everything anew, as does a return that was withdrawn', () => {
    const fresh: WorldEvent = { seq: 0, at: 5, type: 'world/replaced', world: emptyWorld };
    const withdrawn = withdrawReturn(announceReturn(two, { branch: 1, seq: 2 }));
    for (const branches of [two, withdrawn]) {
      const anew = grow(branches, [fresh]);
      expect([...anew.all.keys()]).toEqual([1]);
      expect(texts(anew)).toEqual([]);
    }
  });

  test('the past of a place is its branch up to there, and those that it came from', () => {
    const back = grow(goTo(two, 1, 2), [...command(2, 'a'), ...command(4, 'b')]);
    expect([...pastOf(back, { branch: 2, seq: 6 })]).toEqual([
      [2, 6],
      [1, 2],
    ]);
    expect([...pastOf(back, { branch: 2, seq: 1 })]).toEqual([
      [2, 1],
      [1, 1],
    ]);
  });

  test('each has the commands that were typed on the way to it, whatever the returns', () => {
    const steps = fc.array(fc.tuple(fc.boolean(), fc.nat(), fc.nat()), { maxLength: 25 });
    fc.assert(
      fc.property(steps, (list) => {
        let branches = startBranches();
        /** Of every place at a prompt, the commands that led to it. */
        let places = [{ branch: 1, seq: 0, path: [] as string[] }];
        let path: string[] = [];
        list.forEach(([returns, nth], step) => {
          const place = places[nth % places.length];
          if (returns && place) {
            branches = goTo(branches, place.branch, place.seq);
            path = place.path;
          } else {
            const seq = lastSeq(branchOf(branches, branches.current).timeline);
            branches = grow(branches, command(seq, `c${String(step)}`));
            path = [...path, `c${String(step)}`];
          }
          const seq = lastSeq(branchOf(branches, branches.current).timeline);
          places = [...places, { branch: branches.current, seq, path }].filter(({ branch }) =>
            branches.all.has(branch),
          );
          const { commands } = branchOf(branches, branches.current).timeline.present;
          expect([...commands.values()].map(({ text }) => text)).toEqual(path);
        });
        for (const place of places) {
          const { commands } = worldAtSeq(branchOf(branches, place.branch).timeline, place.seq);
          expect([...commands.values()].map(({ text }) => text)).toEqual(place.path);
        }
      }),
    );
  });
});

describe('truncate()', () => {
  test('keeps the worlds up to there, and can be gone on with', () => {
    const { timeline } = branchOf(two, 1);
    for (const seq of [0, 1, 2, 3, 4, 9]) {
      const cut = truncate(timeline, seq);
      expect(eventsOf(cut).map((event) => event.seq)).toEqual(
        [1, 2, 3, 4].filter((each) => each <= seq),
      );
      expect(cut.present).toEqual(worldAtSeq(timeline, seq));
    }
  });
});
