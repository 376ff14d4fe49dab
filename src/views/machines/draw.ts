import { select } from 'd3-selection';
import type { Millis } from '../../world/model.ts';
import { progress } from '../motion.ts';
import { closedTriangle, openTriangle } from '../marks.ts';
import { entityKey } from '../options.ts';
import { wire } from '../pointer.ts';
import { durations } from '../style.ts';
import { at, frame, isMadeFrom, round, setOnce, type Group } from '../svg.ts';
import type { Handlers } from '../view.ts';
import { drawCharts, drawSigns } from './draw-charts.ts';
import { joinLabels } from './draw-labels.ts';
import type { Block, MachinesScene, Track, TrackPart } from './scene.ts';

const drawn = new WeakMap<SVGSVGElement, MachinesScene>();
const parts = ['labels', 'blocks', 'track', 'charts', 'signs'] as const;

/** Puts the scene into the svg as it is at `now`. */
export function draw(
  svg: SVGSVGElement,
  scene: MachinesScene,
  now: Millis,
  handlers: Handlers,
): void {
  if (drawn.get(svg) !== scene) {
    drawn.set(svg, scene);
    frame(svg, scene, scene.bottom);
    join(svg, scene);
    wire(svg, handlers);
  }
  move(svg, scene, now);
}

/** True while a block is coming, or the second machine boots. */
export function animating({ motion, restsAt, track }: MachinesScene, now: Millis): boolean {
  const grows = track.parts.some(
    (part) => part.growing !== null && endOf(part, now) < part.growing.limit,
  );
  return grows || (motion && now < restsAt);
}

function join(svg: SVGSVGElement, scene: MachinesScene): void {
  const plate = select(svg)
    .selectAll<SVGGElement, string>(':scope > g.plate')
    .data(['machines'])
    .join('g')
    .attr('class', 'plate machines');
  plate
    .selectAll<SVGGElement, string>(':scope > g')
    .data(parts)
    .join('g')
    .attr('class', (name) => name)
    .attr('role', (name) => (name === 'blocks' ? 'tree' : 'none'))
    .attr('aria-label', (name) => (name === 'blocks' ? 'The two stacks' : null));
  const part = (name: (typeof parts)[number]): Group =>
    plate.select<SVGGElement>(`:scope > g.${name}`) as unknown as Group;
  const joinPart = <T>(
    name: (typeof parts)[number],
    content: T,
    joinContent: (group: Group, content: T) => void,
  ): void => {
    const group = part(name);
    const node = group.node();
    if (node && !isMadeFrom(node, content)) joinContent(group, content);
  };
  joinPart('labels', scene.labels, joinLabels);
  joinBlocks(part('blocks'), scene.blocks);
  joinPart('track', scene.track, joinTrack);
  joinPart('charts', scene.charts, drawCharts);
  joinPart('signs', scene.signs, drawSigns);
}

const classOf = ({ kind, hue, light, absent, dim, entity, fold }: Block): string =>
  [
    'row block',
    `is-${kind}`,
    light,
    absent ? 'absent' : '',
    dim ? 'dim' : '',
    entity || fold ? '' : 'mute',
    hue === null ? '' : `hue-${String(hue)}`,
  ]
    .filter(Boolean)
    .join(' ');

function joinBlocks(group: Group, blocks: readonly Block[]): void {
  const block = group
    .selectAll<SVGGElement, Block>(':scope > g')
    .data(blocks, ({ id }) => id)
    .join((enter) => {
      const g = enter.append('g');
      g.append('rect').attr('class', 'ground').attr('rx', 2);
      g.append('rect').attr('class', 'edge').attr('width', 4);
      g.append('path').attr('class', 'fold');
      g.append('g').attr('class', 'bars');
      g.append('g').attr('class', 'texts');
      g.append('rect').attr('class', 'hit').attr('rx', 2);
      return g;
    })
    .order()
    .filter(function (each) {
      return !isMadeFrom(this, each);
    })
    .attr('class', classOf)
    .attr('role', 'treeitem')
    .attr('aria-level', 1)
    .attr('aria-label', ({ sentence }) => sentence)
    .attr('aria-expanded', ({ fold, open }) => (fold ? String(open) : null))
    .attr('data-entity', ({ entity }) => (entity ? entityKey(entity) : null))
    .attr('data-fold', ({ fold }) => fold);
  for (const name of ['ground', 'hit'])
    block
      .select(`:scope > .${name}`)
      .attr('x', ({ x }) => round(x))
      .attr('y', ({ y }) => round(y))
      .attr('width', ({ width }) => round(width))
      .attr('height', ({ height }) => height);
  block
    .select('.edge')
    .attr('x', ({ x }) => round(x))
    .attr('y', ({ y }) => round(y))
    .attr('height', ({ height, kind }) => (kind === 'container' ? height : 0));
  block
    .select('.fold')
    .attr('transform', ({ x, y, height }) => at(round(x + 12), round(y + height / 2)))
    .attr('d', ({ fold, open }) => (fold ? (open ? openTriangle : closedTriangle) : null));
  block.each(function (each) {
    joinBars(select(this).select<SVGGElement>('.bars') as unknown as Group, each);
    joinLabels(select(this).select<SVGGElement>('.texts') as unknown as Group, each.labels);
  });
}

function joinBars(group: Group, { bars }: Block): void {
  const bar = group
    .selectAll<SVGGElement, Block['bars'][number]>(':scope > g')
    .data(bars)
    .join((enter) => {
      const g = enter.append('g');
      for (const name of ['rail', 'value', 'peak']) g.append('path').attr('class', name);
      return g;
    });
  bar
    .select('.rail')
    .attr('d', ({ x, y, width }) => `M${String(round(x))},${String(y)}h${String(round(width))}`);
  bar
    .select('.value')
    .attr('d', ({ x, y, value }) => `M${String(round(x))},${String(y)}h${String(round(value))}`);
  bar
    .select('.peak')
    .attr('d', ({ x, y, peak, tick }) =>
      peak === null ? null : `M${String(round(x + peak))},${String(y - tick)}v${String(2 * tick)}`,
    );
}

function joinTrack(group: Group, track: Track): void {
  const { x, y, width, height } = track;
  group
    .selectAll<SVGRectElement, string>(':scope > rect.rail')
    .data(['rail'])
    .join('rect')
    .attr('class', 'rail')
    .attr('x', round(x))
    .attr('y', y)
    .attr('width', round(width))
    .attr('height', height);
  group
    .selectAll<SVGRectElement, TrackPart>(':scope > rect.part')
    .data(track.parts, ({ name }) => name)
    .join('rect')
    .attr('class', ({ name }) => `part is-${name}`)
    .attr('x', ({ from }) => round(from))
    .attr('y', y)
    .attr('height', height);
  group
    .selectAll<SVGRectElement, TrackPart>(':scope > rect.swatch')
    .data(track.parts, ({ name }) => name)
    .join('rect')
    .attr('class', ({ name }) => `swatch is-${name}`)
    .attr('x', (_, i) => round(x + (i * width) / 3))
    .attr('y', y + height + 18)
    .attr('width', 8)
    .attr('height', 8);
  const texts = group
    .selectAll<SVGGElement, string>(':scope > g')
    .data(['texts', 'ticks'])
    .join('g');
  joinLabels(texts.filter((name) => name === 'texts') as unknown as Group, track.labels);
  joinLabels(
    texts.filter((name) => name === 'ticks') as unknown as Group,
    track.ticks.map((tick, i) => ({
      ...{
        x: tick.x,
        y: y + height + 11,
        text: tick.text,
        full: tick.text,
        style: 'small' as const,
      },
      anchor: i === 0 ? 'start' : i === track.ticks.length - 1 ? 'end' : 'middle',
    })),
  );
}

/** Where a part of the boot ends at a moment: what goes on grows with the time. */
export function endOf({ to, growing }: TrackPart, now: Millis): number {
  if (!growing) return to;
  return Math.min(growing.limit, to + Math.max(0, now - growing.at) * growing.perMs);
}

/** Sets what depends on the moment. */
function move(svg: SVGSVGElement, scene: MachinesScene, now: Millis): void {
  select(svg)
    .selectAll<SVGRectElement, TrackPart>('g.track > rect.part')
    .each(function (part) {
      setOnce(this, 'width', String(round(Math.max(0, endOf(part, now) - part.from))));
    });
  select(svg)
    .selectAll<SVGGElement, Block>('g.blocks > g')
    .each(function ({ since }) {
      const shown = !scene.motion || since === null ? 1 : progress(since, durations.enter, now);
      setOnce(this, 'opacity', String(round(shown)));
    });
}
