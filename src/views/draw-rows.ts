import { select, type Selection } from 'd3-selection';
import { closedTriangle, markPaths, openTriangle } from './marks.ts';
import { forgetParts } from './move-rows.ts';
import { entityKey } from './options.ts';
import type { Arrival, Bead, Label, Mark, Row } from './row.ts';
import { at, isMadeFrom, type Group } from './svg.ts';

/** Makes the DOM of each row that is new or changed; where they stand is for `moveRows`. */
export function joinRows(parent: Group, rows: readonly Row[]): void {
  parent
    .selectChildren<SVGGElement, Row>('g.row')
    .data(rows, (row) => row.id)
    .join((enter) => {
      const g = enter.append('g').attr('role', 'treeitem').attr('tabindex', -1);
      g.append('rect').attr('class', 'hit').attr('rx', 3);
      g.append('g').attr('class', 'body');
      return g;
    })
    .order()
    .each(function (row) {
      if (!isMadeFrom(this, row)) drawRow(select(this), row);
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
  drawMark(g, row.mark ? [row.mark] : []);
  drawBeads(g, row);
  drawArrivals(g, row);
  forgetParts(g.node());
}

/** What a screen reader is told of a row. */
function spoken({ label, level, light, fold }: Row): Record<string, string | null> {
  return {
    role: 'treeitem',
    tabindex: '-1',
    'aria-label': label,
    'aria-level': String(level),
    'aria-selected': String(light === 'selected'),
    'aria-expanded': fold ? String(fold.open) : null,
  };
}

const mute = {
  role: 'none',
  tabindex: null,
  'aria-label': null,
  'aria-level': null,
  'aria-selected': null,
  'aria-expanded': null,
};

function drawBody(body: Selection<SVGGElement, Row, null, undefined>, row: Row): void {
  const { fold } = row;
  body
    .selectChildren<SVGPathElement, number>('path.fold')
    .data(fold && fold.x !== null ? [fold.x] : [])
    .join('path')
    .attr('class', 'fold')
    .attr('d', fold?.open ? openTriangle : closedTriangle)
    .attr('transform', (x) => at(x, row.middle));
  body
    .selectChildren<SVGPathElement, Mark>('path.pip')
    .data(row.pips)
    .join('path')
    .attr('class', markClass('pip'))
    .attr('d', ({ shape }) => markPaths[shape])
    .attr('transform', ({ x }) => `${at(x, row.middle)}scale(.8)`);
  body
    .selectChildren<SVGRectElement, Label>('rect.seal')
    .data(row.labels.filter(({ style }) => style === 'seal'))
    .join((enter) => enter.insert('rect', ':first-child'))
    .attr('class', 'seal')
    .attr('x', ({ x, anchor }) => x - (anchor === 'end' ? 13 : 4.5))
    .attr('y', row.middle - 8)
    .attr('width', 17.5)
    .attr('height', 16)
    .attr('rx', 2.5);
  body
    .selectChildren<SVGTextElement, Label>('text')
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

function drawMark(g: One, marks: readonly Mark[]): void {
  g.selectChildren<SVGGElement, Mark>('g.mark')
    .data(marks)
    .join((enter) => {
      const mark = enter.append('g');
      mark.append('circle').attr('class', 'ring').attr('r', 0).attr('opacity', 0);
      mark.append('path');
      return mark;
    })
    .attr('class', markClass('mark'))
    .select('path')
    .attr('d', ({ shape }) => markPaths[shape]);
}

function drawBeads(g: One, row: Row): void {
  g.selectChildren<SVGGElement, Bead>('g.bead')
    .data(row.beads, ({ id }) => id)
    .join((enter) => {
      const bead = enter.append('g').attr('role', 'button').attr('tabindex', -1);
      bead.append('circle').attr('class', 'reach').attr('r', 8.5);
      bead.append('circle').attr('class', 'ring').attr('r', 0).attr('opacity', 0);
      bead.append('circle').attr('class', 'bead-body');
      bead.append('text').attr('dy', '0.35em').attr('text-anchor', 'middle');
      bead.append('title');
      return bead;
    })
    .attr('class', ({ kind, standing, light }) => `bead kind-${kind} ${standing} ${light}`)
    .attr('transform', ({ x }) => at(x, row.middle))
    .attr('data-entity', ({ entity }) => entityKey(entity))
    .attr('aria-label', ({ label }) => label)
    .attr('aria-pressed', ({ light }) => light === 'selected')
    .each(function ({ letter, label, standing }) {
      const bead = select(this);
      const carries = row.id === 'region/host' || standing === 'own' || standing === 'joined';
      bead.select('.bead-body').attr('r', carries ? 7 : 2.6);
      bead.select('text').text(carries ? letter : '');
      bead.select('title').text(label);
    });
}

function drawArrivals(g: One, row: Row): void {
  g.selectChildren<SVGGElement, Arrival>('g.arrival')
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

const markClass =
  (name: string) =>
  ({ shape, hue }: Mark): string =>
    `${name} ${shape}${hue === null ? '' : ` hue-${String(hue)}`}`;
