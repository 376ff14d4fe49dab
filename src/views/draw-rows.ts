import { select, type Selection } from 'd3-selection';
import type { Millis } from '../world/model.ts';
import { closedTriangle, markPaths, openTriangle } from './marks.ts';
import { presence, progress, visibility } from './motion.ts';
import type { Arrival, Bead, Label, Mark, Row } from './row.ts';
import { durations } from './style.ts';
import { entityKey, type Scene } from './options.ts';

export type Group = Selection<SVGGElement, unknown, null, undefined>;

/** Where a row stands at one moment. */
export interface RowPlace {
  readonly x: number;
  readonly y: number;
}

/** What each row's DOM was made from: rows are made anew by each layout, but most say the same as before. */
const drawnAs = new WeakMap<SVGGElement, string>();

/** Makes the DOM of each row that is new or changed; where they stand is for `moveRows`. */
export function joinRows(parent: Group, rows: readonly Row[]): void {
  parent
    .selectAll<SVGGElement, Row>(':scope > g.row')
    .data(rows, (row) => row.id)
    .join((enter) => {
      const g = enter.append('g').attr('role', 'treeitem').attr('tabindex', -1);
      g.append('rect').attr('class', 'hit').attr('rx', 3);
      g.append('g').attr('class', 'body');
      return g;
    })
    .order()
    .each(function (row) {
      const content = JSON.stringify(row);
      if (drawnAs.get(this) === content) return;
      drawnAs.set(this, content);
      drawRow(select(this), row);
    });
}

type One = Selection<SVGGElement, Row, null, undefined>;

function drawRow(g: One, row: Row): void {
  const pointable = row.entity !== null || row.fold !== null;
  g.attr('class', ['row', row.light, row.dim ? 'dim' : '', pointable ? '' : 'mute'].join(' '))
    .attr('data-entity', row.entity ? entityKey(row.entity) : null)
    .attr('data-fold', row.fold?.key ?? null);
  for (const [name, value] of Object.entries(pointable ? spoken(row) : mute)) g.attr(name, value);
  g.select<SVGRectElement>('rect.hit')
    .attr('x', row.hit.x)
    .attr('y', Math.max(0, row.middle - 13))
    .attr('width', row.hit.width)
    .attr('height', Math.min(row.height, 26));
  drawBody(g.select<SVGGElement>('g.body'), row);
  drawMark(g, row.mark ? [row.mark] : [], row.middle);
  drawBeads(g, row);
  drawArrivals(g, row);
}

/** What a screen reader is told of a row. */
function spoken({ label, level, light, fold }: Row): Record<string, string | null> {
  return {
    role: 'treeitem',
    'aria-label': label,
    'aria-level': String(level),
    'aria-selected': String(light === 'selected'),
    'aria-expanded': fold ? String(fold.open) : null,
  };
}

const mute = {
  role: 'none',
  'aria-label': null,
  'aria-level': null,
  'aria-selected': null,
  'aria-expanded': null,
};

function drawBody(body: Selection<SVGGElement, Row, null, undefined>, row: Row): void {
  const { fold } = row;
  body
    .selectAll<SVGPathElement, number>('path.fold')
    .data(fold && fold.x !== null ? [fold.x] : [])
    .join('path')
    .attr('class', 'fold')
    .attr('d', fold?.open ? openTriangle : closedTriangle)
    .attr('transform', (x) => at(x, row.middle));
  body
    .selectAll<SVGPathElement, Mark>('path.pip')
    .data(row.pips)
    .join('path')
    .attr('class', markClass('pip'))
    .attr('d', ({ shape }) => markPaths[shape])
    .attr('transform', ({ x }) => `${at(x, row.middle)}scale(.8)`);
  body
    .selectAll<SVGRectElement, Label>('rect.seal')
    .data(row.labels.filter(({ style }) => style === 'seal'))
    .join((enter) => enter.insert('rect', ':first-child'))
    .attr('class', 'seal')
    .attr('x', ({ x, anchor }) => x - (anchor === 'end' ? 13 : 4.5))
    .attr('y', row.middle - 8)
    .attr('width', 17.5)
    .attr('height', 16)
    .attr('rx', 2.5);
  body
    .selectAll<SVGTextElement, Label>('text')
    .data(row.labels, ({ id }) => id)
    .join((enter) => {
      const text = enter.append('text');
      text.append('tspan');
      text.append('title');
      return text;
    })
    .attr('class', ({ style }) => style)
    .attr('x', ({ x }) => x)
    .attr('y', row.middle)
    .attr('dy', '0.35em')
    .attr('text-anchor', ({ anchor }) => anchor)
    .each(function ({ text, full }) {
      const [shown, title] = this.children;
      if (shown) shown.textContent = text;
      if (title) title.textContent = full;
    });
}

function drawMark(g: One, marks: readonly Mark[], middle: number): void {
  g.selectAll<SVGGElement, Mark>(':scope > g.mark')
    .data(marks)
    .join((enter) => {
      const mark = enter.append('g');
      mark.append('circle').attr('class', 'ring').attr('r', 0);
      mark.append('path');
      return mark;
    })
    .attr('class', markClass('mark'))
    .attr('transform', ({ x }) => at(x, middle))
    .select('path')
    .attr('d', ({ shape }) => markPaths[shape]);
}

function drawBeads(g: One, row: Row): void {
  g.selectAll<SVGGElement, Bead>(':scope > g.bead')
    .data(row.beads, ({ id }) => id)
    .join((enter) => {
      const bead = enter.append('g').attr('role', 'treeitem').attr('tabindex', -1);
      bead.append('circle').attr('class', 'reach').attr('r', 8.5);
      bead.append('circle').attr('class', 'ring').attr('r', 0);
      bead.append('circle').attr('class', 'bead-body');
      bead.append('text').attr('dy', '0.35em').attr('text-anchor', 'middle');
      bead.append('title');
      return bead;
    })
    .attr('class', ({ kind, standing, light }) => `bead kind-${kind} ${standing} ${light}`)
    .attr('transform', ({ x }) => at(x, row.middle))
    .attr('data-entity', ({ entity }) => entityKey(entity))
    .attr('aria-label', ({ label }) => label)
    .attr('aria-level', row.level + 1)
    .attr('aria-selected', ({ light }) => light === 'selected')
    .each(function ({ letter, label, standing }) {
      const bead = select(this);
      const carries = row.id === 'region/host' || standing === 'own' || standing === 'joined';
      bead.select('.bead-body').attr('r', carries ? 7 : 2.6);
      bead.select('text').text(carries ? letter : '');
      bead.select('title').text(label);
    });
}

function drawArrivals(g: One, row: Row): void {
  g.selectAll<SVGGElement, Arrival>(':scope > g.arrival')
    .data(row.arrivals, ({ id }) => id)
    .join((enter) => {
      const arrival = enter.append('g').attr('class', 'arrival');
      arrival.append('path').attr('class', 'dart').attr('d', 'M-9,-4L0,0L-9,4L-6.5,0Z');
      const chip = arrival.append('g').attr('class', 'chip');
      chip.append('rect').attr('rx', 2).attr('y', -9).attr('height', 18);
      chip.append('text').attr('dy', '0.35em').attr('text-anchor', 'end');
      chip.append('title');
      return arrival;
    })
    .each(function ({ text, full }) {
      const width = text.length * 7.4 + 12;
      const chip = select(this).select('.chip').attr('transform', at(row.chipX, row.middle));
      chip.select('rect').attr('x', -width).attr('width', width);
      chip.select('text').attr('x', -6).text(text);
      chip.select('title').text(full);
    });
}

const at = (x: number, y: number): string => `translate(${String(x)},${String(y)})`;

const markClass =
  (name: string) =>
  ({ shape, hue }: Mark): string =>
    `${name} ${shape}${hue === null ? '' : ` hue-${String(hue)}`}`;

/** Puts every row where it stands at `now`, and what moves within it. */
export function moveRows(
  parent: Group,
  placeOf: (row: Row, index: number) => RowPlace,
  now: Millis,
): void {
  const marks = new Map<string, RowPlace>();
  const nodes = parent.selectAll<SVGGElement, Row>(':scope > g.row');
  nodes.each((row, i) => {
    const { x, y } = placeOf(row, i);
    marks.set(row.id, { x: x + (row.mark?.x ?? 0), y: y + roomOf(row, now) / 2 });
  });
  nodes.each(function (row, i) {
    const place = placeOf(row, i);
    const y = place.y + (roomOf(row, now) - row.height) / 2;
    setOnce(this, 'transform', at(round(place.x), round(y)));
    // What is gone stays in the document until the world forgets it: no key and no reader may find it.
    setOnce(this, 'visibility', presence(row, now) === 0 ? 'hidden' : 'visible');
    const body = this.querySelector(':scope > g.body');
    if (body) setOnce(body, 'opacity', String(round(visibility(row, now) ** 2)));
    if (row.mark) moveMark(this, row, marks, now);
    if (row.beads.length > 0) moveBeads(this, row, now);
    if (row.arrivals.length > 0) moveArrivals(this, row, marks, now);
  });
}

const roomOf = (row: Row, now: Millis): number => row.height * presence(row, now);

/** A mark splits off from its parent's: the way from there to its own place is the birth. */
function moveMark(g: Element, row: Row, marks: ReadonlyMap<string, RowPlace>, now: Millis): void {
  const mark = g.querySelector(':scope > g.mark');
  if (!mark || !row.mark) return;
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

function moveBeads(g: Element, row: Row, now: Millis): void {
  const shown = round(visibility(row, now) ** 2);
  const beads = g.querySelectorAll(':scope > g.bead');
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

/** A circle that widens and fades: something has just happened here. */
function ring(g: Element, since: Millis | null, { now, length, from, to }: Ring): void {
  const circle = g.querySelector(':scope > circle.ring');
  if (!circle) return;
  const share = since === null ? 1 : progress(since, length, now);
  const on = share > 0 && share < 1;
  setOnce(circle, 'r', on ? String(round(from + (to - from) * share)) : '0');
  setOnce(circle, 'opacity', on ? String(round(1 - share)) : '0');
}

function moveArrivals(
  g: Element,
  row: Row,
  marks: ReadonlyMap<string, RowPlace>,
  now: Millis,
): void {
  const own = marks.get(row.id) ?? { x: 0, y: 0 };
  const nodes = g.querySelectorAll(':scope > g.arrival');
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

/** Sizes the svg element for a picture that is so high at the moment. */
export function frame(svg: SVGSVGElement, { width, zoom }: Scene, bottom: number): void {
  const height = Math.ceil(bottom);
  setOnce(svg, 'width', String(round(width * zoom)));
  setOnce(svg, 'height', String(round(height * zoom)));
  setOnce(svg, 'viewBox', `0 0 ${String(round(width))} ${String(height)}`);
}

export const round = (value: number): number => Math.round(value * 100) / 100;

/** Sets an attribute only where it differs: most of a picture stands still in most frames. */
export function setOnce(node: Element, name: string, value: string): void {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}
