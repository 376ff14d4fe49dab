import { select, type Selection } from 'd3-selection';
import type { Millis } from '../../world/model.ts';
import { entityKey, type RequestGroup } from '../options.ts';
import { wire } from '../pointer.ts';
import { heights } from '../style.ts';
import { at, frame } from '../svg.ts';
import type { Handlers } from '../view.ts';
import { writeLines, writeTexts } from '../write.ts';
import type { GroupHead, LogRow, LogScene } from './scene.ts';
import { say } from '../say.ts';

const drawn = new WeakMap<SVGSVGElement, LogScene>();
type Group<D> = Selection<SVGGElement, D, SVGGElement, unknown>;

/** Draws the lines that are in the pane; nothing moves by itself. */
export function draw(svg: SVGSVGElement, scene: LogScene, _now: Millis, handlers: Handlers): void {
  if (drawn.get(svg) === scene) return;
  drawn.set(svg, scene);
  frame(svg, scene, scene.bottom);
  const plate = select(svg)
    .selectAll<SVGGElement, string>(':scope > g.plate')
    .data(['log'])
    .join('g')
    .attr('class', 'plate kernel-log')
    .attr('role', scene.rows.length > 0 ? 'tree' : 'none')
    .attr('aria-label', scene.rows.length > 0 ? say`What the kernel was asked to do` : null);
  const groups = plate
    .selectAll<SVGGElement, string>(':scope > g')
    .data(['rows', 'head'])
    .join('g')
    .attr('class', (name) => name)
    .attr('role', 'none')
    .attr('aria-hidden', (name) => (name === 'rows' ? null : 'true'));
  joinRows(groups.filter((name) => name === 'rows') as never, scene);
  drawHead(groups.filter((name) => name === 'head') as never, scene);
  wire(svg, handlers);
}

/** Marks differ in form, not in colour only. */
const marks: Readonly<Record<RequestGroup, string>> = {
  process: 'M-4,0a4,4 0 1 0 8,0a4,4 0 1 0 -8,0Z',
  exec: 'M-3.5,-4.5L4.5,0L-3.5,4.5Z',
  namespace: 'M-4,-4H4V4H-4Z',
  mount: 'M0,-5L5,4H-5Z',
  cgroup: 'M0,-5L5,0L0,5L-5,0Z',
  network: 'M-4,-1.5H-1.5V-4H1.5V-1.5H4V1.5H1.5V4H-1.5V1.5H-4Z',
  signal: 'M1,-6L-4,1H-0.5L-1,6L4,-1H0.5Z',
};

function joinRows(group: Group<unknown>, scene: LogScene): void {
  const middle = 11;
  const baseline = 15;
  const row = group
    .selectAll<SVGGElement, LogRow>(':scope > g.row')
    .data(scene.rows, ({ id }) => id)
    .join((enter) => {
      const g = enter.append('g');
      g.append('rect').attr('class', 'hit').attr('x', 2).attr('rx', 3);
      g.append('path').attr('class', 'group-mark');
      for (const name of ['time', 'who', 'call', 'sentence'])
        g.append('text').attr('class', name).attr('y', baseline);
      return g;
    })
    .order()
    .attr('role', 'treeitem')
    .attr('aria-level', 1)
    .attr('aria-label', ({ spoken }) => spoken)
    .attr('data-entity', ({ entity }) => (entity ? entityKey(entity) : null))
    .attr('class', ({ light, hue, failed, entity, group: of }) =>
      [
        'row',
        `of-${of}`,
        light,
        failed ? 'failed' : '',
        entity ? '' : 'mute',
        hue === null ? '' : `hue-${String(hue)}`,
      ]
        .filter(Boolean)
        .join(' '),
    )
    .attr('transform', ({ y }) => at(0, y));
  row
    .select('.hit')
    .attr('width', scene.width - 4)
    .attr('height', ({ height }) => height - 1);
  row
    .select<SVGPathElement>('.group-mark')
    .attr('d', (each) => marks[each.group])
    .attr('transform', ({ groupX }) => at(groupX, middle));
  row
    .select('.time')
    .attr('x', scene.timeX)
    .text(({ time }) => time);
  writeTexts(row.select('.who').attr('x', scene.whoX), ({ who, named }) => ({
    text: who,
    full: who === '' ? '' : named,
  }));
  row.select<SVGTextElement>('.call').each(function ({ calls }) {
    writeLines(this, calls, { x: scene.callX, y: baseline });
  });
  row.select<SVGTextElement>('.sentence').each(function ({ sentences, sentenceY }) {
    writeLines(this, sentences, { x: scene.sentenceX, y: baseline + sentenceY });
  });
}

function drawHead(head: Group<unknown>, scene: LogScene): void {
  head.attr('transform', at(0, scene.top));
  const part = (tag: string, name: string) =>
    head.selectAll(`:scope > ${tag}.${name}`).data([name]).join(tag).attr('class', name);
  part('rect', 'head-ground').attr('width', scene.width).attr('height', scene.headHeight);
  part('path', 'head-rule').attr(
    'd',
    `M0,${String(scene.headHeight - 0.5)}H${String(scene.width)}`,
  );
  const { titles, titleX } = scene;
  const title = part('text', 'log-title').node() as SVGTextElement | null;
  if (title) writeLines(title, titles, { x: titleX, y: 20, full: scene.title });
  const note = part('text', 'log-note').node() as SVGTextElement | null;
  if (note) writeLines(note, scene.notes, { x: titleX, y: 20 + titles.length * heights.line });
  const lane = head
    .selectAll<SVGGElement, GroupHead>(':scope > g.group')
    .data(scene.heads, ({ group }) => group)
    .join((enter) => {
      const g = enter.append('g');
      g.append('path').attr('class', 'group-mark');
      g.append('text').attr('x', 10).attr('dy', '0.35em');
      return g;
    })
    .attr('class', ({ group, count }) => `group of-${group}${count === 0 ? ' none' : ''}`)
    .attr('transform', ({ x, y }) => at(x, y));
  lane.select('.group-mark').attr('d', ({ group }) => marks[group]);
  lane.select('text').text(({ title, count }) => `${title} ${String(count)}`);
}
