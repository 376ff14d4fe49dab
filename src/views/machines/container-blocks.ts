import type { Entity, ViewOptions } from '../options.ts';
import { lightOf } from './blocks.ts';
import type { ContainerFacts, Facts } from './facts.ts';
import { label, longestThatFits, widthOf } from './labels.ts';
import { blockHeights, roomyCount, shownCount, type Span } from './measures.ts';
import type { Bar, Block, Label } from './scene.ts';
import { containerSentence, orUnknown, sizeText, timeText } from './words.ts';
import { processCount } from '../counts.ts';
import { say } from '../say.ts';

export const restKey = 'machines/rest';
const gap = 4;
const captionHeight = 16;

interface Row {
  readonly facts: ContainerFacts | null;
  /** Those that are folded into one row. */
  readonly rest: readonly ContainerFacts[];
}

/** How high the containers stand. */
export function containersHeight(facts: Facts, options: ViewOptions): number {
  const rows = rowsOf(facts, options).length;
  if (rows === 0) return blockHeights.roomy + gap;
  return rows * (rowHeight(facts) + gap) + (isCompact(facts) ? captionHeight : 0);
}

const isCompact = ({ containers }: Facts): boolean => containers.length > roomyCount;
const rowHeight = (facts: Facts): number =>
  isCompact(facts) ? blockHeights.compact : blockHeights.roomy;

/** The newest stand on top; the oldest of many are folded into one row. */
function rowsOf({ containers }: Facts, { opened }: ViewOptions): Row[] {
  const newest = [...containers].reverse();
  const many = containers.length > shownCount;
  const open = opened.has(restKey);
  const shown = many && !open ? newest.slice(0, shownCount - 1) : newest;
  const rest = newest.slice(shownCount - 1);
  return [...shown.map((facts) => ({ facts, rest: [] })), ...(many ? [{ facts: null, rest }] : [])];
}

/** A block for each container that runs, downwards from `top`. */
export function containerBlocks(
  facts: Facts,
  { top, span, options }: { top: number; span: Span; options: ViewOptions },
): { readonly blocks: readonly Block[]; readonly captions: readonly Label[] } {
  const compact = isCompact(facts);
  const height = rowHeight(facts);
  const most = Math.max(1, ...facts.containers.map(({ memory, peak }) => peak ?? memory ?? 0));
  const rows = rowsOf(facts, options);
  if (rows.length === 0) return { blocks: [emptyBlock(top, span)], captions: [] };
  const first = top + (compact ? captionHeight : 0);
  const blocks = rows.map(({ facts: each, rest }, i) => {
    const box = { ...span, y: first + i * (height + gap), height };
    if (!each) return restBlock(rest, box, options);
    return containerBlock(each, box, { compact, most, options });
  });
  return { blocks, captions: compact ? captionsOf(top + 11, span) : [] };
}

interface Box extends Span {
  readonly y: number;
  readonly height: number;
}

function emptyBlock(y: number, { x, width }: Span): Block {
  const text = longestThatFits(
    [say`No container runs. Try: docker run -d busybox sleep 1000`, say`No container runs`],
    width - 20,
    'note',
  );
  return {
    ...{ id: 'empty', kind: 'empty', entity: null, fold: null, open: false, x, y, width },
    ...{ height: blockHeights.roomy, hue: null, light: '', absent: true, dim: false, bars: [] },
    labels: [label(text, { x: x + 10, y: y + 26, style: 'note', room: width - 20 })],
    sentence: text,
    since: null,
  };
}

function containerBlock(
  facts: ContainerFacts,
  box: Box,
  how: { readonly compact: boolean; readonly most: number; readonly options: ViewOptions },
): Block {
  const { container, hue } = facts;
  const entity: Entity = { kind: 'container', id: container.id };
  const { compact, most, options } = how;
  const search = options.search.trim().toLowerCase();
  const found = `${container.name} ${container.image}`.toLowerCase().includes(search);
  return {
    ...{ id: container.id, kind: 'container', entity, fold: null, open: false, ...box },
    ...{ hue, light: lightOf(entity, options), absent: false, dim: !found },
    labels: compact ? compactLabels(facts, box) : roomyLabels(facts, box),
    bars: barsOf(facts, box, { compact, most }),
    sentence: containerSentence(facts),
    since: container.start?.execedAt ?? container.since,
  };
}

/** Name and image, then all the figures in words; shorter words where there is less room. */
function roomyLabels(facts: ContainerFacts, { x, y, width }: Box): Label[] {
  const { container, memory, peak, disk, processes, start } = facts;
  const inner = width - 22;
  const name = label(container.name, {
    ...{ x: x + 13, y: y + 16, style: 'name', room: inner * 0.62 },
  });
  const left = inner - widthOf(name.text, 'name') - 12;
  const now = orUnknown(memory, sizeText);
  const most = peak === null ? '' : say` (peak ${sizeText(peak)})`;
  const began = start === null ? say`start not seen` : timeText(start);
  const begun = start === null ? began : say`started in ${began}`;
  const own = orUnknown(disk, sizeText);
  const short = `${began} · ${now} · ${own} · ${String(processes)}`;
  const figures = [
    say`${begun} · ${now}${most} · ${own} own · ${processCount(processes)}`,
    say`${began} · ${now}${most} · ${own} own · ${processCount(processes)}`,
    say`${began} · ${now} · ${own} own · ${String(processes)} proc.`,
    short,
  ];
  return [
    name,
    label(container.image, {
      ...{ x: x + width - 9, y: y + 16, style: 'note', anchor: 'end', room: left },
    }),
    label(longestThatFits(figures, inner, 'figure'), {
      ...{ x: x + 13, y: y + 32, style: 'figure', room: inner },
    }),
  ].filter(({ text }) => text !== '');
}

/** Right ends of the columns of figures, from the right edge. */
const columns = { processes: 9, disk: 40, memory: 98, start: 160 } as const;
const columnWords: Readonly<Record<keyof typeof columns, () => string>> = {
  processes: () => say`proc.`,
  disk: () => say`own disk`,
  memory: () => say`memory`,
  start: () => say`start`,
};

function captionsOf(y: number, { x, width }: Span): Label[] {
  const names = Object.keys(columns) as (keyof typeof columns)[];
  return names.map((name) =>
    label(columnWords[name](), { x: x + width - columns[name], y, style: 'small', anchor: 'end' }),
  );
}

function compactLabels(
  { container, memory, disk, processes, start }: ContainerFacts,
  { x, y, width }: Box,
): Label[] {
  const figure = (name: keyof typeof columns, text: string): Label =>
    label(text, { x: x + width - columns[name], y: y + 15, style: 'figure', anchor: 'end' });
  return [
    label(container.name, {
      ...{ x: x + 13, y: y + 15, style: 'name', room: width - columns.start - 13 - 58 },
    }),
    figure('start', start === null ? '–' : timeText(start)),
    figure('memory', orUnknown(memory, sizeText)),
    figure('disk', orUnknown(disk, sizeText)),
    figure('processes', String(processes)),
  ];
}

/** Memory of all on one scale: the longest bar is that of the greatest peak. */
function barsOf(
  { memory, peak }: ContainerFacts,
  { x, y, width, height }: Box,
  { compact, most }: { readonly compact: boolean; readonly most: number },
): Bar[] {
  if (memory === null) return [];
  const full = width - 22;
  // Where rows are low, what stands out of the bar would meet the letters above it.
  const tick = compact ? 2 : 3.5;
  const bar = { x: x + 13, y: y + height - (compact ? 2 : 6), width: full, tick };
  const scaled = (bytes: number): number => (bytes / most) * full;
  return [{ ...bar, value: scaled(memory), peak: peak === null ? null : scaled(peak) }];
}

function restBlock(rest: readonly ContainerFacts[], box: Box, { opened }: ViewOptions): Block {
  const open = opened.has(restKey);
  const memory = rest.reduce((sum, each) => sum + (each.memory ?? 0), 0);
  const processes = rest.reduce((sum, each) => sum + each.processes, 0);
  const many = String(rest.length);
  const text = open
    ? say`${many} older ones: fold`
    : say`${many} older: ${sizeText(memory)}, ${processCount(processes)}`;
  const { x, y, width, height } = box;
  return {
    ...{ id: 'rest', kind: 'rest', entity: null, fold: restKey, open, x, y, width, height },
    ...{ hue: null, light: '', absent: false, dim: false, bars: [], since: null },
    labels: [label(text, { x: x + 24, y: y + 15, style: 'figure', room: width - 34 })],
    sentence: text,
  };
}
