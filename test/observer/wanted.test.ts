import { expect, test } from 'vitest';
import { Wanted, type Urgency } from '../../src/observer/wanted.ts';

/** Processes that come and are gone before their turn, one a millisecond, the last at `until`. */
function comeAndGo(wanted: Wanted, count: number, until: number): void {
  for (let left = count; left > 0; left--) {
    wanted.look(1000 + left);
    wanted.forget(1000 + left, until - left + 1);
  }
}

function looks(wanted: Wanted, urgency: Urgency, at: number): number[] {
  return wanted
    .take(urgency, at, () => [])
    .flatMap((ask) => (ask.type === 'look' ? [...ask.pids] : []));
}

test('a process is looked at in the next round', () => {
  const wanted = new Wanted();
  comeAndGo(wanted, 2, 500);
  wanted.look(7);
  expect(looks(wanted, 'soon', 500)).toEqual([7]);
  expect(looks(wanted, 'later', 500)).toEqual([]);
});

test('in a rush a process is looked at once it has outlived a round', () => {
  const wanted = new Wanted();
  comeAndGo(wanted, 10, 500);
  wanted.look(7);
  expect(looks(wanted, 'soon', 500)).toEqual([]);
  expect([wanted.has('soon'), wanted.has('later')]).toEqual([false, true]);
  expect(looks(wanted, 'later', 500)).toEqual([]);
  comeAndGo(wanted, 10, 550);
  wanted.look(8);
  expect(looks(wanted, 'later', 550)).toEqual([7]);
  // Nothing more happens: the guest's clock is not heard of any more, and yet it has its turn.
  expect(looks(wanted, 'later', 550)).toEqual([8]);
  expect(wanted.has('later')).toBe(false);
});

test('in a rush whoever is gone within a round is never looked at', () => {
  const wanted = new Wanted();
  for (let at = 500; at < 5000; at += 50) {
    comeAndGo(wanted, 10, at);
    wanted.look(at);
    wanted.lookLater(at);
    expect([...looks(wanted, 'soon', at), ...looks(wanted, 'later', at)]).toEqual([]);
    wanted.forget(at, at + 40);
  }
  expect(wanted.has('later')).toBe(false);
});

test('a rush ends with its time', () => {
  const wanted = new Wanted();
  comeAndGo(wanted, 10, 500);
  wanted.look(7);
  expect(looks(wanted, 'soon', 700)).toEqual([7]);
});

test('a rush of more than one round holds loses nobody', () => {
  const wanted = new Wanted();
  comeAndGo(wanted, 10, 500);
  for (let pid = 1; pid <= 200; pid++) wanted.look(pid);
  const seen = [1, 2, 3, 4, 5, 6].flatMap(() => looks(wanted, 'later', 500));
  expect(seen).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
});
