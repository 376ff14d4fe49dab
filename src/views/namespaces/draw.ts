import { select } from 'd3-selection';
import type { Millis } from '../../world/model.ts';
import { joinBands } from '../draw-bands.ts';
import { joinRows } from '../draw-rows.ts';
import { moveRows, type RowPlace } from '../move-rows.ts';
import type { Row } from '../row.ts';
import { everything, isSeen, sightOf, type Sight } from '../sight.ts';
import { frame, isMadeFrom, n, round, setAll, setOnce, type Group } from '../svg.ts';
import { presence, shiftsBy, visibility } from '../motion.ts';
import { wire } from '../pointer.ts';
import { entityKey } from '../options.ts';
import type { Handlers } from '../view.ts';
import { joinThreads, moveThreads } from './draw-threads.ts';
import { place, type Placed } from './place.ts';
import type { Band, Branch, Join, KeyLine, Lane, NamespacesScene, Sign, Spot } from './scene.ts';

const layers = ['bands', 'branches', 'joins', 'threads', 'heads', 'key', 'rows'] as const;
const drawn = new WeakMap<SVGSVGElement, NamespacesScene>();

/** Draws the scene as it stands at `now`. The DOM is joined anew only for another scene; otherwise what moves is moved. */
export function draw(
  svg: SVGSVGElement,
  scene: NamespacesScene,
  now: Millis,
  handlers: Handlers,
): void {
  if (drawn.get(svg) !== scene) {
    drawn.set(svg, scene);
    join(svg, scene);
    wire(svg, handlers);
  }
  move(svg, scene, now);
}

/** True while something would stand elsewhere a little later. */
export function animating(scene: NamespacesScene, now: Millis): boolean {
  return now < scene.restsAt;
}

function layerOf(svg: SVGSVGElement, name: (typeof layers)[number]): Group {
  return select(svg).selectChild<SVGGElement>('g.plate').selectChild<SVGGElement>(`g.${name}`);
}

function join(svg: SVGSVGElement, scene: NamespacesScene): void {
  const plate = select(svg)
    .selectChildren<SVGGElement, string>('g.plate')
    .data(['namespaces'])
    .join('g')
    .attr('class', 'plate namespaces')
    .attr('role', scene.rows.length > 0 ? 'tree' : 'none')
    .attr(
      'aria-label',
      scene.rows.length > 0 ? 'Processes by the namespaces that they share' : null,
    );
  plate
    .selectChildren<SVGGElement, string>('g')
    .data(layers)
    .join('g')
    .attr('class', (name) => name)
    .attr('role', 'none')
    .attr('aria-hidden', (name) => (name === 'rows' ? null : 'true'));
  joinBands(layerOf(svg, 'bands'), scene.bands);
  joinBranches(layerOf(svg, 'branches'));
  joinJoins(layerOf(svg, 'joins'), scene.joins);
  joinThreads(layerOf(svg, 'threads'), scene);
  joinHeads(layerOf(svg, 'heads'), scene);
  joinFoot(layerOf(svg, 'key'), scene);
  joinRows(layerOf(svg, 'rows'), scene.rows);
}

/** All in one line: nothing tells one from another, and they move together. */
function joinBranches(layer: Group): void {
  layer.selectChildren('path').data(['branch']).join('path').attr('class', 'branch');
}

function joinJoins(layer: Group, joins: readonly Join[]): void {
  layer
    .selectChildren<SVGPathElement, Join>('path')
    .data(joins, ({ id }) => id)
    .join('path')
    .order()
    .each(function ({ kind, light, namespace }) {
      setOnce(this, 'class', `join kind-${kind} ${light}`);
      setOnce(this, 'data-entity', entityKey({ kind: 'namespace', id: namespace }));
    });
}

function joinHeads(layer: Group, { lanes, rows }: NamespacesScene): void {
  const y = (rows[0]?.middle ?? 0) - 13;
  const heads = layer
    .selectChildren<SVGTextElement, Lane>('text')
    .data(rows.length > 0 ? lanes : [], ({ kind }) => kind)
    .join((enter) => enter.append('text').text(({ kind }) => kind));
  setAll(heads, {
    class: ({ kind }) => `lane-head kind-${kind}`,
    transform: ({ x }) => `translate(${String(x + 3)},${String(y)})rotate(-58)`,
  });
}

function joinFoot(layer: Group, scene: NamespacesScene): void {
  const node = layer.node();
  if (!node || isMadeFrom(node, [scene.key, scene.signs])) return;
  joinKey(layer, scene);
  joinSigns(layer, scene.signs);
}

function joinKey(layer: Group, { key }: NamespacesScene): void {
  const line = layer
    .selectChildren<SVGGElement, KeyLine>('g.key-line')
    .data(key, ({ kind }) => kind)
    .join((enter) => {
      const g = enter.append('g');
      g.append('path').attr('class', 'leader');
      g.append('text').attr('class', 'kind-name').attr('dy', '0.35em');
      g.append('text').attr('class', 'isolates').attr('dy', '0.35em');
      return g;
    })
    .attr('class', ({ kind, light }) => `key-line kind-${kind} ${light}`)
    .attr('data-entity', ({ entity }) => entityKey(entity));
  const nameWidth = 56;
  line
    .select('.leader')
    .attr('d', ({ x, y, textX }) => `M${n(x)},0V${n(y - 4)}q0,4 4,4H${n(textX - 7)}`);
  line
    .select('.kind-name')
    .attr('x', ({ textX }) => textX)
    .attr('y', ({ y }) => y)
    .text(({ kind }) => kind);
  line
    .select('.isolates')
    .attr('x', ({ textX }) => textX + nameWidth)
    .attr('y', ({ y }) => y)
    .text(({ isolates }) => isolates);
}

function joinSigns(layer: Group, signs: readonly Sign[]): void {
  const sign = layer
    .selectChildren<SVGGElement, Sign>('g.sign')
    .data(signs)
    .join((enter) => {
      const g = enter.append('g');
      g.append('path');
      g.append('circle').attr('class', 'bead-body');
      g.append('text').attr('class', 'letter').attr('dy', '0.35em').attr('text-anchor', 'middle');
      g.append('text').attr('class', 'isolates').attr('x', 18).attr('dy', '0.35em');
      return g;
    })
    .attr('class', ({ id }) => `sign kind-net bead ${id}`)
    .attr('transform', ({ x, y }) => `translate(${String(x)},${String(y)})`);
  sign
    .select('path')
    .attr('d', ({ id }) => signPaths[id])
    .attr('class', ({ id }) => `thread ${id}`);
  sign.select('circle').attr('r', ({ id }) => (id === 'text' ? 0 : id === 'host' ? 2.6 : 7));
  sign.select('.letter').text(({ id }) => (id === 'own' || id === 'joined' ? 'n' : ''));
  sign
    .select('.isolates')
    .attr('x', ({ id }) => (id === 'text' ? -8 : 18))
    .text(({ text }) => text);
}

const signPaths: Readonly<Record<Sign['id'], string>> = {
  own: 'M0,0V11',
  joined: 'M0,-12Q8,-12 8,-7Q8,0 0,0V11',
  host: 'M0,-10V10',
  text: '',
};

function move(svg: SVGSVGElement, scene: NamespacesScene, now: Millis): void {
  const { rows, restsAt } = scene;
  const placed = place(rows, shiftsBy({ rows: rows.length, restsAt }, now));
  frame(svg, scene, placed.bottom + scene.keyHeight);
  const sight = sightOf(svg, scene);
  layerOf(svg, 'bands')
    .selectChildren<SVGRectElement, Band>('rect')
    .each(function (band) {
      const top = placed.tops[band.first] ?? 0;
      const bottom = placed.tops[band.last + 1] ?? placed.bottom;
      const seen = isSeen(sight, top, bottom);
      if (sight !== everything) setOnce(this, 'display', seen ? 'inline' : 'none');
      if (!seen) return;
      setOnce(this, 'y', String(round(top)));
      setOnce(this, 'height', String(round(Math.max(0, bottom - top))));
      setOnce(this, 'opacity', String(round(visibility(band, now))));
    });
  moveThreads(layerOf(svg, 'threads'), placed, sight);
  layerOf(svg, 'joins')
    .selectChildren<SVGPathElement, Join>('path')
    .each(function (each) {
      setOnce(this, 'd', joinPath(each, placed, sight));
    });
  const branches = layerOf(svg, 'branches').selectChild<SVGPathElement>('path').node();
  const shown = scene.branches.filter(({ to }) => {
    const row = scene.rows[to];
    return row && presence(row, now) > 0;
  });
  if (branches)
    setOnce(branches, 'd', shown.map((each) => branchPath(each, scene, placed, sight)).join(''));
  const key = layerOf(svg, 'key').node();
  if (key) setOnce(key, 'transform', `translate(0,${n(placed.bottom)})`);
  const placeOf = (_: Row, i: number): RowPlace => ({ x: 0, y: placed.tops[i] ?? 0 });
  moveRows(layerOf(svg, 'rows'), placeOf, now, sight);
}

/** Leaves the one bead sideways, runs beside the lane, and enters the other. */
function joinPath({ x, offset, from, to }: Join, placed: Placed, sight: Sight): string {
  const start = placed.yOf(from);
  const end = placed.yOf(to);
  if (!isSeen(sight, start, end)) return '';
  const side = x + offset * 7.5;
  const turn = Math.min(12, Math.abs(end - start) / 2) * (end >= start ? 1 : -1);
  return `M${n(x)},${n(start)}Q${n(side)},${n(start)} ${n(side)},${n(start + turn)}V${n(end - turn)}Q${n(side)},${n(end)} ${n(x)},${n(end)}`;
}

function branchPath(
  { from, fromSibling, to, x1, x2 }: Branch,
  scene: NamespacesScene,
  placed: Placed,
  sight: Sight,
): string {
  const middle = (row: number): Spot => {
    const { middle: y = 0, height = 1 } = scene.rows[row] ?? {};
    return { row, share: y / height };
  };
  const start = placed.yOf(middle(from)) + (fromSibling ? -4 : 6);
  const end = placed.yOf(middle(to));
  if (end - start < 4 || !isSeen(sight, start, end)) return '';
  if (x2 <= x1) return `M${n(x1)},${n(start)}V${n(end - 7)}`;
  return `M${n(x1)},${n(start)}V${n(end - 4)}q0,4 4,4H${n(x2 - 7)}`;
}
