// The pictures of any moment are the same, however one came to it: live, by steps, by scrubbing, by playing, after going back.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Frames } from '../../src/app/state/frames.ts';
import { Playhead } from '../../src/app/state/playhead.svelte.ts';
import { defaultOptions } from '../../src/views/view.ts';
import type { WorldEvent } from '../../src/world/event.ts';
import type { World } from '../../src/world/model.ts';
import { worldToJson } from '../../src/world/world-json.ts';
import { commandId } from '../../src/world/id.ts';
import { recorded } from '../gallery/recorded.ts';
import { views } from '../gallery/views.ts';

const size = { width: 900, height: 700 };

/** Everything that is drawn and told of a world, in all views. */
function drawn(world: World): string {
  const scenes = views.map((view) => [
    view.layout(world, size, defaultOptions),
    view.describe(world, defaultOptions),
  ]);
  const text = JSON.stringify([worldToJson(world), scenes], (_key, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : value,
  );
  return createHash('sha256').update(text).digest('hex');
}

/** Cuts a recording into commands, as a shell would. */
function withCommands(events: readonly WorldEvent[]): WorldEvent[] {
  const every = 25;
  let seq = 0;
  return events.flatMap((event, index) => {
    const marks: WorldEvent[] = [];
    const id = commandId(1, Math.floor(index / every));
    const { at } = event;
    if (index % every === 3)
      marks.push({ seq: ++seq, at, type: 'command/started', id, terminal: 1, text: id });
    if (index % every === 20)
      marks.push({ seq: ++seq, at, type: 'command/finished', id, text: id, exit: 0 });
    return [...marks, { ...event, seq: ++seq }];
  });
}

/** A playhead in a page whose frames are drawn by hand. */
function openPage() {
  const due: ((wall: number) => void)[] = [];
  const page = { wall: 0 };
  const playhead = new Playhead(new Frames((draw) => due.push(draw)), () => page.wall);
  const frame = (ms: number): void => {
    page.wall += ms;
    for (const draw of due.splice(0)) draw(page.wall);
  };
  return { playhead, frame };
}

type Move = readonly [way: number, number: number];
const moves = fc.array(fc.tuple(fc.nat(6), fc.nat(1_000_000)), { minLength: 5, maxLength: 30 });

/** One way to another moment. */
function move({ playhead, frame }: ReturnType<typeof openPage>, [way, number]: Move): void {
  const { first, last } = playhead;
  const share = number / 1_000_000;
  if (way === 0) playhead.scrub(first + share * (last - first));
  else if (way === 1) playhead.step('event', number % 2 ? 1 : -1);
  else if (way === 2) playhead.step('command', number % 2 ? 1 : -1);
  else if (way === 3) playhead.visit(Math.floor(share * playhead.present.seq));
  else if (way === 4) {
    playhead.speed = 8;
    playhead.play();
    for (let at = 0; at < number % 20; at++) frame(16);
    playhead.pause();
  } else if (way === 5) playhead.goLive();
  else goBack(playhead, Math.floor(share * playhead.present.seq));
  frame(0);
}

/** The machine goes back, and tells the world of then. */
function goBack(playhead: Playhead, seq: number): void {
  const place = { branch: playhead.branches.current, seq };
  const world = playhead.worldOf(place);
  playhead.announceReturn(place);
  playhead.push([{ seq: world.seq, at: world.at, type: 'world/replaced', world }]);
}

describe.each(recorded)('$name', ({ tell }) => {
  const events = withCommands(tell().events);
  const { playhead: live, frame } = openPage();
  /** The worlds that were shown as they came, and what was drawn of those that are looked at again. */
  const shown = new Map<number, World>([[0, live.world]]);
  for (const event of events) {
    live.push([event]);
    frame(1);
    shown.set(live.world.seq, live.world);
  }
  const known = new Map<number, string>();
  const drawnLive = (seq: number): string => {
    const world = shown.get(seq);
    if (!world) throw new Error(`There was no moment ${String(seq)}`);
    const text = known.get(seq) ?? drawn(world);
    known.set(seq, text);
    return text;
  };

  test('shows the same at any moment, however one came there', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(moves, (list) => {
        const page = openPage();
        page.playhead.push(events);
        page.frame(16);
        for (const each of list) {
          move(page, each);
          const { world, live: isLive, at } = page.playhead;
          expect(drawn(world)).toBe(drawnLive(world.seq));
          if (isLive) continue;
          const later = events.find(({ seq }) => seq > world.seq);
          const shownEnd = page.playhead.timeline.present.seq;
          if (later && later.seq <= shownEnd && each[0] === 0) expect(later.at).toBeGreaterThan(at);
        }
      }),
      { numRuns: 12 },
    );
  });
});
