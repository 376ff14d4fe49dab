import type { World } from '../../world/model.ts';
import { roomOf, drawnWidth, zoomOf, type Size, type ViewOptions } from '../options.ts';
import { durations } from '../style.ts';
import { heightOfAll, heightsOf, pile, type Heights, type Slab } from './blocks.ts';
import { bootTrack, trackHeight } from './boot-track.ts';
import { answerLabels, chartsOf, type Cell } from './charts.ts';
import { containerBlocks, containersHeight } from './container-blocks.ts';
import { factsOf, type Facts } from './facts.ts';
import { label, longestThatFits, widthOf, wrap } from './labels.ts';
import { chartHeight, headHeight, measure, slab, type Measures, type Span } from './measures.ts';
import type { Block, Label, MachinesScene, Sign, Track } from './scene.ts';
import { machineSlabs, sharedSlabs } from './stacks.ts';
import { caveats, strengths } from './words.ts';
import { say } from '../say.ts';

const between = 26;

/** The two stacks, then what they mean for many, then what each is better at. */
export function layout(world: World, size: Size, options: ViewOptions): MachinesScene {
  const zoom = zoomOf(size, options);
  const measures = measure(drawnWidth(size, zoom));
  const facts = factsOf(world);
  const stacks = stacksOf(facts, measures, options);
  const signs = signsOf(measures, stacks.bottom + between);
  const chartsTop = (signs.at(-1)?.y ?? 0) + 20;
  const cells = cellsOf(measures, chartsTop);
  const chartsBottom = Math.max(...cells.map(({ y }) => y)) + chartHeight;
  const words = tradeOffs(measures, chartsBottom + between);
  const answer = cells.at(-1);
  const motion = options.motion === 'full';
  return {
    ...{ width: measures.width, height: words.bottom, zoom, bottom: words.bottom },
    room: roomOf(size, measures.width, zoom),
    blocks: stacks.blocks,
    track: motion ? stacks.track : still(stacks.track),
    charts: chartsOf(facts, options, cells),
    signs,
    labels: [
      ...stacks.labels,
      ...(answer ? answerLabels(facts, options, answer) : []),
      ...words.labels,
    ],
    motion,
    restsAt: motion
      ? Math.max(...stacks.blocks.map(({ since }) => (since ?? -Infinity) + durations.enter))
      : -Infinity,
  };
}

/** What goes on stands where it was when it was told. */
function still(track: Track): Track {
  return { ...track, parts: track.parts.map((part) => ({ ...part, growing: null })) };
}

function stacksOf(facts: Facts, measures: Measures, options: ViewOptions) {
  const { left, right, narrow, margin, width } = measures;
  const shared = sharedSlabs(facts);
  const own = machineSlabs(facts);
  // Side by side, layers of a kind stand at the same height, whatever each has to say.
  const none: Heights = new Map();
  const [leftLeast, rightLeast] = narrow
    ? [none, none]
    : [heightsOf(own, right.width), heightsOf(shared, left.width)];
  const leftHeight = containersHeight(facts, options) + heightOfAll(shared, left.width, leftLeast);
  const rightHeight = trackHeight + 10 + heightOfAll(own, right.width, rightLeast);
  // Side by side both stand on the same ground; in a narrow pane the second stands below the first.
  const tall = narrow ? leftHeight : Math.max(leftHeight, rightHeight);
  const leftBottom = headHeight + tall;
  const rightTop = narrow ? leftBottom + between + headHeight : headHeight;
  const rightBottom = narrow ? rightTop + rightHeight : leftBottom;
  const ground = narrow ? rightBottom : leftBottom;
  const top = leftBottom - leftHeight;
  const containers = containerBlocks(facts, { top, span: left, options });
  const titles = [say`This browser tab, on your computer`, say`This browser tab`];
  const tab: Slab = {
    ...{ id: 'tab', kind: 'tab', note: '' },
    title: longestThatFits(titles, width - 2 * margin - 20, 'strong'),
    ...{ figure: '', entity: null },
  };
  const tabSpan = { x: margin, width: width - 2 * margin };
  const tabBottom = ground + slab.low + slab.gap + 3;
  const blocks: Block[] = [
    ...containers.blocks,
    ...pile(shared, { bottom: leftBottom, span: left, least: leftLeast }, options).reverse(),
    ...pile(own, { bottom: rightBottom, span: right, least: rightLeast }, options).reverse(),
    ...pile([tab], { bottom: tabBottom, span: tabSpan, least: none }, options),
  ];
  return {
    blocks,
    track: bootTrack(facts.second, { ...right, y: rightTop }),
    labels: [
      ...headOf(say`Containers`, say`one kernel, shared`, left, 0),
      ...headOf(say`A virtual machine`, say`a kernel for each`, right, rightTop - headHeight),
      ...containers.captions,
    ],
    bottom: ground + slab.low + 6,
  };
}

function headOf(title: string, note: string, { x, width }: Span, top: number): Label[] {
  return [
    label(title, { x, y: top + 24, style: 'heading', room: width }),
    label(note, { x, y: top + 41, style: 'note', room: width }),
  ];
}

/** Three charts and the answer. */
function cellsOf({ cells, margin, width }: Measures, top: number): Cell[] {
  const gap = 18;
  const each = (width - 2 * margin - (cells - 1) * gap) / cells;
  return [0, 1, 2, 3].map((i) => ({
    x: margin + (i % cells) * (each + gap),
    y: top + Math.floor(i / cells) * (chartHeight + 12),
    width: each,
  }));
}

/** What a sign takes before its words, what is behind them, and how far rows of signs stand apart. */
const signs = { before: 30, behind: 26, step: 20 } as const;

/** In a row, or in as many as they need. */
function signsOf({ margin, width }: Measures, top: number): Sign[] {
  const right = width - margin;
  const whole = say`solid: measured here · dashed: extrapolated from it`;
  const brief = say`dashed: extrapolated`;
  const room = width - 2 * margin - signs.before;
  const texts: readonly (readonly [Sign['kind'], string])[] = [
    ['containers', say`containers`],
    ['machines', say`virtual machines`],
    ['extrapolated', longestThatFits([whole, brief], room, 'note')],
  ];
  let x = margin;
  let y = top;
  return texts.map(([kind, text]) => {
    const needed = signs.before + widthOf(text, 'note');
    if (x > margin && x + needed > right) {
      x = margin;
      y += signs.step;
    }
    const sign = { kind, x, y, text };
    x += needed + signs.behind;
    return sign;
  });
}

function tradeOffs({ margin, narrow, width, left, right }: Measures, top: number) {
  const labels: Label[] = [];
  const write = (
    span: Span,
    from: number,
    { title, points }: { title: string; points: readonly string[] },
  ) => {
    let y = from + 14;
    for (const line of wrap(title, span.width, 'strong')) {
      labels.push(label(line, { x: span.x, y, style: 'strong' }));
      y += 19;
    }
    for (const point of points) {
      for (const [i, line] of wrap(point, span.width - 14, 'note').entries()) {
        if (i === 0) labels.push(label('–', { x: span.x, y, style: 'note' }));
        labels.push(label(line, { x: span.x + 12, y, style: 'note' }));
        y += 15;
      }
      y += 3;
    }
    return y;
  };
  const trade = strengths();
  const first = write(left, top, trade.containers);
  const second = write(right, narrow ? first + 10 : top, trade.machines);
  const all = { x: margin, width: width - 2 * margin };
  let bottom = Math.max(first, second) + 12;
  for (const text of caveats()) {
    for (const line of wrap(text, all.width, 'note')) {
      labels.push(label(line, { x: all.x, y: bottom, style: 'note' }));
      bottom += 15;
    }
    bottom += 4;
  }
  return { labels, bottom: bottom + 8 };
}
