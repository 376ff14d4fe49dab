import type { Selection } from 'd3-selection';
import { entityKey } from '../options.ts';
import { at } from '../svg.ts';
import { writeLines, writeTexts } from '../write.ts';
import type { Column, LaneHead, LayersScene } from './scene.ts';

type Head = Selection<SVGGElement, unknown, null, undefined>;

/** Draws what stays at the top while the tree is scrolled: the stacks, what sharing saves, the layers' heads. */
export function drawHead(head: Head, scene: LayersScene): void {
  head.attr('transform', at(0, scene.top));
  part<SVGRectElement>(head, 'rect', 'head-ground')
    .attr('width', scene.width)
    .attr('height', scene.headHeight);
  part<SVGPathElement>(head, 'path', 'head-rule').attr(
    'd',
    scene.columns.length > 0 ? `M0,${String(scene.headHeight - 0.5)}H${String(scene.width)}` : '',
  );
  part<SVGTextElement>(head, 'text', 'totals note')
    .attr('x', scene.nameX)
    .each(function () {
      writeLines(this, scene.totals, { x: scene.nameX, y: scene.totalsY + 14 });
    });
  part<SVGTextElement>(head, 'text', 'merged-head note')
    .attr('x', scene.nameX)
    .attr('y', scene.headHeight - 9)
    .text(scene.nameHead);
  drawLanes(head, scene);
  drawColumns(head, scene);
}

function part<E extends SVGElement>(head: Head, tag: string, name: string) {
  return head
    .selectAll<E, string>(`:scope > ${tag}.${name.split(' ')[0] ?? ''}`)
    .data([name])
    .join(tag)
    .attr('class', name) as unknown as Selection<E, string, SVGGElement, unknown>;
}

function drawLanes(head: Head, { lanes, nameX }: LayersScene): void {
  const lane = head
    .selectAll<SVGGElement, LaneHead>(':scope > g.lane')
    .data(lanes, ({ id }) => id)
    .join((enter) => {
      const g = enter.append('g');
      g.append('circle').attr('class', 'swatch').attr('cx', 6).attr('cy', -5).attr('r', 5.5);
      for (const name of ['title', 'note', 'tally']) g.append('text').attr('class', name);
      g.select('.title').attr('x', 19);
      return g;
    })
    .attr('class', ({ hue }) => `lane hue-${String(hue)}`)
    .attr('transform', ({ y }) => at(nameX, y));
  const told = (text: string, full: string) => ({ text, full: text.endsWith('…') ? full : text });
  writeTexts(lane.select('.title'), ({ title, full }) => told(title, full));
  lane.select('.note').attr('x', ({ noteX }) => noteX);
  writeTexts(lane.select('.note'), ({ note, full }) => told(note, full));
  lane
    .select('.tally')
    .attr('x', ({ tallyX }) => tallyX)
    .text(({ tally }) => tally);
}

function drawColumns(head: Head, { columns, columnsY, headHeight }: LayersScene): void {
  const column = head
    .selectAll<SVGGElement, Column>(':scope > g.column')
    .data(columns, ({ id }) => id)
    .join((enter) => {
      const g = enter.append('g');
      g.append('title');
      g.append('rect').attr('class', 'stratum-head');
      g.append('text').attr('class', 'layer-name').attr('y', 16);
      return g;
    })
    .attr('class', ({ shared, writable, light, hue }) =>
      [
        'column',
        shared ? 'shared' : '',
        writable ? 'writable' : '',
        light,
        hue === null ? '' : `hue-${String(hue)}`,
      ]
        .filter(Boolean)
        .join(' '),
    )
    .attr('data-entity', ({ entity }) => (entity ? entityKey(entity) : null))
    .attr('transform', ({ x }) => at(x, columnsY));
  column
    .select('.stratum-head')
    .attr('width', ({ width }) => width - 2)
    .attr('height', headHeight - columnsY);
  column.select('title').text(({ full }) => full);
  column
    .select('.layer-name')
    .attr('x', ({ titleX }) => titleX)
    .text(({ title }) => title);
  column
    .selectAll<SVGTextElement, string>('.layer-note')
    .data(({ lines }) => lines)
    .join('text')
    .attr('class', (_, i, all) => `layer-note${i === all.length - 1 ? ' layer-size' : ''}`)
    .attr('x', 5)
    .attr('y', (_, i) => 31 + i * 14)
    .text((line) => line);
}
