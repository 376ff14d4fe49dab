import { describe, expect, test } from 'vitest';
import { withoutDeparted, farewell } from '../../src/app/stage/departed.ts';
import { Frames } from '../../src/app/state/frames.ts';
import { Playhead } from '../../src/app/state/playhead.svelte.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import type { WorldEvent, WorldFact } from '../../src/world/event.ts';
import { commandId } from '../../src/world/id.ts';
import type { Departed } from '../../src/world/model.ts';

function open() {
  const due: ((wall: number) => void)[] = [];
  let wall = 0;
  const playhead = new Playhead(new Frames((draw) => due.push(draw)), () => wall);
  let seq = 0;
  const event = (at: number, fact: WorldFact): WorldEvent => ({ seq: ++seq, at, ...fact });
  return {
    playhead,
    /** Pushes events and draws the frame in which they show. */
    push(at: number, ...facts: WorldFact[]): void {
      playhead.push(facts.map((fact) => event(at, fact)));
      this.draw(at);
    },
    draw(at: number): void {
      wall = at;
      for (const draw of due.splice(0)) draw(wall);
    },
  };
}

const start = (nth: number): WorldFact => ({
  type: 'command/started',
  id: commandId(1, nth),
  terminal: 1,
  text: `command ${String(nth)}`,
});
const finish = (nth: number): WorldFact => ({
  type: 'command/finished',
  id: commandId(1, nth),
  text: `command ${String(nth)}`,
  exit: 0,
});

function withHistory() {
  const page = open();
  page.push(100, { type: 'world/replaced', world: emptyWorld });
  for (const nth of [1, 2]) {
    page.push(nth * 1000, start(nth));
    page.push(nth * 1000 + 500, finish(nth));
  }
  return page;
}
const running = ({ playhead }: ReturnType<typeof open>): string[] =>
  [...playhead.world.commands.values()].map(
    ({ text, finishedAt }) => `${text}${finishedAt === null ? ' runs' : ''}`,
  );

describe('Playhead', () => {
  test('shows what arrives, with the next frame', () => {
    const page = withHistory();
    expect(page.playhead.live).toBe(true);
    expect(running(page)).toEqual(['command 1', 'command 2']);
    expect(page.playhead.segments.map(({ text }) => text)).toEqual(['command 1', 'command 2']);
  });

  test('steps back by command and event, and on again to live', () => {
    const page = withHistory();
    page.playhead.step('event', -1);
    expect(page.playhead.live).toBe(false);
    expect(running(page)).toEqual(['command 1', 'command 2 runs']);
    page.playhead.step('command', -1);
    expect(running(page)).toEqual(['command 1']);
    page.playhead.step('event', 1);
    page.playhead.step('event', 1);
    expect(page.playhead.live).toBe(true);
  });

  test('stays in the past while the present goes on', () => {
    const page = withHistory();
    page.playhead.scrub(1200);
    page.push(5000, start(3));
    expect(running(page)).toEqual(['command 1 runs']);
    expect(page.playhead.present.commands.size).toBe(3);
    page.playhead.goLive();
    expect(running(page)).toContain('command 3 runs');
  });

  test('plays what a step changed, and stands still while scrubbed', () => {
    const page = withHistory();
    page.playhead.scrub(1200);
    expect([page.playhead.now(2500), page.playhead.now(9000)]).toEqual([1200, 1200]);
    page.playhead.visit(2);
    expect([page.playhead.now(2500), page.playhead.now(2900)]).toEqual([1000, 1400]);
    expect(page.playhead.now(99_000)).toBe(2500);
  });

  test('halts where it was to play to, and can be shown that moment at once', () => {
    const page = withHistory();
    page.playhead.scrub(1200);
    page.playhead.play(1700);
    page.draw(2600);
    expect([page.playhead.playing, page.playhead.at]).toEqual([true, 1300]);
    page.draw(9000);
    expect([page.playhead.playing, page.playhead.live, page.playhead.at]).toEqual([
      ...[false, false, 1700],
    ]);
    expect(running(page)).toEqual(['command 1']);
    page.playhead.play(2200);
    page.playhead.hurry();
    expect([page.playhead.playing, page.playhead.at]).toEqual([false, 2200]);
    expect(running(page)).toEqual(['command 1', 'command 2 runs']);
  });

  test('starts anew with a machine that was replaced', () => {
    const page = withHistory();
    page.playhead.scrub(1200);
    page.push(50, { type: 'world/replaced', world: emptyWorld });
    expect(page.playhead.live).toBe(true);
    expect(page.playhead.segments).toEqual([]);
    expect(page.playhead.guestNow()).toBe(50);
  });
});

describe('withoutDeparted()', () => {
  const gone = { at: 1000 } as Departed;
  const world = { ...emptyWorld, departed: [gone] };

  test('keeps the very world while its leaving is drawn', () =>
    expect(withoutDeparted(world, 1000 + farewell)).toBe(world));

  test('drops those that were drawn to their end', () =>
    expect(withoutDeparted(world, 1001 + farewell).departed).toEqual([]));
});
