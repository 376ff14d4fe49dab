import { describe, expect, test } from 'vitest';
import { Keeper } from '../../src/backend/keeper.ts';
import type { CommandFact } from '../../src/backend/commands.ts';
import { commandId } from '../../src/world/id.ts';
import { ManualClock } from './manual-clock.ts';

const id = commandId(1, 1);
const started: CommandFact = { type: 'command/started', id, terminal: 1, text: 'ls' };
const finished: CommandFact = { type: 'command/finished', id, text: 'ls', exit: 0 };

/** A keeper for a guest that executes so many instructions in a millisecond. */
function open(rate = 0) {
  const clock = new ManualClock();
  const guest = { rate, due: 0 };
  const keeper = new Keeper({ clock, instructions: () => clock.now() * guest.rate });
  keeper.onDue(() => guest.due++);
  return { clock, guest, keeper };
}

describe('Keeper', () => {
  test('is due once the guest rests at the prompt after a command', () => {
    const { clock, guest, keeper } = open(1_000_000);
    keeper.heard([started], false);
    keeper.heard([finished], true);
    clock.advance(200);
    expect(guest.due).toBe(0);
    guest.rate = 0;
    clock.advance(100);
    expect(guest.due).toBe(1);
  });

  test('waits for the prompt, which may come later than the end of the command', () => {
    const { clock, guest, keeper } = open();
    keeper.heard([finished], false);
    clock.advance(500);
    expect(guest.due).toBe(0);
    keeper.heard([], true);
    clock.advance(100);
    expect(guest.due).toBe(1);
  });

  test('does not keep a prompt before which nothing was done', () => {
    const { clock, guest, keeper } = open();
    keeper.heard([], true);
    clock.advance(500);
    expect(guest.due).toBe(0);
  });

  test('lets whoever opened a terminal begin before its first prompt is kept', () => {
    const { clock, guest, keeper } = open();
    keeper.opened();
    keeper.heard([], true);
    clock.advance(500);
    expect(guest.due).toBe(0);
    clock.advance(200);
    expect(guest.due).toBe(1);
    keeper.opened();
    keeper.heard([], true);
    clock.advance(500);
    keeper.heard([started], false);
    clock.advance(1000);
    expect(guest.due).toBe(1);
    keeper.heard([finished], true);
    clock.advance(100);
    expect(guest.due).toBe(2);
  });

  test('leaves whoever types or starts the next command alone', () => {
    const { clock, guest, keeper } = open();
    keeper.heard([finished], true);
    keeper.typed();
    clock.advance(500);
    keeper.heard([finished], true);
    keeper.heard([started], false);
    clock.advance(500);
    expect(guest.due).toBe(0);
    keeper.heard([finished], true);
    clock.advance(100);
    expect(guest.due).toBe(1);
  });

  test('takes a guest as it is that never rests', () => {
    const { clock, guest, keeper } = open(1_000_000);
    keeper.heard([finished], true);
    clock.advance(5000);
    expect(guest.due).toBe(1);
  });
});
