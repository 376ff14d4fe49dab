import { select } from 'd3-selection';
import type { Millis } from '../../world/model.ts';
import { joinBands } from '../draw-bands.ts';
import { joinRows } from '../draw-rows.ts';
import { moveRows } from '../move-rows.ts';
import { isSeen, sightOf, type Sight } from '../sight.ts';
import { frame, n, round, setOnce, type Group as Layer } from '../svg.ts';
import { markPaths } from '../marks.ts';
import { presence, shiftsBy, visibility } from '../motion.ts';
import { wire } from '../pointer.ts';
import type { Row } from '../row.ts';
import { heights } from '../style.ts';
import type { Handlers } from '../view.ts';
import { writeLines } from '../write.ts';
import { place, type Placed } from './place.ts';
import type { Column, Group, Note, PidsScene, Stand, Tie } from './scene.ts';

const layers = ['grounds', 'branches', 'ties', 'heads', 'notes', 'rows'] as const;
const drawn = new WeakMap<SVGSVGElement, PidsScene>();

/** Draws the scene as it stands at `now`. The DOM is joined anew only for another scene. */
export function draw(svg: SVGSVGElement, scene: PidsScene, now: Millis, handlers: Handlers): void {
  if (drawn.get(svg) !== scene) {
    drawn.set(svg, scene);
    join(svg, scene);
    wire(svg, handlers);
  }
  move(svg, scene, now);
}

/** True while something would stand elsewhere a little later. */
export function animating(scene: PidsScene, now: Millis): boolean {
  return now < scene.restsAt;
}

function layerOf(svg: SVGSVGElement, name: (typeof layers)[number]): Layer {
  return select(svg).selectChild<SVGGElement>('g.plate').selectChild<SVGGElement>(`g.${name}`);
}

/** Heads of groups come before their processes, so that the order of focus is the order of reading. */
function rowsOf({ stands, groups }: PidsScene): Row[] {
  const heads = new Map(groups.map((group) => [group.id, group.row]));
  return stands.flatMap(({ row, group }) => {
    const head = group === null ? undefined : heads.get(group);
    if (!head || group === null) return [row];
    heads.delete(group);
    return [head, row];
  });
}

function join(svg: SVGSVGElement, scene: PidsScene): void {
  const plate = select(svg)
    .selectChildren<SVGGElement, string>('g.plate')
    .data(['pids'])
    .join('g')
    .attr('class', 'plate pids')
    .attr('role', 'tree')
    .attr('aria-label', 'Processes by their numbers in each PID namespace');
  plate
    .selectChildren<SVGGElement, string>('g')
    .data(layers)
    .join('g')
    .attr('class', (name) => name)
    .attr('role', 'none')
    .attr('aria-hidden', (name) => (name === 'rows' ? null : 'true'));
  joinBands(layerOf(svg, 'grounds'), scene.groups);
  layerOf(svg, 'branches')
    .selectChildren<SVGPathElement, Stand>('path')
    .data(
      scene.stands.filter(({ parent }) => parent !== null),
      ({ row }) => row.id,
    )
    .join('path')
    .order()
    .each(function () {
      setOnce(this, 'class', 'branch');
    });
  layerOf(svg, 'ties')
    .selectChildren<SVGPathElement, Tie>('path')
    .data(scene.ties, ({ id }) => id)
    .join('path')
    .order()
    .each(function ({ hue, light }) {
      setOnce(this, 'class', `tie hue-${String(hue)} ${light}`);
    });
  joinHeads(layerOf(svg, 'heads'), scene.columns);
  joinNotes(layerOf(svg, 'notes'), scene);
  joinRows(layerOf(svg, 'rows'), rowsOf(scene));
}

function joinHeads(layer: Layer, columns: readonly Column[]): void {
  const head = layer
    .selectChildren<SVGGElement, Column>('g')
    .data(columns)
    .join((enter) => {
      const g = enter.append('g');
      g.append('text').attr('class', 'title');
      g.append('text').attr('class', 'note');
      return g;
    })
    .attr('transform', ({ x }) => `translate(${String(x)},0)`);
  head.select<SVGTextElement>('.title').each(function ({ titles }) {
    writeLines(this, titles, { x: 0, y: 20 });
  });
  head.select<SVGTextElement>('.note').each(function ({ titles, notes }) {
    writeLines(this, notes, { x: 0, y: 21 + titles.length * heights.line });
  });
}

function joinNotes(layer: Layer, { notes, noteX }: PidsScene): void {
  const note = layer
    .selectChildren<SVGGElement, Note>('g')
    .data(notes, ({ id }) => id)
    .join((enter) => {
      const g = enter.append('g');
      g.append('path').attr('class', 'sign');
      g.append('text')
        .attr('class', 'sign-text')
        .attr('dy', '0.35em')
        .attr('text-anchor', 'middle');
      g.append('text').attr('class', 'isolates').attr('x', 26).attr('dy', '0.35em');
      return g;
    })
    .attr('class', ({ sign }) => `pid-note sign-${sign}`)
    .attr('transform', ({ y }) => `translate(${String(noteX)},${String(y)})`);
  note
    .select('.sign')
    .attr('transform', 'translate(10,0)')
    .attr('d', ({ sign }) => signs[sign]);
  note
    .select('.sign-text')
    .attr('x', 10)
    .text(({ sign }) => (sign === 'seal' ? '1' : ''));
  note.select('.isolates').text(({ text }) => text);
}

const signs: Readonly<Record<Note['sign'], string>> = {
  tie: 'M-10,0H10',
  seal: 'M-8.5,-6q0,-2 2,-2h13q2,0 2,2v12q0,2 -2,2h-13q-2,0 -2,-2Z',
  stopped: markPaths.stopped,
  zombie: markPaths.zombie,
};

function move(svg: SVGSVGElement, scene: PidsScene, now: Millis): void {
  const { lines, restsAt } = scene;
  const placed = place(scene, shiftsBy({ rows: lines.length, restsAt }, now));
  const places = new Map(scene.stands.map(({ row, column }, i) => [row, { column, i }]));
  frame(svg, scene, placed.bottom + scene.footHeight);
  layerOf(svg, 'grounds')
    .selectChildren<SVGRectElement, Group>('rect')
    .each(function (group) {
      const { top = 0, bottom = 0 } = placed.groups.get(group.id) ?? {};
      setOnce(this, 'y', String(round(top)));
      setOnce(this, 'height', String(round(Math.max(0, bottom - top))));
      setOnce(this, 'opacity', String(round(visibility(group, now))));
    });
  const sight = sightOf(svg, scene);
  layerOf(svg, 'branches')
    .selectChildren<SVGPathElement, Stand>('path')
    .each(function ({ row }) {
      const at = presence(row, now) > 0 ? (places.get(row)?.i ?? -1) : -1;
      setOnce(this, 'd', branchPath(scene, at, placed, sight));
    });
  layerOf(svg, 'ties')
    .selectChildren<SVGPathElement, Tie>('path')
    .each(function (tie) {
      setOnce(this, 'd', tiePath(scene, tie, placed, sight));
      const row = scene.stands[tie.to]?.row;
      if (row) setOnce(this, 'opacity', String(round(visibility(row, now))));
    });
  setOnce(layerOf(svg, 'notes').node() ?? svg, 'transform', `translate(0,${n(placed.bottom)})`);
  const heads = new Map(scene.groups.map((group) => [group.row, group]));
  moveRows(
    layerOf(svg, 'rows'),
    (row) => {
      const head = heads.get(row);
      if (head) return { x: head.x, y: placed.groups.get(head.id)?.top ?? 0 };
      const { column = 0, i = 0 } = places.get(row) ?? {};
      return { x: scene.columns[column]?.x ?? 0, y: placed.tops[i] ?? 0 };
    },
    now,
    sight,
  );
}

/** From the parent's mark, or from the sibling before on the same line, to the mark of a stand. */
function branchPath(
  { stands, columns }: PidsScene,
  at: number,
  placed: Placed,
  sight: Sight,
): string {
  const stand = stands[at];
  if (!stand || stand.parent === null) return '';
  const middleOf = (i: number): number => (placed.tops[i] ?? 0) + (stands[i]?.row.middle ?? 0);
  const { sibling, parent, markX, column } = stand;
  const start = sibling === null ? middleOf(parent) + 6 : middleOf(sibling) - 4;
  const end = middleOf(at);
  const x = stands[parent]?.markX ?? markX;
  if (end - start < 3 || !isSeen(sight, start, end)) return '';
  const base = columns[column]?.x ?? 0;
  if (markX <= x) return `M${n(base + x)},${n(start)}V${n(end - 7)}`;
  return `M${n(base + x)},${n(start)}V${n(end - 4)}q0,4 4,4H${n(base + markX - 7)}`;
}

function tiePath(
  { stands, columns }: PidsScene,
  { from, to }: Tie,
  placed: Placed,
  sight: Sight,
): string {
  const [a, b] = [stands[from], stands[to]];
  if (!a || !b) return '';
  const x1 = (columns[a.column]?.x ?? 0) + a.tieOut;
  const x2 = (columns[b.column]?.x ?? 0) + b.tieIn;
  const y1 = (placed.tops[from] ?? 0) + a.row.middle;
  const y2 = (placed.tops[to] ?? 0) + b.row.middle;
  if (!isSeen(sight, y1, y2)) return '';
  if (Math.abs(y1 - y2) < 0.5) return `M${n(x1)},${n(y1)}H${n(x2)}`;
  const middle = Math.max((x1 + x2) / 2, x2 - 40);
  return `M${n(x1)},${n(y1)}C${n(middle)},${n(y1)} ${n(middle)},${n(y2)} ${n(x2)},${n(y2)}`;
}
