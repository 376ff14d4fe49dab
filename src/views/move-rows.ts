import type { Millis } from '../world/model.ts';
import { presence, progress, visibility } from './motion.ts';
import type { Row } from './row.ts';
import { everything, isSeen, type Sight } from './sight.ts';
import { durations } from './style.ts';
import { at, round, setOnce, type Group } from './svg.ts';

/** Where a row stands at one moment. */
export interface RowPlace {
  readonly x: number;
  readonly y: number;
}

/** Puts every row where it stands at `now`, and what moves within those that are in `sight`, in the picture's own units. */
export function moveRows(
  parent: Group,
  placeOf: (row: Row, index: number) => RowPlace,
  now: Millis,
  sight: Sight,
): void {
  const marks = new Map<string, RowPlace>();
  const nodes = parent.selectChildren<SVGGElement, Row>('g.row');
  nodes.each((row, i) => {
    const { x, y } = placeOf(row, i);
    marks.set(row.id, { x: x + (row.mark?.x ?? 0), y: y + roomOf(row, now) / 2 });
  });
  nodes.each(function (row, i) {
    const place = placeOf(row, i);
    const y = place.y + (roomOf(row, now) - row.height) / 2;
    // What is gone stays in the document until the world forgets it: no key and no reader may find it.
    setOnce(this, 'visibility', presence(row, now) === 0 ? 'hidden' : 'visible');
    const parts = partsOf(this);
    const seen = isSeen(sight, y, y + row.height);
    const there = seen || isStop(this, parts);
    if (sight !== everything) setOnce(this, 'display', there ? 'inline' : 'none');
    if (there) setOnce(this, 'transform', at(round(place.x), round(y)));
    if (!seen) return;
    setOnce(parts.body, 'opacity', String(round(visibility(row, now) ** 2)));
    if (parts.mark) moveMark(parts.mark, row, marks, now);
    if (parts.beads.length > 0) moveBeads(parts.beads, row, now);
    if (parts.arrivals.length > 0) moveArrivals(parts.arrivals, row, marks, now);
  });
}

/** The elements of a row that move by themselves. */
interface Parts {
  readonly body: Element;
  readonly mark: Element | null;
  readonly beads: readonly Element[];
  readonly arrivals: readonly Element[];
}

/** True for the row that Tab leads to, or that holds it: it must be there to be reached. */
function isStop(row: Element, { beads }: Parts): boolean {
  return [row, ...beads].some((each) => each.getAttribute('tabindex') === '0');
}

const found = new WeakMap<Element, Parts>();

function partsOf(row: Element): Parts {
  const known = found.get(row);
  if (known) return known;
  const all = (name: string): Element[] =>
    [...row.children].filter((child) => child.classList.contains(name));
  const parts = {
    body: all('body')[0] ?? row,
    mark: all('mark')[0] ?? null,
    beads: all('bead'),
    arrivals: all('arrival'),
  };
  found.set(row, parts);
  return parts;
}

/** To be called when a row was drawn anew. */
export function forgetParts(row: Element | null): void {
  if (row) found.delete(row);
}

const roomOf = (row: Row, now: Millis): number => row.height * presence(row, now);

/** A mark splits off from its parent's: the way from there to its own place is the birth. */
function moveMark(
  mark: Element,
  row: Row,
  marks: ReadonlyMap<string, RowPlace>,
  now: Millis,
): void {
  if (!row.mark) return;
  const share = row.enter === null ? 1 : progress(row.enter, durations.travel, now);
  const { dx, dy } = wayLeft(row, marks, share);
  setOnce(mark, 'transform', at(round(row.mark.x + dx), round(row.middle + dy)));
  const gone = row.leave === null ? 1 : visibility(row, now);
  setOnce(mark, 'opacity', String(round(share === 0 ? 0 : gone)));
  const told = row.arrivals[row.arrivals.length - 1];
  const since = told ? told.at + durations.signal * 0.3 : row.flashedAt;
  ring(mark, since, { now, length: durations.flash, from: 4, to: 11 });
}

function wayLeft(row: Row, marks: ReadonlyMap<string, RowPlace>, share: number) {
  const own = marks.get(row.id);
  const from = row.from === null ? undefined : marks.get(row.from);
  if (!own || !from || share === 1) return { dx: 0, dy: 0 };
  return { dx: (from.x - own.x) * (1 - share), dy: (from.y - own.y) * (1 - share) };
}

function moveBeads(beads: readonly Element[], row: Row, now: Millis): void {
  const shown = round(visibility(row, now) ** 2);
  for (const [i, bead] of row.beads.entries()) {
    const node = beads[i];
    if (!node) continue;
    setOnce(node, 'opacity', String(shown));
    ring(node, bead.at, { now, length: durations.ring, from: 7, to: 17 });
  }
}

interface Ring {
  readonly now: Millis;
  readonly length: number;
  readonly from: number;
  readonly to: number;
}

/** Marks and beads whose ring is shown at the moment. */
const ringing = new WeakSet<Element>();

/** A circle that widens and fades: something has just happened here. */
function ring(g: Element, since: Millis | null, { now, length, from, to }: Ring): void {
  const share = since === null ? 1 : progress(since, length, now);
  const on = share > 0 && share < 1;
  if (!on && !ringing.has(g)) return;
  if (on) ringing.add(g);
  else ringing.delete(g);
  const circle = [...g.children].find((child) => child.classList.contains('ring'));
  if (!circle) return;
  setOnce(circle, 'r', on ? String(round(from + (to - from) * share)) : '0');
  setOnce(circle, 'opacity', on ? String(round(1 - share)) : '0');
}

function moveArrivals(
  nodes: readonly Element[],
  row: Row,
  marks: ReadonlyMap<string, RowPlace>,
  now: Millis,
): void {
  const own = marks.get(row.id) ?? { x: 0, y: 0 };
  for (const [i, arrival] of row.arrivals.entries()) {
    const node = nodes[i];
    if (!node) continue;
    const sender = arrival.from === null ? undefined : marks.get(arrival.from);
    // The kernel's own signals come from the margin.
    const start = sender ?? { x: own.x - 70, y: own.y };
    moveArrival(node, row, { dx: start.x - own.x, dy: start.y - own.y }, now - arrival.at);
  }
}

/** The dart flies from the sender's mark; the chip with the signal's name stays a while. */
function moveArrival(
  node: Element,
  row: Row,
  { dx, dy }: { dx: number; dy: number },
  age: Millis,
): void {
  const share = progress(0, durations.signal * 0.4, age);
  const x = (row.mark?.x ?? 0) + dx * (1 - share) - 6 * share;
  const y = row.middle + dy * (1 - share);
  const angle = Math.round((Math.atan2(-dy, -dx) * 180) / Math.PI);
  const fade = 1 - progress(durations.signal * 0.7, durations.signal * 0.3, age);
  const [dart, chip] = node.children;
  if (!dart || !chip) return;
  setOnce(dart, 'transform', `${at(round(x), round(y))}rotate(${String(angle)})`);
  setOnce(dart, 'opacity', share > 0 && share < 1 ? '1' : '0');
  setOnce(chip, 'opacity', String(share > 0 ? round(fade) : 0));
}
