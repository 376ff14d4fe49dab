import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apply } from '../../src/world/apply.ts';
import { commandId } from '../../src/world/id.ts';
import { emptyWorld } from '../../src/world/empty.ts';
import type { WorldFact } from '../../src/world/event.ts';
import {
  append,
  eventsOf,
  firstWorld,
  lastSeq,
  segmentsOf,
  startTimeline,
  stepCommand,
  stepEvent,
  worldAt,
  worldAtSeq,
} from '../../src/world/timeline.ts';
import { anyFact } from './any-fact.ts';
import { numbered, process } from './sample.ts';

const facts: WorldFact[] = [
  { type: 'process/forked', process: process({ pid: 1 }) },
  { type: 'command/started', id: commandId(1, 1), terminal: 1, text: 'sleep 9 &' },
  { type: 'process/forked', process: process({ pid: 7 }) },
  { type: 'command/finished', id: commandId(1, 1), text: '', exit: 0 },
  { type: 'command/started', id: commandId(1, 2), terminal: 1, text: 'kill %1' },
  { type: 'process/reaped', id: process({ pid: 7 }).id },
  { type: 'command/finished', id: commandId(1, 2), text: 'kill %1', exit: 1 },
];
const timeline = append(startTimeline(), numbered(facts));

describe('a timeline', () => {
  test('gives the world after any event as applying them all would', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 300, size: 'max' }), fc.nat(300), (some, seq) => {
        const events = numbered(some.filter(({ type }) => type !== 'world/replaced'));
        const all = append(startTimeline(), events);
        const until = events.filter((event) => event.seq <= seq).reduce(apply, emptyWorld);
        expect(worldAtSeq(all, seq)).toEqual(until);
        expect(worldAt(all, seq * 10 + 5)).toEqual(until);
      }),
      { numRuns: 50 },
    );
  });

  test('names a command that is told again with its text', () => {
    const id = commandId(1, 1);
    const told: WorldFact[] = ['', 'ls', 'other'].map((text) => ({
      type: 'command/started',
      id,
      terminal: 1,
      text,
    }));
    const all = append(startTimeline(), numbered(told));
    expect(worldAtSeq(all, 1).commands.get(id)?.text).toBe('');
    expect(worldAtSeq(all, 3).commands.get(id)).toMatchObject({ text: 'ls', startedAt: 10 });
    expect(segmentsOf(all)).toMatchObject([{ command: id, text: 'ls', from: { seq: 1 } }]);
  });

  test('leaves the timeline that was appended to as it was', () => {
    const before = append(startTimeline(), numbered(facts.slice(0, 3)));
    append(before, numbered(facts.slice(3), 4));
    expect(lastSeq(before)).toBe(3);
    expect(eventsOf(before)).toHaveLength(3);
  });

  test('forgets the oldest events beyond its limit and starts from a later world', () => {
    const many = Array.from({ length: 1000 }, (): WorldFact => ({
      type: 'records/lost',
      count: 1,
    }));
    const short = append(startTimeline(emptyWorld, 300), numbered(many));
    expect(eventsOf(short).length).toBeLessThanOrEqual(384);
    expect(firstWorld(short).lost).toBe(1000 - eventsOf(short).length);
    expect(worldAtSeq(short, 0)).toBe(firstWorld(short));
    expect(short.present.lost).toBe(1000);
  });

  test('starts anew when the world is replaced', () => {
    const again = append(timeline, [{ type: 'world/replaced', world: emptyWorld, seq: 8, at: 80 }]);
    expect(eventsOf(again)).toEqual([]);
    expect(segmentsOf(again)).toEqual([]);
    expect(again.present).toMatchObject({ seq: 8, at: 80 });
  });

  test('cuts events into the commands between the marks of the shell', () => {
    expect(segmentsOf(timeline)).toMatchObject([
      { text: 'sleep 9 &', from: { seq: 2 }, to: { seq: 4, at: 40 }, exit: 0 },
      { text: 'kill %1', from: { seq: 5 }, to: { seq: 7 }, exit: 1 },
    ]);
  });

  test('steps from event to event and stays at either end', () => {
    expect(stepEvent(timeline, 3, 1)).toBe(4);
    expect(stepEvent(timeline, 3, -1)).toBe(2);
    expect(stepEvent(timeline, 7, 1)).toBe(7);
    expect(stepEvent(timeline, 0, -1)).toBe(0);
  });

  test('steps from command to command', () => {
    const stops = [0];
    for (let i = 0; i < 4; i++) stops.push(stepCommand(timeline, stops.at(-1) ?? 0, 1));
    expect(stops).toEqual([0, 1, 4, 7, 7]);
    expect(stepCommand(timeline, 6, -1)).toBe(4);
  });
});
