import { apply } from './apply.ts';
import type { WorldEvent } from './event.ts';
import { emptyWorld } from './empty.ts';
import type { CommandId, Millis, World } from './model.ts';

/** Worlds over time: immutable, each append returns a new one that shares the old one's past. */
export interface Timeline {
  /** Oldest first; each starts from a whole world. */
  readonly chunks: readonly Chunk[];
  /** The world after the last event. */
  readonly present: World;
  /** Events kept at most; the oldest chunk is forgotten first. */
  readonly limit: number;
}

interface Chunk {
  /** The world before this chunk's first event: the keyframe. */
  readonly base: World;
  readonly events: readonly WorldEvent[];
}

const chunkLength = 128;

/** A timeline that starts with a world and keeps the last `limit` events. */
export function startTimeline(world: World = emptyWorld, limit = 20_000): Timeline {
  return { chunks: [{ base: world, events: [] }], present: world, limit };
}

/** The timeline with these events at its end. Events that came before are dropped; a replaced world starts everything anew. */
export function append(timeline: Timeline, events: readonly WorldEvent[]): Timeline {
  const chunks = [...timeline.chunks];
  let present = timeline.present;
  let last = lastSeq(timeline);
  for (const event of events) {
    if (event.type === 'world/replaced') {
      present = apply(present, event);
      chunks.splice(0, chunks.length, { base: present, events: [] });
    } else {
      if (event.seq <= last) continue;
      push(chunks, present, event);
      present = apply(present, event);
    }
    last = event.seq;
  }
  return { ...timeline, chunks: newest(chunks, timeline.limit), present };
}

/** Adds to the last chunk, which is copied: the timelines before share it. */
function push(chunks: Chunk[], present: World, event: WorldEvent): void {
  const open = chunks.at(-1);
  if (!open || open.events.length >= chunkLength) chunks.push({ base: present, events: [event] });
  else chunks[chunks.length - 1] = { base: open.base, events: [...open.events, event] };
}

function newest(chunks: readonly Chunk[], limit: number): readonly Chunk[] {
  const most = Math.max(1, Math.ceil(limit / chunkLength));
  return chunks.length > most ? chunks.slice(-most) : chunks;
}

/** The oldest world that is kept. */
export function firstWorld(timeline: Timeline): World {
  return timeline.chunks[0]?.base ?? timeline.present;
}

/** Sequence number of the last event; of the first world when there is none. */
export function lastSeq(timeline: Timeline): number {
  const chunk = timeline.chunks.at(-1);
  return chunk?.events.at(-1)?.seq ?? chunk?.base.seq ?? 0;
}

/** The kept events, oldest first. */
export function eventsOf(timeline: Timeline): WorldEvent[] {
  return timeline.chunks.flatMap(({ events }) => events);
}

/** The world just after the event with this number; the first or last one kept where there is none so old or new. */
export function worldAtSeq(timeline: Timeline, seq: number): World {
  if (seq >= lastSeq(timeline)) return timeline.present;
  return replay(timeline, (event) => event.seq <= seq);
}

/** The world at this moment of the guest's clock. */
export function worldAt(timeline: Timeline, at: Millis): World {
  if (at >= timeline.present.at) return timeline.present;
  return replay(timeline, (event) => event.at <= at);
}

/** The last world reached by events of which `within` holds; it must hold for a beginning of the events. */
function replay(timeline: Timeline, within: (event: WorldEvent) => boolean): World {
  const chunk = timeline.chunks.findLast(({ events }) => events[0] && within(events[0]));
  if (!chunk) return firstWorld(timeline);
  let world = chunk.base;
  for (const event of chunk.events) {
    if (!within(event)) break;
    world = apply(world, event);
  }
  return world;
}

/** The timeline up to and with the event of this number, to be gone on with in another way. */
export function truncate(timeline: Timeline, seq: number): Timeline {
  const kept = timeline.chunks.filter(
    ({ events }, at) => at === 0 || (events[0] && events[0].seq <= seq),
  );
  const chunks = kept.map((chunk, at) => {
    if (at < kept.length - 1) return chunk;
    return { base: chunk.base, events: chunk.events.filter((event) => event.seq <= seq) };
  });
  return { ...timeline, chunks, present: worldAtSeq(timeline, seq) };
}

/** The events at which commands began or ended, after the event with this number. */
export function commandsAfter({ chunks }: Timeline, seq: number): WorldEvent[] {
  return chunks.flatMap(({ events }) =>
    (events.at(-1)?.seq ?? 0) > seq
      ? events.filter((event) => event.seq > seq && event.type.startsWith('command/'))
      : [],
  );
}

/** Whether a command began or ended after the one event, up to and with the other. */
export function hasCommands(timeline: Timeline, after: number, until = Infinity): boolean {
  const [first] = commandsAfter(timeline, after);
  return first !== undefined && first.seq <= until;
}

/** Time of the first kept event after this moment; null where none comes. */
export function nextChange(timeline: Timeline, at: Millis): Millis | null {
  for (const { events } of timeline.chunks) {
    const last = events.at(-1);
    if (!last || last.at <= at) continue;
    return events.find((event) => event.at > at)?.at ?? null;
  }
  return null;
}

/** The number of the next or previous kept event; the same number at either end. */
export function stepEvent(timeline: Timeline, seq: number, direction: 1 | -1): number {
  const seqs = [firstWorld(timeline).seq, ...eventsOf(timeline).map((event) => event.seq)];
  const next =
    direction === 1 ? seqs.find((each) => each > seq) : seqs.findLast((each) => each < seq);
  return next ?? seq;
}

/** One command on the timeline, from the event that started it to the one that finished it. */
export interface Segment {
  readonly command: CommandId;
  readonly terminal: number;
  readonly text: string;
  readonly from: Moment;
  /** Null while it runs. */
  readonly to: Moment | null;
  readonly exit: number | null;
}

interface Moment {
  readonly seq: number;
  readonly at: Millis;
}

/** The commands of the kept events, in the order in which they started. */
export function segmentsOf(timeline: Timeline): Segment[] {
  const segments = new Map<CommandId, Segment>();
  for (const event of eventsOf(timeline)) {
    const moment = { seq: event.seq, at: event.at };
    if (event.type === 'command/started') {
      const { id, terminal, text } = event;
      const known = segments.get(id) ?? { text: '', from: moment, to: null, exit: null };
      segments.set(id, { ...known, command: id, terminal, text: known.text || text });
    } else if (event.type === 'command/finished') {
      const segment = segments.get(event.id);
      if (!segment || segment.to) continue;
      const text = event.text || segment.text;
      segments.set(event.id, { ...segment, text, to: moment, exit: event.exit });
    }
  }
  return [...segments.values()];
}

/** The number of the event at which the next or previous command border lies: the end of one, or the start of the first. */
export function stepCommand(timeline: Timeline, seq: number, direction: 1 | -1): number {
  const borders = segmentsOf(timeline).flatMap(({ from, to }) => [
    // Just before the command began: the world it found.
    from.seq - 1,
    ...(to ? [to.seq] : []),
  ]);
  const ends = [firstWorld(timeline).seq, lastSeq(timeline)];
  const stops = [...new Set([...borders, ...ends])].sort((a, b) => a - b);
  const next =
    direction === 1 ? stops.find((each) => each > seq) : stops.findLast((each) => each < seq);
  return next ?? seq;
}
