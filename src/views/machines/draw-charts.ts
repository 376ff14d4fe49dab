import { at, round, type Group } from '../svg.ts';
import { select } from 'd3-selection';
import { joinLabels } from './draw-labels.ts';
import type { Chart, ChartLine, Sign } from './scene.ts';

/** Marks differ in form, not in colour only: a disc for containers, a square for machines. */
const marks: Readonly<Record<ChartLine['of'], string>> = {
  containers: 'M-3,0a3,3 0 1,0 6,0a3,3 0 1,0 -6,0Z',
  machines: 'M-3.2,-3.2H3.2V3.2H-3.2Z',
};

export function drawCharts(group: Group, charts: readonly Chart[]): void {
  const chart = group
    .selectAll<SVGGElement, Chart>(':scope > g')
    .data(charts, ({ id }) => id)
    .join((enter) => {
      const g = enter.append('g').attr('class', 'chart');
      for (const name of ['grid', 'limit']) g.append('path').attr('class', name);
      for (const name of ['lines', 'crossings', 'texts']) g.append('g').attr('class', name);
      return g;
    })
    .attr('role', 'img')
    .attr('aria-label', ({ sentence }) => sentence);
  chart.select('.grid').attr('d', ({ grid }) => grid);
  chart.select('.limit').attr('d', ({ limit }) => limit);
  chart.each(function (each) {
    const part = (name: string): Group =>
      select(this).select<SVGGElement>(`:scope > .${name}`) as unknown as Group;
    joinLabels(part('texts'), each.labels);
    joinLines(part('lines'), each.lines);
    part('crossings')
      .selectAll('circle')
      .data(each.crossings)
      .join('circle')
      .attr('r', 5)
      .attr('cx', ({ x }) => round(x))
      .attr('cy', ({ y }) => round(y));
  });
}

function joinLines(group: Group, lines: readonly ChartLine[]): void {
  const line = group
    .selectAll<SVGGElement, ChartLine>(':scope > g')
    .data(lines, ({ of }) => of)
    .join((enter) => {
      const g = enter.append('g');
      for (const name of ['extrapolated', 'measured']) g.append('path').attr('class', name);
      return g;
    })
    .attr('class', ({ of }) => `of-${of}`);
  line.select('.extrapolated').attr('d', ({ extrapolated }) => extrapolated);
  line.select('.measured').attr('d', ({ measured }) => measured);
  line.each(function ({ points, of }) {
    select(this)
      .selectAll(':scope > path.point')
      .data(points)
      .join('path')
      .attr('class', 'point')
      .attr('d', marks[of])
      .attr('transform', ({ x, y }) => at(round(x), round(y)));
  });
}

/** What the lines and marks of the charts mean. */
export function drawSigns(group: Group, signs: readonly Sign[]): void {
  const sign = group
    .attr('aria-hidden', 'true')
    .selectAll<SVGGElement, Sign>(':scope > g')
    .data(signs, ({ kind }) => kind)
    .join((enter) => {
      const g = enter.append('g');
      g.append('path').attr('class', 'measured');
      g.append('path').attr('class', 'point');
      g.append('text').attr('class', 'set-note').attr('x', 30).attr('dy', '0.35em');
      return g;
    })
    .attr('class', ({ kind }) => `of-${kind}`)
    .attr('transform', ({ x, y }) => at(x, y));
  sign.select('.measured').attr('d', 'M0,0H24');
  sign
    .select('.point')
    .attr('transform', at(12, 0))
    .attr('d', ({ kind }) => (kind === 'extrapolated' ? null : marks[kind]));
  sign.select('text').text(({ text }) => text);
}
