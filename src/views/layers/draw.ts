import { select, type Selection } from 'd3-selection';
import type { Millis } from '../../world/model.ts';
import { progress } from '../motion.ts';
import { entityKey } from '../options.ts';
import { wire } from '../pointer.ts';
import { durations } from '../style.ts';
import { at, frame, round, setOnce } from '../svg.ts';
import type { Handlers } from '../view.ts';
import { writeLines, writeTexts } from '../write.ts';
import { drawHead } from './draw-head.ts';
import { glyphPaths, halfPath } from './glyphs.ts';
import type { Cell, Lane, LayersScene, LegendItem, SceneRow, Wall } from './scene.ts';
import { say } from '../say.ts';

const layers = ['strata', 'rows', 'legend', 'head'] as const;
const drawn = new WeakMap<SVGSVGElement, LayersScene>();
type Group<D> = Selection<SVGGElement, D, SVGGElement, unknown>;

/** Draws the rows that are in the pane as they stand at `now`. */
export function draw(
  svg: SVGSVGElement,
  scene: LayersScene,
  now: Millis,
  handlers: Handlers,
): void {
  if (drawn.get(svg) !== scene) {
    drawn.set(svg, scene);
    frame(svg, scene, scene.height);
    join(svg, scene);
    wire(svg, handlers);
  }
  move(svg, scene, now);
}

export function animating(scene: LayersScene, now: Millis): boolean {
  return scene.motion && now < scene.restsAt;
}

function join(svg: SVGSVGElement, scene: LayersScene): void {
  const plate = select(svg)
    .selectAll<SVGGElement, string>(':scope > g.plate')
    .data(['layers'])
    .join('g')
    .attr('class', 'plate layers')
    .attr('role', scene.rows.length > 0 ? 'tree' : 'none')
    .attr(
      'aria-label',
      scene.rows.length > 0 ? say`Files in each layer, and what is seen of them` : null,
    );
  const groups = plate
    .selectAll<SVGGElement, string>(':scope > g')
    .data(layers)
    .join('g')
    .attr('class', (name) => name)
    .attr('role', 'none')
    .attr('aria-hidden', (name) => (name === 'rows' ? null : 'true'));
  const group = (name: (typeof layers)[number]): Group<unknown> =>
    groups.filter((each) => each === name) as never;
  joinStrata(group('strata'), scene);
  joinRows(group('rows'), scene);
  joinLegend(group('legend'), scene.legend);
  drawHead(group('head') as never, scene);
}

function joinStrata(group: Group<unknown>, { columns, headHeight, legend, bottom }: LayersScene) {
  const end = legend[0] ? legend[0].y - 18 : bottom;
  group
    .selectAll('rect')
    .data(columns, (column) => (column as { id: string }).id)
    .join('rect')
    .attr('class', ({ shared, writable, light, hue }) =>
      [
        'stratum',
        shared ? 'shared' : '',
        writable ? 'writable' : '',
        light,
        hue === null ? '' : `hue-${String(hue)}`,
      ]
        .join(' ')
        .trim(),
    )
    .attr('x', ({ x }) => x)
    .attr('y', headHeight)
    .attr('width', ({ width }) => width - 2)
    .attr('height', Math.max(0, end - headHeight));
}

function joinRows(group: Group<unknown>, scene: LayersScene): void {
  const row = group
    .selectAll<SVGGElement, SceneRow>(':scope > g.row')
    .data(scene.rows, ({ id }) => id)
    .join((enter) => {
      const g = enter.append('g');
      g.append('rect').attr('class', 'hit').attr('x', 2).attr('y', 1).attr('rx', 3);
      g.append('path').attr('class', 'fold').attr('d', 'M-3,-4L3.5,0L-3,4Z');
      g.append('text').attr('class', 'name').attr('dy', '0.35em');
      g.append('text').attr('class', 'note').attr('dy', '0.35em');
      for (const name of ['walls', 'lanes', 'cells'])
        g.append('g').attr('class', name).attr('aria-hidden', 'true');
      return g;
    })
    .order()
    .attr('role', 'treeitem')
    .attr('class', rowClass)
    .attr('transform', ({ y }) => at(0, y))
    .attr('data-entity', ({ entity }) => (entity ? entityKey(entity) : null))
    .attr('data-fold', ({ fold }) => fold)
    .attr('aria-level', ({ level }) => level)
    .attr('aria-expanded', ({ fold, open }) => (fold === null ? null : String(open)))
    .attr('aria-label', ({ sentence }) => sentence);
  const middle = scene.rowHeight / 2;
  row
    .select('.hit')
    .attr('width', scene.width - 4)
    .attr('height', scene.rowHeight - 2);
  row
    .select<SVGPathElement>('.fold')
    .attr('visibility', ({ fold }) => (fold === null ? 'hidden' : null))
    .attr('transform', ({ x, open }) => `${at(x + 6, middle)}${open ? ' rotate(90)' : ''}`);
  row
    .select('.name')
    .attr('x', ({ x }) => x + 15)
    .attr('y', middle);
  writeTexts(row.select('.name'), ({ label: text, full }) => ({ text, full }));
  row
    .select('.note')
    .attr('x', ({ noteX }) => noteX)
    .attr('y', middle)
    .text(({ note }) => note);
  row.each(function (each) {
    const g = select(this);
    joinWalls(g.select('.walls'), each.walls);
    joinLanes(g.select('.lanes'), each.lanes, scene.eyeX);
    joinCells(g.select('.cells'), each.cells);
  });
}

function rowClass({ kind, light, gone, changed, directory }: SceneRow): string {
  return [
    'row',
    kind,
    light,
    gone ? 'gone' : '',
    changed ? 'changed' : '',
    directory ? 'folder' : '',
  ]
    .filter(Boolean)
    .join(' ');
}

type Inner = Selection<SVGGElement, unknown, null, undefined>;

function joinWalls(group: Inner, walls: readonly Wall[]): void {
  group
    .selectAll('rect')
    .data(walls)
    .join('rect')
    .attr('class', ({ hue }) => `wall hue-${String(hue)}`)
    .attr('x', ({ x }) => x)
    .attr('y', ({ y }) => y)
    .attr('width', 3.5)
    .attr('height', ({ height }) => height);
}

function joinLanes(group: Inner, lanes: readonly Lane[], eyeX: number): void {
  const lane = group
    .selectAll<SVGGElement, Lane>('g')
    .data(lanes)
    .join((enter) => {
      const g = enter.append('g');
      g.append('path').attr('class', 'sight');
      g.append('path').attr('class', 'eye');
      return g;
    })
    .attr('class', ({ hue, sees, strong }) =>
      [`hue-${String(hue)}`, `sees-${sees}`, strong ? 'strong' : ''].join(' ').trim(),
    );
  lane
    .select('.sight')
    .attr('d', ({ y, endX }) =>
      endX === null ? null : `M${String(round(eyeX + 6))},${String(y)}H${String(round(endX - 9))}`,
    );
  lane
    .select('.eye')
    .attr('transform', ({ y }) => at(eyeX, y))
    .attr('d', ({ sees }) => eyes[sees]);
}

const eyes: Readonly<Record<Lane['sees'], string>> = {
  yes: 'M-3.4,0a3.4,3.4 0 1 0 6.8,0a3.4,3.4 0 1 0 -6.8,0Z',
  no: 'M-3.4,0a3.4,3.4 0 1 0 6.8,0a3.4,3.4 0 1 0 -6.8,0ZM-4.6,4.6L4.6,-4.6',
  unknown: '',
};

function joinCells(group: Inner, cells: readonly Cell[]): void {
  const cell = group
    .selectAll<SVGGElement, Cell>(':scope > g')
    .data(cells, ({ id }) => id)
    .join((enter) => {
      const g = enter.append('g');
      g.append('path').attr('class', 'trail');
      const mark = g.append('g').attr('class', 'sheet');
      mark.append('circle').attr('class', 'ring');
      mark.append('path').attr('class', 'glyph');
      mark.append('path').attr('class', 'fill');
      g.append('text').attr('class', 'cell-text').attr('dy', '0.35em');
      return g;
    })
    .attr('class', ({ glyph, sight, hue, strong, opaque }) =>
      [
        'cell',
        `glyph-${glyph}`,
        sight,
        hue === null ? '' : `hue-${String(hue)}`,
        strong ? 'strong' : '',
        opaque ? 'opaque' : '',
      ]
        .filter(Boolean)
        .join(' '),
    );
  cell.select('.glyph').attr('d', ({ glyph }) => glyphPaths[glyph]);
  cell
    .select('.fill')
    .attr('d', ({ sight, half, glyph }) =>
      sight === 'part' || half ? halfPath(glyph, half) : null,
    );
  cell.classed('is-half', ({ half }) => half);
  cell
    .select('.cell-text')
    .attr('x', ({ x }) => x + 12)
    .attr('y', ({ y }) => y);
  writeTexts(cell.select('.cell-text'), (each) => each);
}

function joinLegend(group: Group<unknown>, items: readonly LegendItem[]): void {
  const item = group
    .attr('aria-hidden', 'true')
    .selectAll<SVGGElement, LegendItem>('g')
    .data(items)
    .join((enter) => {
      const g = enter.append('g');
      g.append('path').attr('class', 'glyph');
      g.append('path').attr('class', 'fill');
      g.append('text').attr('class', 'isolates');
      return g;
    })
    .attr(
      'class',
      ({ glyph }) =>
        `key cell key-${glyph}${glyph === 'half' || glyph === 'part' ? ' is-half' : ''}`,
    )
    .attr('transform', (each) => at(each.x, each.y));
  item
    .select('.glyph')
    .attr('transform', 'translate(10,0)')
    .attr('d', ({ glyph }) => glyphPaths[glyph]);
  item
    .select('.fill')
    .attr('transform', 'translate(10,0)')
    .attr('d', ({ glyph }) =>
      glyph === 'half' || glyph === 'part' ? halfPath('file', glyph === 'half') : null,
    );
  item.select<SVGTextElement>('.isolates').each(function ({ lines }) {
    writeLines(this, lines, { x: 24, y: 4 });
  });
}

/** Sets what depends on the moment: marks on their way up, rings around what changed. */
function move(svg: SVGSVGElement, scene: LayersScene, now: Millis): void {
  select(svg)
    .selectAll<SVGGElement, Cell>('g.cells > g')
    .each(function (cell) {
      const mark = this.querySelector<SVGGElement>('.sheet');
      const ring = this.querySelector<SVGCircleElement>('.ring');
      const trail = this.querySelector<SVGPathElement>('.trail');
      if (!mark || !ring || !trail) return;
      const { x, scale, ringRadius, ringOpacity, trail: way } = cellAt(cell, scene.motion, now);
      setOnce(
        mark,
        'transform',
        `${at(round(x), cell.y)}${scale === 1 ? '' : ` scale(${String(round(scale))})`}`,
      );
      setOnce(ring, 'r', String(round(ringRadius)));
      setOnce(ring, 'opacity', String(round(ringOpacity)));
      setOnce(
        trail,
        'd',
        way === 0
          ? ''
          : `M${String(round(x + 7))},${String(cell.y)}H${String(round(cell.fromX ?? x))}`,
      );
      setOnce(trail, 'opacity', String(round(way)));
    });
}

/** Where a mark is at a moment: a file that was copied up comes from the layer that it was copied from. */
export function cellAt({ x, fromX, since, changedAt }: Cell, motion: boolean, now: Millis) {
  const still = { x, scale: 1, ringRadius: 9, ringOpacity: 0, trail: 0 };
  if (!motion) return still;
  const travelled = since === null ? 1 : progress(since, durations.copy, now);
  const pulse = changedAt === null ? 1 : progress(changedAt, durations.ring, now);
  return {
    x: fromX === null ? x : fromX + (x - fromX) * travelled,
    scale: fromX === null && since !== null ? 0.3 + 0.7 * travelled : 1,
    ringRadius: 9 + 8 * pulse,
    ringOpacity: changedAt === null || now < changedAt ? 0 : 1 - pulse,
    trail: fromX === null || travelled >= 1 ? 0 : 1 - travelled,
  };
}
