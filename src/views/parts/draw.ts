import { select, type Selection } from 'd3-selection';
import type { Millis } from '../../world/model.ts';
import { entityKey } from '../options.ts';
import { wire } from '../pointer.ts';
import { at, frame, round, setOnce } from '../svg.ts';
import type { Handlers } from '../view.ts';
import { writeTexts } from '../write.ts';
import { placeOf, type Placed } from './journeys.ts';
import type { Box, Frame, GlyphName, Item, Label, PartsScene, Place, Slab, Wire } from './scene.ts';

const layers = ['frames', 'wires', 'boxes', 'rows', 'texts', 'journeys'] as const;
const drawn = new WeakMap<SVGSVGElement, PartsScene>();
type Group<D> = Selection<SVGGElement, D, SVGGElement, unknown>;

/** Draws the parts, and what is on its way between them at `now`. */
export function draw(svg: SVGSVGElement, scene: PartsScene, now: Millis, handlers: Handlers): void {
  if (drawn.get(svg) !== scene) {
    drawn.set(svg, scene);
    frame(svg, scene, scene.bottom);
    join(svg, scene);
    wire(svg, handlers);
  }
  move(svg, scene, now);
}

export function animating({ restsAt }: PartsScene, now: Millis): boolean {
  return now < restsAt;
}

function join(svg: SVGSVGElement, scene: PartsScene): void {
  const plate = select(svg)
    .selectAll<SVGGElement, string>(':scope > g.plate')
    .data(['parts'])
    .join('g')
    .attr('class', 'plate parts')
    .attr('role', 'tree')
    .attr('aria-label', 'Docker’s parts, and what they say to each other');
  const groups = plate
    .selectAll<SVGGElement, string>(':scope > g')
    .data(layers)
    .join('g')
    .attr('class', (name) => name)
    .attr('role', 'none')
    .attr('aria-hidden', (name) => (name === 'rows' || name === 'texts' ? null : 'true'));
  const group = (name: (typeof layers)[number]): Group<unknown> =>
    groups.filter((each) => each === name) as never;
  joinFrames(group('frames'), scene.frames);
  joinWires(group('wires'), scene.wires);
  joinBoxes(group('boxes'), scene.boxes);
  joinItems(group('rows'), scene.items);
  joinLabels(group('texts'), scene.labels);
}

function joinFrames(group: Group<unknown>, frames: readonly Frame[]): void {
  const each = group
    .selectAll<SVGGElement, Frame>(':scope > g')
    .data(frames, ({ id }) => id)
    .join((enter) => {
      const g = enter.append('g');
      g.append('rect').attr('rx', 5);
      g.append('text').attr('y', 17);
      return g;
    })
    .order()
    .attr('class', ({ id }) => `frame frame-${id}`)
    .attr('transform', ({ x, y }) => at(round(x), round(y)));
  each
    .select('rect')
    .attr('width', ({ width }) => round(width))
    .attr('height', ({ height }) => round(height));
  each
    .select('text')
    .attr('x', ({ titleX }) => round(titleX))
    .text(({ title }) => title);
}

const pathOf = (points: readonly Place[]): string =>
  points
    .map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${String(round(x))},${String(round(y))}`)
    .join('');

function joinWires(group: Group<unknown>, wires: readonly Wire[]): void {
  const each = group
    .selectAll<SVGGElement, Wire>(':scope > g')
    .data(wires, ({ id }) => id)
    .join((enter) => {
      const g = enter.append('g');
      g.append('path').attr('class', 'line');
      g.append('circle').attr('class', 'end from').attr('r', 3);
      g.append('circle').attr('class', 'end to').attr('r', 3);
      g.append('text');
      return g;
    })
    .attr('class', ({ busy, dashed }) =>
      ['wire', busy ? 'busy' : '', dashed ? 'dashed' : ''].filter(Boolean).join(' '),
    );
  each.select('.line').attr('d', ({ points }) => pathOf(points));
  for (const [name, index] of [
    ['from', 0],
    ['to', -1],
  ] as const)
    each
      .select(`.${name}`)
      .attr('cx', ({ points }) => round(points.at(index)?.[0] ?? 0))
      .attr('cy', ({ points }) => round(points.at(index)?.[1] ?? 0));
  each
    .select('text')
    .attr('class', 'note')
    .attr('x', ({ label }) => round(label?.x ?? 0))
    .attr('y', ({ label }) => round(label?.y ?? 0))
    .attr('text-anchor', ({ label }) => (label?.end ? 'end' : null))
    .text(({ label }) => label?.text ?? '');
}

function joinBoxes(group: Group<unknown>, boxes: readonly Box[]): void {
  group
    .selectAll<SVGRectElement, Box>(':scope > rect')
    .data(boxes, ({ id }) => id)
    .join('rect')
    .attr('class', ({ id }) => `box ${id}`)
    .attr('x', ({ x }) => round(x))
    .attr('y', ({ y }) => round(y))
    .attr('width', ({ width }) => round(width))
    .attr('height', ({ height }) => round(height))
    .attr('rx', 4);
}

/** Marks differ in form, not in colour only. */
const glyphs: Readonly<Record<GlyphName, string>> = {
  running: 'M-4.5,-5L5,0L-4.5,5Z',
  still: 'M-4,-4H4V4H-4Z',
  unseen: 'M-4.5,-5L5,0L-4.5,5Z',
  registry: 'M-5,-2.5H1V-5L5.5,0L1,5V2.5H-5Z',
  operations: 'M-4,-1H-1V-4H1V-1H4V1H1V4H-1V1H-4Z',
  event: 'M0,-4.5A4.5,4.5 0 1 1 -0.01,-4.5ZM0,-1.8A1.8,1.8 0 1 0 0.01,-1.8Z',
  attach: 'M-5,0L-1.5,-3.5V-1H1.5V-3.5L5,0L1.5,3.5V1H-1.5V3.5Z',
  group: 'M-3,-4L3.5,0L-3,4Z',
};

function joinItems(group: Group<unknown>, items: readonly Item[]): void {
  const row = group
    .selectAll<SVGGElement, Item>(':scope > g.row')
    .data(items, ({ id }) => id)
    .join((enter) => {
      const g = enter.append('g');
      g.append('rect').attr('class', 'hit').attr('x', 2).attr('y', 1).attr('rx', 3);
      g.append('path').attr('class', 'glyph');
      g.append('g').attr('class', 'slabs').attr('aria-hidden', 'true');
      g.append('g').attr('class', 'labels').attr('aria-hidden', 'true');
      return g;
    })
    .order()
    .attr('role', 'treeitem')
    .attr('class', itemClass)
    .attr('transform', ({ x, y }) => at(round(x), round(y)))
    .attr('data-entity', ({ entity }) => (entity ? entityKey(entity) : null))
    .attr('data-fold', ({ fold }) => fold)
    .attr('aria-level', ({ level }) => level)
    .attr('aria-expanded', ({ fold, open }) => (fold === null ? null : String(open)))
    .attr('aria-label', ({ spoken }) => spoken);
  row
    .select('.hit')
    .attr('width', ({ width }) => round(width - 4))
    .attr('height', ({ height }) => round(height - 2));
  row
    .select<SVGPathElement>('.glyph')
    .attr('d', ({ glyph }) => (glyph ? glyphs[glyph.name] : null))
    .attr('class', ({ glyph }) => `glyph${glyph ? ` ${glyph.name}` : ''}`)
    .attr('transform', ({ glyph, open }) =>
      glyph
        ? `${at(round(glyph.x), glyph.y)}${open && glyph.name === 'group' ? ' rotate(90)' : ''}`
        : null,
    );
  row.each(function ({ labels, slabs }) {
    const g = select(this);
    joinLabels(g.select('.labels') as never, labels);
    joinSlabs(g.select('.slabs') as never, slabs);
  });
}

function itemClass({ kind, light, dim, failed, entity, fold, hue }: Item): string {
  const mute = entity === null && fold === null;
  const words = ['row', kind, light, dim ? 'dim' : '', failed ? 'failed' : '', mute ? 'mute' : ''];
  return [...words, hue === null ? '' : `hue-${String(hue)}`].filter(Boolean).join(' ');
}

function joinLabels(group: Group<unknown>, labels: readonly Label[]): void {
  const text = group
    .selectAll<SVGTextElement, Label>(':scope > text')
    .data(labels)
    .join('text')
    .attr('class', ({ look }) => `text ${look}`)
    .attr('x', ({ x }) => round(x))
    .attr('y', ({ y }) => round(y))
    .attr('text-anchor', ({ end }) => (end ? 'end' : null));
  writeTexts(text, (label) => label);
}

const slabHeight = 11;

/** A layer seen edge-on; one that was skipped is hollow and crossed out. */
function slabPath({ x, y, width, look }: Slab): string {
  const [left, top, right, bottom] = [x, y, x + width, y + slabHeight].map(round);
  const body = `M${String(left)},${String(top)}H${String(right)}V${String(bottom)}H${String(left)}Z`;
  if (look === 'skipped')
    return `${body}M${String(left)},${String(bottom)}L${String(right)},${String(top)}`;
  if (look !== 'shared') return body;
  const middle = round(y + slabHeight / 2);
  return `${body}M${String(left)},${String(middle)}H${String(right)}`;
}

function joinSlabs(group: Group<unknown>, slabs: readonly Slab[]): void {
  group
    .selectAll<SVGPathElement, Slab>(':scope > path')
    .data(slabs)
    .join('path')
    .attr('class', ({ look }) => `slab ${look}`)
    .attr('d', slabPath);
}

/** Room that a label needs at the right of a wire that goes up. */
const besideWire = 96;

function move(svg: SVGSVGElement, { journeys, width: end }: PartsScene, now: Millis): void {
  const placed = journeys.flatMap((journey) => placeOf(journey, now) ?? []);
  const group = select(svg).select<SVGGElement>(':scope > g.plate > g.journeys');
  const crowd = told(placed);
  const cargo = group
    .selectAll<SVGGElement, Placed>(':scope > g')
    .data(placed, ({ id }) => id)
    .join((enter) => {
      const g = enter.append('g');
      g.append('path').attr('class', 'body');
      g.append('text');
      return g;
    });
  cargo.each(function ({ id, x, y, cargo: { look, width, text }, opacity, waiting, upright }) {
    setOnce(this, 'class', `cargo ${look}${waiting ? ' waiting' : ''}`);
    setOnce(this, 'transform', at(round(x), round(y)));
    setOnce(this, 'opacity', String(round(opacity)));
    const [body, label] = this.children;
    if (body) setOnce(body, 'd', cargoPath(look, width));
    const shownText = crowd.has(id) ? text : '';
    if (label) {
      const isLast = x > end - besideWire;
      const side = isLast ? -1 : 1;
      setOnce(label, 'x', String(upright ? side * (width / 2 + 6) : 0));
      setOnce(label, 'y', upright ? '4' : '-10');
      setOnce(label, 'text-anchor', upright ? (isLast ? 'end' : 'start') : 'middle');
    }
    if (label && label.textContent !== shownText) label.textContent = shownText;
  });
}

/** Labels that would stand on one another are left out: what comes later is told. */
function told(placed: readonly Placed[]): ReadonlySet<string> {
  const chosen: Placed[] = [];
  for (const each of [...placed].reverse()) {
    const free = chosen.every(({ x, y }) => Math.abs(x - each.x) > 58 || Math.abs(y - each.y) > 14);
    if (each.cargo.text !== '' && free) chosen.push(each);
  }
  return new Set(chosen.map(({ id }) => id));
}

function cargoPath(look: Placed['cargo']['look'], width: number): string {
  const half = width / 2;
  const block = `M${String(-half)},-5.5H${String(half)}V5.5H${String(-half)}Z`;
  if (look === 'bytes') return block;
  if (look === 'skipped') return `${block}M${String(-half)},5.5L${String(half)},-5.5`;
  if (look === 'failed') return 'M-4,-4L4,4M-4,4L4,-4';
  return look === 'question' ? 'M-4,0a4,4 0 1 0 8,0a4,4 0 1 0 -8,0Z' : 'M0,-5L5,0L0,5L-5,0Z';
}
