import { select } from 'd3-selection';
import type { Millis } from '../../world/model.ts';
import { joinBands } from '../draw-bands.ts';
import { joinRows } from '../draw-rows.ts';
import { moveRows, type RowPlace } from '../move-rows.ts';
import type { Row } from '../row.ts';
import { everything, isSeen, sightOf, type Sight } from '../sight.ts';
import { frame, isMadeFrom, round, setAll, setOnce, type Group } from '../svg.ts';
import { presence, visibility } from '../motion.ts';
import { wire } from '../pointer.ts';
import { entityKey } from '../options.ts';
import type { Handlers } from '../view.ts';
import { place, type Placed } from './place.ts';
import type {
  Band,
  Branch,
  Join,
  KeyLine,
  Lane,
  NamespacesScene,
  Sign,
  Spot,
  Thread,
} from './scene.ts';

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
  joinPaths(layerOf(svg, 'branches'), scene.branches, () => 'branch');
  joinPaths(layerOf(svg, 'joins'), scene.joins, (d) => `join kind-${d.kind} ${d.light}`);
  joinPaths(
    layerOf(svg, 'threads'),
    scene.threads,
    (d) => `thread ${d.style} kind-${d.kind} ${d.light}`,
  );
  joinHeads(layerOf(svg, 'heads'), scene);
  joinFoot(layerOf(svg, 'key'), scene);
  joinRows(layerOf(svg, 'rows'), scene.rows);
}

function joinPaths<T extends Thread | Join | Branch>(
  layer: Group,
  data: readonly T[],
  className: (datum: T) => string,
): void {
  layer
    .selectChildren<SVGPathElement, T>('path')
    .data(data, ({ id }) => id)
    .join('path')
    .order()
    .each(function (datum) {
      setOnce(this, 'class', className(datum));
      if (!('namespace' in datum)) return;
      setOnce(this, 'data-entity', entityKey({ kind: 'namespace', id: datum.namespace }));
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
  const placed = place(scene.rows, now);
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
  const paths = <T>(layer: (typeof layers)[number], path: (datum: T) => Path | null): void => {
    layerOf(svg, layer)
      .selectChildren<SVGPathElement, T>('path')
      .each(function (datum) {
        const { y, d } = path(datum) ?? nowhere;
        setOnce(this, 'd', d);
        setOnce(this, 'transform', `translate(0,${n(y)})`);
      });
  };
  const seen = (from: Spot, to: Spot): boolean => isSeen(sight, placed.yOf(from), placed.yOf(to));
  paths<Thread>('threads', (each) => (seen(each.from, each.to) ? threadPath(each, placed) : null));
  paths<Join>('joins', (each) => (seen(each.from, each.to) ? joinPath(each, placed) : null));
  paths<Branch>('branches', (branch) => {
    const row = scene.rows[branch.to];
    return row && presence(row, now) > 0 ? branchPath(branch, scene, placed, sight) : null;
  });
  const key = layerOf(svg, 'key').node();
  if (key) setOnce(key, 'transform', `translate(0,${n(placed.bottom)})`);
  const placeOf = (_: Row, i: number): RowPlace => ({ x: 0, y: placed.tops[i] ?? 0 });
  moveRows(layerOf(svg, 'rows'), placeOf, now, sight);
}

const n = (value: number): string => String(round(value));

/** A path whose own y begins at the place `y`: what only shifts with the rows above it keeps its shape. */
interface Path {
  readonly y: number;
  readonly d: string;
}

const nowhere: Path = { y: 0, d: '' };

function threadPath(
  { x, from, to, cutAbove, cutBelow, style }: Thread,
  placed: Placed,
): Path | null {
  const top = placed.yOf(from);
  const length = placed.yOf(to) - top;
  // What is left of a thread below a nested region may be too short to be seen as one.
  if (length < (style === 'own' && cutAbove ? 18 : 1)) return null;
  const bar = (y: number): string => `M${n(x - 3.5)},${n(y)}h7`;
  const ends = style === 'host' ? [cutAbove ? 0 : null, cutBelow ? length : null] : [length];
  const bars = ends.filter((y): y is number => y !== null).map(bar);
  return { y: top, d: `M${n(x)},0V${n(length)}${bars.join('')}` };
}

/** Leaves the one bead sideways, runs beside the lane, and enters the other. */
function joinPath({ x, offset, from, to }: Join, placed: Placed): Path {
  const start = placed.yOf(from);
  const end = placed.yOf(to) - start;
  const side = x + offset * 7.5;
  const turn = Math.min(12, Math.abs(end) / 2) * (end >= 0 ? 1 : -1);
  const d = `M${n(x)},0Q${n(side)},0 ${n(side)},${n(turn)}V${n(end - turn)}Q${n(side)},${n(end)} ${n(x)},${n(end)}`;
  return { y: start, d };
}

function branchPath(
  { from, fromSibling, to, x1, x2 }: Branch,
  scene: NamespacesScene,
  placed: Placed,
  sight: Sight,
): Path | null {
  const middle = (row: number): Spot => {
    const { middle: y = 0, height = 1 } = scene.rows[row] ?? {};
    return { row, share: y / height };
  };
  const top = placed.yOf(middle(from)) + (fromSibling ? -4 : 6);
  const length = placed.yOf(middle(to)) - top;
  if (length < 4 || !isSeen(sight, top, top + length)) return null;
  if (x2 <= x1) return { y: top, d: `M${n(x1)},0V${n(length - 7)}` };
  return { y: top, d: `M${n(x1)},0V${n(length - 4)}q0,4 4,4H${n(x2 - 7)}` };
}
