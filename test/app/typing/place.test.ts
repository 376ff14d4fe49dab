import { describe, expect, test } from 'vitest';
import type { App } from '../../../src/app/state/app.ts';
import { placeFor, waits } from '../../../src/app/typing/place.ts';
import { emptyWorld } from '../../../src/world/empty.ts';
import { commandId } from '../../../src/world/id.ts';
import type { World } from '../../../src/world/model.ts';

/** A world in which these terminals have a command, ended or under way. */
function worldOf(states: readonly (readonly [terminal: number, ended: boolean])[]): World {
  const rows = states.map(([terminal, ended], at) => ({
    id: commandId(terminal, at),
    terminal,
    text: 'sleep 9',
    startedAt: at,
    finishedAt: ended ? at + 1 : null,
    exit: ended ? 0 : null,
  }));
  return { ...emptyWorld, commands: new Map(rows.map((row) => [row.id, row])) };
}

/** A page with these terminals, of which the one at `shown` is in front. */
function pageOf(present: World, terminals: readonly (number | null)[], shown: number) {
  const tabs = terminals.map((terminal) => ({ terminal, ended: null }));
  return { playhead: { present }, terminals: { tabs, active: tabs[shown] } } as unknown as App;
}

describe('waits()', () => {
  const world = worldOf([
    [1, true],
    [1, true],
    [2, true],
    [2, false],
  ]);

  test.each([
    ['a shell at its first prompt', 3, true],
    ['a shell whose commands have all ended', 1, true],
    ['a shell in which one still runs', 2, false],
  ])('%s', (_what, terminal, expected) => {
    expect(waits(world, terminal)).toBe(expected);
  });
});

describe('placeFor()', () => {
  const busy = worldOf([
    [7, false],
    [8, true],
  ]);

  test('a line that is not for the host goes where the person is', () => {
    expect(placeFor(pageOf(busy, [7, 8], 0), false)).toBe(0);
    expect(placeFor(pageOf(busy, [7, 8], 1), false)).toBe(1);
  });

  test('one for the host stays where a shell of the host’s waits', () => {
    expect(placeFor(pageOf(busy, [7, 8, 9], 2), true)).toBe(2);
  });

  test('or goes to the first one that does', () => {
    expect(placeFor(pageOf(busy, [7, 8, 9], 0), true)).toBe(1);
  });

  test('or asks for one more', () => {
    expect(placeFor(pageOf(busy, [7], 0), true)).toBe(1);
    expect(placeFor(pageOf(busy, [7, null], 0), true)).toBe(2);
  });
});
