import { expect, test } from 'vitest';
import { Room } from '../../src/machine/room.ts';

/** How a guest spends its time that always wants to go on and whose turns take one millisecond. */
function play(room: Room, clock: { now: number }, ms: number): { ran: number; rested: number } {
  const spent = { ran: 0, rested: 0 };
  for (const end = clock.now + ms; clock.now < end;) {
    const wait = room.wait();
    clock.now += wait || 1;
    if (wait > 0) spent.rested += wait;
    else spent.ran++;
  }
  return spent;
}

test('Room takes nothing from a guest that nobody asked for room', () => {
  const clock = { now: 1000 };
  const room = new Room(() => clock.now);
  expect(play(room, clock, 100)).toEqual({ ran: 100, rested: 0 });
});

test('Room takes half of a busy guest while it lasts, in turns, and nothing afterwards', () => {
  const clock = { now: 1000 };
  const room = new Room(() => clock.now);
  room.make(80);
  expect(play(room, clock, 80)).toEqual({ ran: 40, rested: 40 });
  expect(play(room, clock, 100)).toEqual({ ran: 100, rested: 0 });
});

test('Room that is asked for again lasts longer, never shorter', () => {
  const clock = { now: 0 };
  const room = new Room(() => clock.now);
  room.make(100);
  room.make(10);
  expect(play(room, clock, 96).rested).toBe(48);
});
